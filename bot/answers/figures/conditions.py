"""Conditions that no query can say: taken off a question, to be told, never dropped; pure."""

import re
from collections.abc import Iterator
from typing import Final

from bot.answers.figures.model import Query
from bot.answers.figures.sheet import Sheet

_QUALITY: Final = (
    r"(?:good|great|strong|well|best|better|useful|bon(?:ne)?s?|fort(?:e?s)?|meilleure?s?|performante?s?)"
)
_NOT_GOOD: Final = re.compile(
    r"\b(?:not|isn't|aren't|never|(?:n'est |ne sont )?pas)\s+"
    r"(?:(?:very|so|really|that|the|tres|si|les?|la)\s+)?"
    rf"{_QUALITY}\b|\bbad(?:ly)?\b"
    r"|\b(?:should (?:i|we|one) (?:not|never)|shouldn't (?:i|we|one)|(?:i|we) (?:should not|shouldn't))\b"
    r"(?:\s+(?:use|choose|pick|take))?"
    r"|\b(?:to avoid|avoid|a eviter|eviter|ne (?:pas|faut-il pas|dois-je pas|doit-on pas)"
    r"(?:\s+(?:utiliser|choisir|prendre))?)\b"
)
_OF_A_BENCHMARK: Final = re.compile(
    r"\b(?:good|reliable|useful|hard|fair|best|bon(?:ne)?|fiable|utile|difficile|meilleure?)\s+"
    r"(?:benchmark|test|measure|evaluation|mesure|dataset)\b(?!\s+(?:results?|scores?))"
    r"|\b(?:benchmark|test|evaluation|mesure)\s+(?:fiable|utile|difficile)\b"
)
_NUMBER: Final = r"\d+(?:[.,]\d+)?\s*(?:%|percent|points?|pour cent|pourcents?)?"
_THRESHOLD: Final = re.compile(
    r"(?:\b(?:above|over|more than|at least|better than|higher than|below|under|less than|lower than"
    r"|exceed(?:s|ing)?|beat(?:s|ing)?|reach(?:es)?|depass(?:e|es|ent|er|ant)|plus d[eu]|plus que|au moins"
    r"|moins d[eu]|sous|atteign(?:ent|ant)|atteint|superieure?s? a|inferieure?s? a|au[ -]dessus d[eu]"
    r"|en dessous d[eu])"
    rf"|[<>]=?|≥|≤)\s*{_NUMBER}(?![\w.,]*\d)(?!\s*\w*(?:b|md|go|gb|shots?)\b)"
    r"|\b(?:gets?|scores?|have|has|with)\s+\d+(?:[.,]\d+)?\s*(?:%|percent|points?)"
    r"\s*(?:or more|or less)?"
)
_BOTH_ENDS: Final = re.compile(
    r"\b(?:vs\.?|versus|and|or|against|et|ou|contre)\s+(?:the |les? |la )?"
    r"(?:worst|weakest|slowest|pires?|moins bon\w*)\b"
)
_BEST: Final = re.compile(r"\b(?:best|top|strongest|fastest|meilleure?s?)\b")
_MEMORY: Final = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:gb|go|gib|gio)\b"
    r"(?:\s+(?:card|gpu|of (?:v?ram|memory)|de (?:v?ram|memoire)|v?ram))?"
)
_QUANTISED: Final = re.compile(
    r"\b(?:(?:not|non|pas)[ -])?(?:un)?quanti(?:[sz]ed|fiee?s?)\b|\b(?:no|aucune) quanti\w+"
)
_OPEN: Final = re.compile(
    r"\b(?:open[ -]?(?:source|weights?)(?:\s+licen[cs]e[ds]?)?|(?:free|libres?)(?:\s+licen[cs]e[ds]?)?"
    r"|licen[cs]e[ds]?(?:\s+(?:libres?|open[ -]?source))?|(?:non[ -])?commercial(?:e?s|ly)?)\b"
)
_BY_SIZE: Final = re.compile(
    r"\b(?:small(?:er|est)?|tiny|tiniest|little|larg(?:er|est|e)|big(?:ger|gest)?|(?:plus )?petite?s?"
    r"|(?:plus )?gros(?:se)?s?|(?:plus )?grande?s?)\b"
)
_NOT: Final = re.compile(r"\b(?:not|never|isn't|aren't|doesn't|don't|pas|jamais)\b")


def is_of_a_benchmark(sheet: Sheet) -> bool:
    """Whether a question is about a benchmark itself: “Is GSM8K a good benchmark?”."""
    return sheet.sees(_OF_A_BENCHMARK)


def take_not_good(sheet: Sheet) -> bool:
    """Whether what is not good is asked for, which is the other end of a ranking."""
    return sheet.take(_NOT_GOOD) is not None


def take_threshold(sheet: Sheet) -> list[str]:
    """A value that must be reached or not, as it was written; sizes are taken before."""
    return list(_taken(sheet, _THRESHOLD))


def take_others(sheet: Sheet, query: Query, *, has_quantisation: bool) -> list[str]:
    """All other conditions, as they were written; those excepted that the query says."""
    found = list(_taken(sheet, _BOTH_ENDS)) if sheet.sees(_BEST) else []
    found += _taken(sheet, _MEMORY)
    if not has_quantisation:
        found += _taken(sheet, _QUANTISED)
    if query.licence is None:
        found += _taken(sheet, _OPEN)
    if query.size is None:
        found += _taken(sheet, _BY_SIZE)
    return [*found, *_taken(sheet, _NOT)]


def _taken(sheet: Sheet, pattern: re.Pattern[str]) -> Iterator[str]:
    while (found := sheet.take(pattern)) is not None:
        yield sheet.written(*found.span()).strip()
