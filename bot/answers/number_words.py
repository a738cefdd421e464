"""Numbers that are written as words, in English and in French, put into digits: "two hours" is "2 hours"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_ENGLISH: Final = tuple(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """.split()  # noqa: SIM905 - a list of words
)
_ENGLISH_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FRENCH: Final = tuple(
    """
    zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
    dix-huit dix-neuf
    """.split()  # noqa: SIM905 - a list of words
)
_FRENCH_TENS: Final[Mapping[str, int]] = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "quatre-vingt": 80,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
# Sixty and eighty are counted on to nineteen more.
_COUNTED_ON: Final = frozenset({60, 80})


def _english() -> Iterator[tuple[str, int]]:
    yield from ((word, number) for number, word in enumerate(_ENGLISH))
    for place, tens in enumerate(_ENGLISH_TENS, start=2):
        yield tens, 10 * place
        yield from ((f"{tens}-{_ENGLISH[number]}", 10 * place + number) for number in range(1, 10))


def _french() -> Iterator[tuple[str, int]]:
    yield from ((word, number) for number, word in enumerate(_FRENCH))
    yield from (("une", 1), ("quatre-vingts", 80))
    for tens, value in _FRENCH_TENS.items():
        yield tens, value
        for number in range(1, 20 if value in _COUNTED_ON else 10):
            yield from ((f"{tens}{mark}{_FRENCH[number]}", value + number) for mark in ("-", "-et-"))
        yield from ((f"{tens}{mark}une", value + 1) for mark in ("-", "-et-"))


_BELOW_HUNDRED: Final[Mapping[str, int]] = dict((*_english(), *_french()))
SCALES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("thousand", "mille", "millier", "milliers"), 10**3),
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("billion", "billions", "milliard", "milliards"), 10**9),
    **dict.fromkeys(("trillion", "trillions"), 10**12),
    **dict.fromkeys(("dozen", "douzaine", "douzaines"), 12),
    **dict.fromkeys(("dizaine", "dizaines"), 10),
    "huitaine": 8,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "centaines": 100,
}


def _one_of(words: Iterable[str]) -> str:
    """The longest first; parts of a number may be joined by a hyphen or a space."""
    return "|".join(word.replace("-", "[ -]") for word in sorted(words, key=len, reverse=True))


_BELOW: Final = _one_of(_BELOW_HUNDRED)
_HUNDREDS: Final = _one_of(
    (*_ENGLISH[2:10], *_FRENCH[2:10], "one", "a")  # "un cent" is no number
)
_NUMBER: Final = re.compile(
    rf"\b(?:(?:(?P<times>{_HUNDREDS})[ -])?(?P<hundred>hundred|cents?)(?:[ -](?:and )?(?P<rest>{_BELOW}))?"
    rf"|(?P<below>{_BELOW}))\b"
)
_SCALE: Final = _one_of(SCALES)
_A_THOUSAND: Final = re.compile(rf"\ban?[ -](?={_SCALE}\b)|(?<!\d)(?<!\d )(?=\bmille\b)")
_A_YEAR: Final = re.compile(r"\bun an\b")
# These are articles and adjectives too ("un modèle", "a new one", "un PC neuf"); they count before a unit.
_RATHER_WORDS: Final = frozenset({"one", "un", "une", "neuf"})
_THE_TWO: Final = re.compile(r"\b(?:the|these|those|both|les|ces|nos|vos|leurs|tous|toutes)\s+$")
_PER_HUNDRED: Final = re.compile(r"(?<=\d) (?:pour|per) 100\b")
_AND_A_HALF: Final = re.compile(r"\b(\d+)(?P<unit> [a-z]+)?(?: and a half| et demie?)\b")
_OF: Final = r"(?: of)?(?: an?)?[ -]|[ -]d['’]"


def in_digits(text: str, measures: Iterable[str], counted: Iterable[str]) -> str:
    """A text without capitals and accents, its numbers in digits.

    `measures` are the words of units before which "one" and the like are numbers: "one hour", not "one of";
    `counted` those of all units.
    """
    units = _one_of(measures)
    behind = re.compile(rf"[ -](?:{units}|{_SCALE})\b")
    behind_nine = re.compile(rf"[ -](?:{_one_of(counted)}|{_SCALE})\b")
    halves = rf"(?=(?:{units}|{_SCALE})\b)"
    text = re.sub(rf"\b(?:an? |une? )?(?:half(?:{_OF})|demie?[ -]){halves}", "0.5 ", text)
    text = re.sub(rf"\b(?:an? |une? )?(?:quarter|quart)(?:{_OF}){halves}", "0.25 ", text)
    text = _A_YEAR.sub("1 ans", text)
    text = _NUMBER.sub(lambda one: _digits(one, behind, behind_nine), text)
    text = _A_THOUSAND.sub("1 ", text)
    text = _PER_HUNDRED.sub(" %", text)
    return _AND_A_HALF.sub(lambda one: f"{one[1]}.5{one['unit'] or ''}", text)


def _digits(one: re.Match[str], behind: re.Pattern[str], behind_nine: re.Pattern[str]) -> str:
    if one["below"] is not None:
        word = one["below"].replace(" ", "-")
        value = _BELOW_HUNDRED[word]
        is_counted = bool((behind_nine if word == "neuf" else behind).match(one.string, one.end()))
        is_known = value == 2 and bool(_THE_TWO.search(one.string, 0, one.start()))
        if not is_counted and (word in _RATHER_WORDS or is_known):
            return one[0]
        return str(value)
    times = 1 if one["times"] in (None, "a") else _BELOW_HUNDRED[one["times"]]
    rest = _BELOW_HUNDRED[one["rest"].replace(" ", "-")] if one["rest"] else 0
    return str(100 * times + rest)
