"""JSON that somebody else wrote: where it breaks, how deep it goes and how much it holds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

# What holds nothing; of millions of values `isinstance` takes longer than reading them.
_PLAIN = frozenset({str, int, float, bool, type(None)})


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
        holding = [value for value in level if value.__class__ not in _PLAIN]
        level = list(chain.from_iterable(map(_children, holding)))
    return None


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
