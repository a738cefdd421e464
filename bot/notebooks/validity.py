"""Whether values are a notebook of their format, and the small faults of writers that harm nobody."""

from typing import Any, Final

import nbformat

from bot.notebooks.errors import UnreadableNotebook
from bot.texts import Sentence, later

CELLS: Final = frozenset({"code", "markdown", "raw", "heading", "html"})
OUTPUTS: Final = frozenset({"stream", "display_data", "execute_result", "error", "pyout", "pyerr"})
LONGEST_KIND: Final = 40


def mend(data: dict[str, Any]) -> None:
    """Give a notebook of format 4 the empty fields that many programs forget to write."""
    data.setdefault("metadata", {})
    data.setdefault("nbformat_minor", 0)
    taken: set[str] = set()
    cells = data.get("cells")
    for number, cell in enumerate(cells if isinstance(cells, list) else (), 1):
        if isinstance(cell, dict):
            _mend_cell(cell)
            if data["nbformat_minor"] >= 5:
                _mend_id(cell, number, taken)


def _mend_cell(cell: dict[str, Any]) -> None:
    cell.setdefault("metadata", {})
    if cell.get("cell_type") != "code":
        return
    cell.setdefault("execution_count", None)
    outputs = cell.setdefault("outputs", [])
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict) and output.get("output_type") in {"display_data", "execute_result"}:
            output.setdefault("metadata", {})
            if output["output_type"] == "execute_result":
                output.setdefault("execution_count", None)


def _mend_id(cell: dict[str, Any], number: int, taken: set[str]) -> None:
    """An id that no other cell has; nbformat would choose one by chance."""
    wanted = cell.get("id")
    if not isinstance(wanted, str) or wanted in taken:
        cell["id"] = f"cell-{number}"
    taken.add(cell["id"])


def check(data: dict[str, Any]) -> None:
    """Raise UnreadableNotebook where the values are not as their format says; unknown fields are let be."""
    try:
        nbformat.validate(data, relax_add_props=True)
    except nbformat.ValidationError as error:
        raise _invalid(error) from error
    for number, cell in enumerate(data.get("cells", ()), 1):
        for place, output in enumerate(cell.get("outputs", ()), 1):
            if not all(_is_media(*entry) for entry in output.get("data", {}).items()):
                raise _refusal(later("`data` in {place} is not as the format says", place=_of(number, place)))


def _is_media(media_type: str, value: Any) -> bool:
    """Whether a value can be of this media type: JSON is anything, all else is text, perhaps in lines."""
    if media_type.endswith("json"):
        return True
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(line, str) for line in value)
    )


def _invalid(error: Any) -> UnreadableNotebook:
    steps = list(error.relative_path)
    if steps[:1] == ["worksheets"]:
        steps = steps[2:]
    numbers = [step + 1 for step in steps if isinstance(step, int)][:2]
    place, field = _of(*numbers), steps[-1] if steps and isinstance(steps[-1], str) else None
    kind = _unknown_kind(error.instance)
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return _refusal(later("{place} lacks `{field}`", place=place, field=missing))
    if kind is not None:
        return _refusal(later("{place} is of an unknown kind, `{kind}`", place=place, kind=kind))
    if field is not None:
        return _refusal(later("`{field}` in {place} is not as the format says", place=place, field=field))
    return _refusal(later("{place} is not as the format says", place=place))


def _refusal(what: Sentence) -> UnreadableNotebook:
    return UnreadableNotebook(
        later(
            "This notebook is not valid: {what}. Open it in Jupyter, save it again, and share that file.",
            what=what,
        )
    )


def _of(cell: int | None = None, output: int | None = None) -> Sentence:
    if cell is None:
        return later("the notebook")
    if output is None:
        return later("cell {cell}", cell=cell)
    return later("output {output} of cell {cell}", output=output, cell=cell)


def _unknown_kind(instance: Any) -> str | None:
    """The type of a cell or an output that no format knows."""
    stated = instance.get("output_type", instance.get("cell_type")) if isinstance(instance, dict) else None
    if not isinstance(stated, str) or stated in CELLS | OUTPUTS:
        return None
    return stated.replace("`", "")[:LONGEST_KIND]
