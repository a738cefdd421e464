"""How many parameters a mixture of experts uses for one token: only where that is written, never computed."""

import re
from typing import Final, Literal

StatedIn = Literal["name", "card"]

_UNITS: Final = {"b": 10**9, "m": 10**6}
_COUNT = r"(?P<count>\d{1,4}(?:\.\d{1,2})?) ?(?P<unit>[BM]|billion|million)"
# The habit begun by Qwen: 30B-A3B has thirty billion parameters, three of them active.
_IN_NAME: Final = re.compile(
    r"\d(?:\.\d+)?[BM][-_]A(?P<count>\d{1,4}(?:\.\d+)?)(?P<unit>[BM])\b", re.IGNORECASE
)
_ACTIVE = r"activ(?:e|ated)(?: model)?(?: param(?:eter)?s?\b)?"
_IN_CARD: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "3.6B active parameters", "37B activated for each token", "3B of which are active"
        rf"(?<![\w.]){_COUNT}\b(?: param(?:eter)?s)?(?: (?:of which )?(?:is|are))? {_ACTIVE}",
        # a row of a table such as "Activated Parameters | 37B"
        rf"\bactiv(?:e|ated)(?: model)? param(?:eter)?s?\W{{1,12}}{_COUNT}\b",
        # "activates only 2.7 billion"
        rf"\bactivat(?:es|ing)(?: only)? {_COUNT}\b",
    )
)
# A card says it near its beginning; further down it compares itself with others.
_HEAD: Final = 12_000


def active_parameters(name: str, card: str | None, total: int | None) -> tuple[int, StatedIn] | None:
    """The active parameters and where they are stated, or None.

    A card that states several numbers speaks of several models, so it is not believed; nor is a number that
    is not below `total`, the count of all parameters.
    """
    stated = _in_card(card or "", total)
    if len(stated) == 1:
        return stated.pop(), "card"
    match = _IN_NAME.search(name)
    if match is None:
        return None
    count = _number(match["count"], match["unit"])
    return (count, "name") if _is_part(count, total) else None


def _in_card(card: str, total: int | None) -> set[int]:
    text = re.sub(r"[*_`|]+", " ", card[:_HEAD])
    text = re.sub(r"\s+", " ", text)
    found = {
        _number(match["count"], match["unit"]) for pattern in _IN_CARD for match in pattern.finditer(text)
    }
    return {count for count in found if _is_part(count, total)}


def _is_part(count: int, total: int | None) -> bool:
    return count > 0 and (total is None or count < total)


def _number(count: str, unit: str) -> int:
    return round(float(count) * _UNITS[unit[0].lower()])
