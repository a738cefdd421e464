"""What a question about figures wants: a ranking, a value, a comparison, a trend, a count."""

import re
from collections.abc import Collection
from typing import Final

from bot.answers.figures.model import MOST, Intent, Order, Origin
from bot.answers.figures.sheet import Sheet
from bot.answers.figures.vocabulary import BEST, FIGURES, WHICH, WORST

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        ("two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit",
         "nine neuf", "ten dix"),
        start=2,
    )
    for word in words.split()
}  # fmt: skip
# "The best 8 billion model" is one of that size.
_NUMBER: Final = (
    rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})(?!\s?-?(?:b|m|bn|mds?|billions?|millions?|milliards?|gb|go)\b)"
)
_GOOD: Final = (
    r"best|top|leading|first|highest|fastest|strongest|worst|meilleure?s?|premiere?s?|plus\b"
    r"|pires?|plus mauvaise?s?"
)
_LIMIT: Final = (
    re.compile(rf"\btop[ -]?{_NUMBER}\b"),
    re.compile(rf"\b{_NUMBER} (?=(?:{_GOOD}))"),
    re.compile(rf"\b{_NUMBER} (?=(?:latest|newest|last|derniere?s?) (?:results?|resultats?|scores?)\b)"),
    re.compile(rf"\b(?:latest|newest|last|derniere?s?) {_NUMBER} (?=(?:results?|resultats?|scores?)\b)"),
    re.compile(rf"\b(?:first|premiere?s?|best|meilleure?s?|worst|pires) {_NUMBER}\b"),
)
_COUNT: Final = re.compile(
    r"\b(?:how many|number of|count of|combien de|combien d'|nombre de|nombre d')\s*"
    r"(?:(?:different|distinct|public|measured|posted|differents)\s+)?"
    r"(?:results?|models?|modeles?|resultats?|measurements?|mesures?|runs?|essais?|entries|members|membres"
    r"|people|personnes|scores?|chiffres)\b"
)
_TREND: Final = re.compile(
    r"\b(?:progress(?:ed|ion|e|es|ing)?|evol(?:ution|ved?|ues?|uent|uer)|over time|trends?|tendances?"
    r"|dans le temps|au (?:fil|cours) du temps|histor(?:y|ique|ical)|ameliore|improved"
    r"|develop(?:s|ed|ing|ment|p(?:e|ee|ent|ement))?)\b"
)
_COMPARE: Final = re.compile(
    r"\b(?:compare[rsz]?|comparison|comparaison|versus|vs|contre|against|compared|difference between"
    r"|difference entre|face a|better than|worse than|stronger than|beats?|meilleure? que|mieux que"
    r"|par rapport|plus (?:fort|faible|rapide|lent)e? (?:\w+ ){0,3}que)\b"
)
_CLAIMED: Final = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|announced?|advertised?|official(?:ly)?|reported by|annonc(?:e|es|ee|ees|ent|er)"
    r"|preten(?:d|dent|dre|due?s?)|revendiqu(?:e|es|ee|ees|ent)|affich(?:e|es|ee|ees|ent)|officiel(?:le|s|les)?"
    r"|model cards?|fiches?)\b"
)
_REPRODUCED: Final = re.compile(
    r"\b(?:only )?(?:reproduc(?:ed|tions?)|reproduit(?:e|s|es)?|verified|verifie(?:e|s|es)?|confirmed"
    r"|confirme(?:e|s|es)?|measured again|replicated)\b"
)
_EXCEPT: Final = re.compile(
    r"\b(?:excluding|except(?:ing)?|other than|apart from|but not|besides|without|sans|sauf|hormis|excepte"
    r"|a part|autres? que|en dehors d[eu'])\b"
    r"(?:(?!\b(?:on|sur|at|in|en|for|pour|under|below|avec|with|de moins)\b)[^,;?!])*"
)
_RESULTS: Final = re.compile(
    r"\b(?:results?|scores?|numbers|figures|performances?|evaluations?|benchmarks|measure(?:d|ments?)"
    r"|how (?:good|well|strong)|any good|tell me about"
    r"|how (?:does|did|is) .*\b(?:do|doing|perform|fare|score)|resultats?|chiffres|mesure(?:e?s|e)|vaut"
    r"|parle[sz]?[- ]moi d[eu']|est(?:-(?:il|elle))? .*\bbon(?:ne)?)\b"
)
_NEW: Final = r"(?:latest|newest|recent|last|new|dernier(?:e?s)?|derniere|nouveaux|nouvelles?)"
_OF_RESULTS: Final = r"(?:results?|scores?|measurements?|figures|numbers|resultats?|mesures|chiffres)"
_NEWEST: Final = re.compile(
    rf"\b{_NEW}\s+(?:\w+\s+){{0,2}}{_OF_RESULTS}\b"
    rf"|\b{_OF_RESULTS} (?:\w+ ){{0,3}}(?:plus recents?|recents?|recentes?)\b"
    r"|\b(?:what|which) results (?:do (?:we|you) have|have we|are there)\b"
    r"|\bquels (?:sont les )?resultats (?:avons-nous|avez-vous|as-tu|y a-t-il|a-t-on|on a)\b"
)
_LEAST: Final = re.compile(r"\b(?:least|lowest|less|smallest|moins|plus (?:basse?s?|faibles?|petite?s?))\b")
_MOST: Final = re.compile(
    r"\b(?:most|highest|largest|longest|le plus d[eu]|plus (?:haute?s?|elevee?s?|longue?s?|grande?s?))\b"
)
_ON_LOWER: Final = re.compile(r"\b(?:slowest|plus lente?s?|worst|pires?)\b")


def exception_in(sheet: Sheet) -> list[str]:
    """What is to be left out, which no query says: taken off up to the next part, as it was written."""
    found = sheet.take(_EXCEPT)
    return [] if found is None else [sheet.written(*found.span()).strip()]


def take_limit(sheet: Sheet) -> int | None:
    """How many lines are wanted."""
    for pattern in _LIMIT:
        if (found := pattern.search(sheet.left)) is not None:
            written = found["n"]
            sheet.blank(*found.span("n"))
            count = _NUMBERS.get(written) or int(written)
            return min(count, MOST) if count > 0 else None
    return None


def take_origin(sheet: Sheet) -> Origin:
    """Whether what is claimed is wanted in place of what was measured."""
    return "claimed" if sheet.take(_CLAIMED) else "measured"


def take_reproduced(sheet: Sheet) -> bool:
    """Whether only what was measured again is wanted."""
    return sheet.take(_REPRODUCED) is not None


def order_of(sheet: Sheet, words: Collection[str], *, higher_is_better: bool) -> Order:
    """Which end of a ranking is wanted: the least latency is the best, the least accuracy the worst."""
    if _ON_LOWER.search(sheet.left) or any(word in WORST - {"last", "dernier", "derniers"} for word in words):
        return "worst"
    if higher_is_better:
        return "worst" if re.search(r"\blowest\b|\bplus (?:basse?s?|faibles?)\b", sheet.left) else "best"
    return "worst" if _MOST.search(sheet.left) and not _LEAST.search(sheet.left) else "best"


def intent_of(sheet: Sheet, words: Collection[str], models: int, *, has_family: bool) -> Intent | None:
    """What is wanted; None where nothing says so."""
    if sheet.sees(_COUNT):
        return "count"
    if sheet.sees(_NEWEST) and not any(word in BEST for word in words):
        return "newest"
    if sheet.sees(_TREND):
        return "trend"
    if models > 1 or (models == 1 and sheet.sees(_COMPARE)):
        return "compare"
    if models:
        return "value"
    ranks = any(word in BEST or word in WORST for word in words)
    ranks = ranks or (asks_which(words) and (sheet.sees(_MOST) or sheet.sees(_LEAST)))
    if has_family and not ranks:
        return "value"
    return "best" if ranks else None


def asks_results(sheet: Sheet) -> bool:
    """Whether a question that names a model asks for its results, of whatever benchmark."""
    return sheet.sees(_RESULTS)


def is_about_figures(words: Collection[str]) -> bool:
    """Whether a question has a word for numbers or models."""
    return any(word in FIGURES for word in words)


def asks_which(words: Collection[str]) -> bool:
    """Whether a question asks for a model."""
    return any(word in WHICH for word in words)
