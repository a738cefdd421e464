"""Units that people write behind a number or in the heading of a column, and what they are times."""

import re
from collections.abc import Container, Mapping
from typing import Final

from bot.results.model import Unit

_TOKENS: Final = ("t/s", "tok/s", "toks/s", "token/s", "tokens/s", "jetons/s")
# By the unit of a benchmark: what may follow a number, in small letters, and what it is times. Memory has no
# usual unit: without one it may be anything.
_FACTORS: Final[Mapping[Unit, Mapping[str, float]]] = {
    "tokens/s": dict.fromkeys(("", *_TOKENS), 1),
    "requests/s": {"": 1, "req/s": 1, "requests/s": 1},
    "ms": {"": 1, "ms": 1, "s": 1000},
    "s": {"": 1, "s": 1, "ms": 0.001},
    "points": {"": 1, "%": 1},
    "number": {"": 1, "%": 1},
    "bytes": {"gb": 10**9, "go": 10**9, "gib": 2**30, "mb": 10**6, "mo": 10**6, "mib": 2**20},
}
_USUAL: Final[Mapping[Unit, str]] = {
    "tokens/s": "t/s",
    "requests/s": "req/s",
    "ms": "ms",
    "s": "s",
    "points": "%",
    "number": "%",
    "bytes": "GB",
}
SHARE: Final = "share"
_SHARES: Final = frozenset({"share", "fraction", "0-1", "0–1", "part"})
_PERCENT: Final = frozenset({"%", "percent", "percentage", "pourcent", "pourcentage"})
_KNOWN: Final = (_PERCENT | _SHARES).union(*_FACTORS.values()) - {""}
_HEADING: Final = re.compile(r"(.*\S)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]")


def factor(expected: Unit, unit: str) -> float | None:
    """What brings a number with `unit` to the unit of its benchmark; None for another unit."""
    return _FACTORS.get(expected, {}).get(unit.lower())


def usual(expected: Unit) -> str:
    """The unit to propose for a benchmark; % for shares."""
    return _USUAL.get(expected, "%")


def of_heading(heading: str) -> tuple[str, str]:
    """A column's name and the unit in brackets behind it, SHARE for shares of 1; empty without one."""
    found = _HEADING.fullmatch(heading)
    unit = "" if found is None else found[2].lower()
    if found is None or unit not in _KNOWN:
        return heading, ""
    return found[1], of_cell(unit)


def of_cell(written: str) -> str:
    """The unit that a cell beside the number names, as `of_heading` does; in small letters."""
    unit = written.lower()
    if unit in _SHARES:
        return SHARE
    return "%" if unit in _PERCENT else unit


def column_meant(said: str, columns: Container[str]) -> tuple[str, str]:
    """Which of the columns, in small letters, a person means, and the unit in brackets behind its name."""
    name = said.lower()
    return (name, "") if name in columns else of_heading(name)
