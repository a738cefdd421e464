"""What should not become public in a notebook: found in its place, and taken out as a person decides."""

import bisect
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from bot.notebooks.files import take_out
from bot.notebooks.findings import Decisions, Finding, Place
from bot.notebooks.model import Notebook
from bot.notebooks.places import Slot, slots
from bot.notebooks.reading import notebook_of
from bot.scrub.kinds import MARKS, Kind
from bot.scrub.spotting import Spot, spots

MOST_FINDINGS: Final = 500
MOST_PLACES: Final = 1_000
# Characters that are shown before and after what was found.
AROUND: Final = 60
_First = tuple[str, Spot, Sequence[Spot]]
_REMOVED: Final = "[This output was removed by its author.]\n"


class Cleaning:
    """Looks through a notebook once, so that findings and the cleaned file always agree."""

    def __init__(self, notebook: Notebook) -> None:
        self._version = notebook.version
        self._content = _copied(notebook.content)
        self.taken = take_out(self._content)
        known: dict[str, tuple[Spot, ...]] = {}
        # What lies in each text, in the order of the slots.
        self._spots = [_spots(slot, known) for slot in slots(self._content)]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything that should not become public."""
        return bool(any(self._spots) or self.taken.pictures or self.taken.files)

    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, each thing once."""
        places: dict[tuple[Kind, str], list[Place]] = defaultdict(list)
        first: dict[tuple[Kind, str], _First] = {}
        for slot, found in zip(slots(self._content), self._spots, strict=True):
            for spot in found:
                key = spot.kind, slot.text[spot.start : spot.end]
                if key in first or len(first) < MOST_FINDINGS:
                    first.setdefault(key, (slot.text, spot, found))
                    # A log says the same thing thousands of times in one place.
                    if places[key][-1:] != [slot.place] and len(places[key]) < MOST_PLACES:
                        places[key].append(slot.place)
        return tuple(_finding(number, tuple(places[key]), *first[key]) for number, key in enumerate(first, 1))

    def cleaned(self, decisions: Decisions) -> bytes:
        """The notebook as a file without what was found; what nobody decided on is masked."""
        return as_file(self.notebook(decisions))

    def notebook(self, decisions: Decisions) -> Notebook:
        """The same as it would be read from that file."""
        content = _copied(self._content)
        numbers: dict[tuple[Kind, str], int] = {}
        removed: set[tuple[int, int]] = set()
        for slot, found in zip(slots(content), self._spots, strict=True):
            masked: list[Spot] = []
            for spot in found:
                key = spot.kind, slot.text[spot.start : spot.end]
                decision = decisions.get(numbers.setdefault(key, len(numbers) + 1), "mask")
                if decision == "remove" and slot.place.cell is not None and slot.place.output is not None:
                    removed.add((slot.place.cell, slot.place.output))
                if decision != "harmless":
                    masked.append(spot)
            if masked:
                slot.write(_masked(slot.text, 0, len(slot.text), masked))
        _remove(content, removed)
        return notebook_of(content, self._version)


def as_file(notebook: Notebook) -> bytes:
    """A notebook as people download it, in format 4."""
    return json.dumps(notebook.content, ensure_ascii=False, indent=1).encode()


def cleaned_name(name: str) -> str:
    """What a file may be called where everyone sees it: its name without what should not become public."""
    stem = name.removesuffix(".ipynb")
    return _masked(stem, 0, len(stem), spots(stem)) + name[len(stem) :]


def _copied(value: Any) -> Any:
    """JSON values of their own; `copy.deepcopy` takes ten times as long."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _spots(slot: Slot, known: dict[str, tuple[Spot, ...]]) -> tuple[Spot, ...]:
    if slot.forced is not None and slot.text and slot.text not in MARKS.values():
        return (Spot(slot.forced, 0, len(slot.text)),)
    if slot.text not in known:
        known[slot.text] = spots(slot.text)
    return known[slot.text]


def _remove(content: dict[str, Any], removed: set[tuple[int, int]]) -> None:
    for cell, output in removed:
        outputs = content["cells"][cell - 1]["outputs"]
        outputs[output - 1] = {"output_type": "stream", "name": "stdout", "text": _REMOVED}


def _finding(number: int, places: tuple[Place, ...], text: str, spot: Spot, found: Sequence[Spot]) -> Finding:
    begin = text.rfind("\n", 0, spot.start) + 1
    stop = text.find("\n", spot.end)
    place = bisect.bisect_left(found, spot.start, key=lambda one: one.start)
    # Each is a letter long at least.
    others = [*found[max(0, place - AROUND) : place], *found[place + 1 : place + 1 + AROUND]]
    before = _masked(text, max(begin, spot.start - AROUND), spot.start, others)
    after = _masked(text, spot.end, min(len(text) if stop < 0 else stop, spot.end + AROUND), others)
    shown = _hinted(text[spot.start : spot.end], spot.kind)
    return Finding(number, spot.kind, places, text.count("\n", 0, spot.start) + 1, before, shown, after)


def _masked(text: str, start: int, end: int, others: Sequence[Spot]) -> str:
    """A piece of a text without the other things that lie in it."""
    parts: list[str] = []
    for one in others:
        if one.end > start and one.start < end:
            parts += [text[start : max(start, one.start)], MARKS[one.kind]]
            start = max(start, one.end)
    return "".join([*parts, text[start:end]])


def _hinted(found: str, kind: Kind) -> str:
    """So much of a thing that its author knows it again: all of it, but of a token its two ends only."""
    if kind != "token":
        return found if len(found) <= AROUND else f"{found[:AROUND]}…"
    visible = 4 if len(found) >= 16 else 1
    return f"{found[:visible]}…{found[-2:] if visible == 4 else ''}"
