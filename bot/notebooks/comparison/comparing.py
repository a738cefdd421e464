"""What differs between two notebooks: what they use, set and find, and their cells line by line."""

import difflib
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.notebooks.changes import changes
from bot.notebooks.comparison.aligning import aligned
from bot.notebooks.comparison.model import CellChange, Compared, Line
from bot.notebooks.facts import Facts
from bot.notebooks.model import Cell, Notebook

# Of one text, in lines and in characters a line; what is longer is looked at so far.
MOST_LINES: Final = 2_000
LONGEST_LINE: Final = 400
# Lines around a difference, and of one difference that are told.
AROUND: Final = 2
MOST_TOLD: Final = 200
# Of all differences together, where each line counts as so many more: they are taken over all at once.
MOST_CHARACTERS: Final = 1_000_000
A_LINE: Final = 60
_LEFT_OUT: Final = (Line("…", ""),)


def compare(before: Notebook, after: Notebook, facts: tuple[Facts, Facts], *, details: bool) -> Compared:
    """The differences; with `details` also those of outputs and metadata. `facts` are those of the two."""
    cells = tuple(_as_far_as_told(_cells(before, after, details=details)))
    return Compared(facts[0].title, facts[1].title, changes(*facts), cells)


def _as_far_as_told(cells: Iterable[CellChange]) -> Iterator[CellChange]:
    """All cells that differ, the last ones without their lines where it would be too much for anyone."""
    left = MOST_CHARACTERS
    for cell in cells:
        left -= sum(len(line.text) + A_LINE for line in (*cell.source, *cell.outputs, *cell.metadata))
        yield cell if left >= 0 else CellChange(cell.kind, cell.before, cell.after, _LEFT_OUT)


def _cells(before: Notebook, after: Notebook, *, details: bool) -> Iterator[CellChange]:
    for here, there in aligned(before.content["cells"], after.content["cells"]):
        one = None if here is None else before.cells[here]
        other = None if there is None else after.cells[there]
        found = _change(one, other, details=details)
        if found is not None:
            yield found


def _change(before: Cell | None, after: Cell | None, *, details: bool) -> CellChange | None:
    if before is None or after is None:
        kept = before or after
        assert kept is not None
        lines = _differences(before.source if before else "", after.source if after else "")
        return CellChange(
            "added" if before is None else "removed",
            None if before is None else before.number,
            None if after is None else after.number,
            lines,
        )
    found = CellChange(
        "changed",
        before.number,
        after.number,
        _differences(before.source, after.source),
        _differences(_outputs(before), _outputs(after)) if details else (),
        _differences(_metadata(before), _metadata(after)) if details else (),
    )
    return found if found.source or found.outputs or found.metadata else None


def _differences(before: str, after: str) -> tuple[Line, ...]:
    """The lines that differ, with a few around them; none where the texts are equal."""
    if before == after:
        return ()
    old, new = _lines(before), _lines(after)
    found = list(difflib.unified_diff(old, new, n=AROUND, lineterm=""))[2:]
    lines = [_line(one) for one in found[:MOST_TOLD]]
    # The sign of a part that follows says that lines lie between; before the first one nobody misses any.
    if lines and lines[0].mark == "…":
        lines = lines[1:]
    if len(found) > MOST_TOLD or not lines:
        lines.append(Line("…", ""))
    return tuple(lines)


def _lines(text: str) -> list[str]:
    return [line[:LONGEST_LINE] for line in text.split("\n", MOST_LINES)[:MOST_LINES]] if text else []


def _line(written: str) -> Line:
    match written[:1]:
        case "+":
            return Line("+", written[1:])
        case "-":
            return Line("-", written[1:])
        case "@":
            return Line("…", "")
        case _:
            return Line(" ", written[1:])


def _outputs(cell: Cell) -> str:
    return "\n".join(_output(one.text, one.data) for one in cell.outputs)


def _output(text: str, data: Any) -> str:
    """What a person reads of an output, and of what media it is."""
    others = [media_type for media_type in data if media_type != "text/plain"]
    sizes = [f"[{media_type}, {len(str(data[media_type]))}]" for media_type in sorted(others)]
    return "\n".join([*([text] if text else []), *sizes])


def _metadata(cell: Cell) -> str:
    return json.dumps(cell.metadata, indent=1, sort_keys=True, ensure_ascii=False) if cell.metadata else ""
