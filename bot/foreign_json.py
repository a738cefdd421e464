"""JSON that somebody else wrote: where it breaks, how deep it goes and how much it holds."""

import json
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Break:
    """Where a text stops being JSON; of one that simply ends, `is_cut_off` is true."""

    line: int
    is_cut_off: bool


def find_break(text: str, error: ValueError) -> Break:
    """Where and how `json.loads(text)` failed with `error`."""
    at = error.pos if isinstance(error, json.JSONDecodeError) else len(text)
    is_cut_off = at >= len(text.rstrip()) - 1 or "Unterminated" in str(error)
    return Break(text.count("\n", 0, at) + 1, is_cut_off)


def exceeds(data: Any, *, deepest: int, most: int) -> Literal["depth", "count"] | None:
    """ "depth" or "count" when values are nested deeper, or are more, than these; else None."""
    level, depth, count = [data], 0, 0
    while level:
        depth += 1
        count += len(level)
        if depth > deepest:
            return "depth"
        if count > most:
            return "count"
        level = [child for value in level if isinstance(value, list | dict) for child in _children(value)]
    return None


def _children(value: list[Any] | dict[str, Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value
