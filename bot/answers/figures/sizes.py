"""Sizes of models in questions: "moins de 8B", "between 1 and 4B", "2B max", "500M"."""

import re

from bot.answers.figures.model import Size
from bot.answers.figures.sheet import Sheet

_UNITS = {"b": 1e9, "md": 1e9, "mi": 1e9, "bi": 1e9, "m": 1e6}
_WORDS = {
    word: number
    for number, words in enumerate(
        ("one", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit",
         "nine neuf", "ten dix", "eleven onze", "twelve douze"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_NUMBER = rf"(\d+(?:[.,]\d+)?|\b(?:{'|'.join(_WORDS)})\b)"
_UNIT = r"(b|mds?|milliards?|billions?|millions?|m)"
_TAIL = r"\b(?:\s+(?:de\s+)?(?:parametres?|parameters?|params?)\b)?"
_AMOUNT = rf"{_NUMBER}\s*-?{_UNIT}{_TAIL}"
_BETWEEN = re.compile(
    rf"\b(?:between|entre|from|de)\s+{_NUMBER}\s*{_UNIT}?\s*(?:and|et|to|a|-)\s*{_AMOUNT}"
    rf"|(?<![\w.,]){_NUMBER}\s*{_UNIT}?\s*(?:-|to|a)\s*{_AMOUNT}"
)
_BELOW = (
    r"(?:\bunder|\bbelow|\b(?:less|smaller|fewer|lower) than|\b(?:en[ -])?dessous(?: des?| d')?"
    r"|\bmoins (?:de|que)"
    r"|\bsous(?: les| la barre des)?|\binferieure?s? a|\bplus petite?s? (?:que|qu')|<(?!=))"
)
_ABOVE = (
    r"(?:\bover|\babove|\b(?:more|larger|bigger|greater) than|\bau[ -]dela de"
    r"|\bau[ -]dessus d[e']s?|\bplus (?:de|que)"
    r"|\bsuperieure?s? a|\bplus (?:gros(?:ses?)?|grande?s?) (?:que|qu')|>(?!=))"
)
_UP_TO = (
    r"(?:\bup to|\bat most|\bno (?:more|larger|bigger) than|\bmax(?:imum|imal)?\.?"
    r"|\bau (?:plus|maximum)|\bjusqu'a|<=|≤)"
)
_FROM = r"(?:\bat least|\bfrom|\bmin(?:imum)?\.?|\bau (?:moins|minimum)|\ba partir de|\bdes|>=|≥)"
_AND_LESS = (
    r"\s*,?\s*(?:max(?:imum|imal)?\b|au (?:plus|maximum)\b"
    r"|(?:or|and) (?:less|smaller|below|under)\b|(?:ou|et) moins\b)"
)
_AND_MORE = (
    r"\s*,?\s*(?:min(?:imum)?\b|au (?:moins|minimum)\b"
    r"|(?:or|and) (?:more|larger|bigger|up|above)\b|(?:ou|et) plus\b)"
)
_ONE_END = tuple(
    (re.compile(pattern), is_most, strict)
    for pattern, is_most, strict in (
        (rf"{_UP_TO}\s*(?:les\s+)?{_AMOUNT}", True, False),
        (rf"{_BELOW}\s*(?:les\s+)?{_AMOUNT}", True, True),
        (rf"(?<![\w.,]){_AMOUNT}{_AND_LESS}", True, False),
        (rf"(?<![\w.,]){_AMOUNT}{_AND_MORE}", False, False),
        (rf"{_FROM}\s*{_AMOUNT}", False, False),
        (rf"{_ABOVE}\s*{_AMOUNT}", False, True),
    )
)
_BARE = re.compile(rf"(?<![\w.,-]){_AMOUNT}")


def take(sheet: Sheet) -> Size | None:
    """The range of sizes that a question names, taken off it."""
    if (found := sheet.take(_BETWEEN)) is not None:
        first, unit, second, second_unit = _in_order(found)
        ends = sorted((_count(first, unit or second_unit), _count(second, second_unit)))
        return Size(ends[0], ends[1])
    for pattern, is_most, strict in _ONE_END:
        if (found := sheet.take(pattern)) is not None:
            count = _count(found[1], found[2])
            return Size(most=count, strict=strict) if is_most else Size(least=count, strict=strict)
    found = sheet.take(_BARE)
    return None if found is None else Size(_count(found[1], found[2]), _count(found[1], found[2]))


def _in_order(found: re.Match[str]) -> tuple[str, str | None, str, str]:
    """The two numbers with their units, whichever way they were written."""
    first, unit, second, second_unit = found.groups()[:4] if found[1] is not None else found.groups()[4:]
    assert first is not None
    assert second is not None
    assert second_unit is not None
    return first, unit, second, second_unit


def _count(number: str, unit: str | None) -> float:
    stated = unit or "b"
    factor = _UNITS[stated] if stated in _UNITS else _UNITS["m"] if stated.startswith("million") else 1e9
    return (_WORDS.get(number) or float(number.replace(",", "."))) * factor
