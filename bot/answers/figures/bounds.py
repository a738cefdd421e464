"""Values that results must reach or stay below: "above 70 %", "moins de 200 ms", "entre 60 et 70"; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.answers.figures.model import Bound
from bot.answers.figures.sheet import Sheet
from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.registry import by_id
from bot.results.model import Unit

_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "%": ("%", "percent", "per cent", "pour cent", "pourcents", "pourcent"),
    "points": ("points", "point", "pts"),
    "ms": ("ms", "milliseconds", "millisecond", "millisecondes", "milliseconde"),
    "s": ("seconds", "second", "secondes", "seconde", "secs", "sec", "s"),
    "gb": ("gb", "go", "gigabytes", "gigaoctets", "gigas", "giga"),
    "gib": ("gib", "gio"),
    "mb": ("mb", "mo", "megabytes", "megaoctets"),
}
_UNIT_OF: Final = {word: unit for unit, words in _WRITTEN.items() for word in words}
_UNITS: Final = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
# What one of each is in the unit in which results are kept; of nothing, where no unit is written.
_FACTORS: Final[Mapping[Unit, Mapping[str, str]]] = {
    "share": {"": "0.01", "%": "0.01", "points": "0.01"},
    "points": {"": "1", "points": "1"},
    "number": {"": "1", "points": "1"},
    "tokens/s": {"": "1"},
    "requests/s": {"": "1"},
    "ms": {"": "1", "ms": "1", "s": "1000"},
    "s": {"": "1", "s": "1", "ms": "0.001"},
    "bytes": {"gb": "1e9", "gib": "1073741824", "mb": "1e6"},
}
_ARTICLE: Final = r"(?:(?:the|les|la barre des|le seuil des?)\s+)?"
_NUMBER: Final = rf"\d+(?:[.,]\d+)?(?![\d.,]*\d)(?:\s*(?:{_UNITS})(?!\w))?"
# Behind a value stand the end, what was taken off already, or such a word; else it counts something else.
_END: Final = (
    r"(?=\s{2,}|\s*(?:$|[,;.:?!)])|\s+(?:on|in|at|for|with|and|by|of|under|over|below|above|among|here|please|to"
    r"|sur|en|aux?|a|pour|avec|et|de|du|dans|parmi|chez|ici|sous|that|which|qui|is|est|accuracy|test\w*"
    r"|measured|mesure\w*|v?ram|memory|memoire)\b)"
)
_WAYS: Final[Mapping[str, str]] = {
    "above": r"above|over|(?:more|higher|greater) than|exceed(?:s|ing)?|depass(?:e|es|ent|er|ant)|plus d[eu]"
    r"|plus que|superieure?s? a|au[ -]dessus d[eu]|au[ -]dela d[eu]|>(?!=)",
    "from": r"(?:greater|higher|more) than or equal to|superieure?s? ou egale?s? a"
    r"|at least|no less than|reach(?:es|ing)?|atteign(?:ent|ant)|atteint|au moins|minimum|>=|≥",
    "below": r"below|under|(?:less|lower|fewer) than|moins d[eu]|moins que|sous|inferieure?s? a"
    r"|en[ -]dessous d[eu]|<(?!=)",
    "up_to": r"(?:less|lower) than or equal to|inferieure?s? ou egale?s? a"
    r"|at most|up to|no more than|au plus|au maximum|maximum|max|jusqu'a|<=|≤",
    "better": r"(?:better|faster|quicker) than|beat(?:s|ing)?|mieux que|meilleure?s? que|plus rapides? que"
    r"|bat(?:tent)?",
    "worse": r"(?:worse|slower) than|pires? que|moins bon(?:ne)?s? que|plus lente?s? que",
}
_BEHIND: Final[Mapping[str, str]] = {
    "from": r"(?:or|and) (?:more|above|higher|over|better|up)|(?:ou|et) plus|minimum|au moins",
    "up_to": r"(?:or|and) (?:less|below|lower|under)|(?:ou|et) moins|maximum|max|au plus",
}
_FORMS: Final = (
    (
        "between",
        re.compile(rf"\b(?:between|entre)\s+(?P<n>{_NUMBER})\s*(?:and|et)\s+(?P<second>{_NUMBER}){_END}"),
    ),
    *(
        (way, re.compile(rf"(?<![\w.,])(?P<n>{_NUMBER})\s*(?:{words})\b{_END}"))
        for way, words in _BEHIND.items()
    ),
    *(
        (way, re.compile(rf"(?:(?<!\w)(?:{words}))\s*{_ARTICLE}(?P<n>{_NUMBER}){_END}"))
        for way, words in _WAYS.items()
    ),
)
# "Under 8" may be a size whose unit was left out: a share is meant only where a word or a sign says so.
_OF_SCORES: Final = re.compile(r"\b(?:scor\w*|accurac\w*|exactitudes?|notes?|points?)\b")
_CLEAR: Final = 10


@dataclass(frozen=True)
class Stated:
    """One condition as it was `written`; `way` names which end `first` is, "between" has both."""

    written: str
    way: str
    first: str
    second: str | None
    is_of_scores: bool


def take(sheet: Sheet) -> list[Stated]:
    """All conditions on values that a question names, taken off it; sizes are taken before."""
    is_of_scores = sheet.sees(_OF_SCORES)
    return [Stated(*one, is_of_scores) for one in _taken(sheet)]


def resolved(stated: Sequence[Stated], benchmark_id: str | None) -> tuple[Bound | None, list[str]]:
    """What they say of the values of a benchmark, and those that say nothing of it, as they were written."""
    known = by_id(benchmark_id or "")
    bound: Bound | None = None
    unsaid: list[str] = []
    for one in stated:
        found = None if known is None else _bound(one, known)
        joined = found if bound is None or found is None else _together(bound, found)
        if joined is None:
            unsaid.append(one.written)
        else:
            bound = joined
    return bound, unsaid


def carried(bound: Bound | None, before: str | None, now: str | None) -> Bound | None:
    """A range of the values of one benchmark, for another one: None where that has another unit."""
    first, second = by_id(before or ""), by_id(now or "")
    is_same = first is not None and second is not None and first.unit == second.unit
    return bound if is_same else None


def _taken(sheet: Sheet) -> Iterator[tuple[str, str, str, str | None]]:
    for way, form in _FORMS:
        while (found := sheet.take(form)) is not None:
            written = sheet.written(*found.span()).strip()
            yield written, way, found["n"], found.groupdict().get("second")


def _bound(stated: Stated, known: Benchmark) -> Bound | None:
    unit = _unit(stated.second or stated.first)
    ends = [_value(one, unit, known.unit) for one in (stated.first, stated.second) if one is not None]
    values = [one for one in ends if one is not None]
    if len(values) < len(ends) or not (unit or _is_clear(stated, known)):
        return None
    way = stated.way
    if way in ("better", "worse"):
        way = "above" if (way == "better") == known.higher_is_better else "below"
    if way == "between":
        return Bound(min(values), max(values))
    is_strict = way in ("above", "below")
    return (
        Bound(values[0], None, is_strict) if way in ("above", "from") else Bound(None, values[0], is_strict)
    )


def _is_clear(stated: Stated, known: Benchmark) -> bool:
    """Whether a number without a unit can be nothing but a value."""
    is_low = _number(stated.first) < _CLEAR or stated.way in ("below", "up_to")
    is_fraction = 0 < _number(stated.first) < 1
    return known.unit != "share" or stated.is_of_scores or is_fraction or not is_low


def _value(written: str, unit: str, kept_in: Unit) -> float | None:
    number, factor = _number(written), _FACTORS[kept_in].get(unit)
    if factor is None:
        return None
    if kept_in == "share" and not unit and 0 < number < 1:
        return float(number)
    # Exactly: seventy hundredths in binary would be more than 0.7.
    value = number * Decimal(factor)
    return float(value) if kept_in != "share" or value <= 1 else None


def _together(one: Bound, other: Bound) -> Bound | None:
    """Both ends of a range that were stated apart."""
    for low, high in ((one, other), (other, one)):
        if low.most is None and high.least is None and low.strict == high.strict:
            return Bound(low.least, high.most, low.strict)
    return None


def _number(written: str) -> Decimal:
    found = re.match(r"[\d.,]*\d", written)
    return Decimal(found[0].replace(",", ".")) if found else Decimal(0)


def _unit(written: str) -> str:
    return _UNIT_OF.get(re.sub(r"^[\d.,]+\s*", "", written), "")
