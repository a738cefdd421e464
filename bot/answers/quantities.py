"""What in a text can be true or false word by word: figures, dates, names with digits, addresses.

In English and in French, so that a figure is the same however it is written: 84,2 and 84.2, 7B and 7
milliards.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bot.answers.factors import factors
from bot.answers.number_words import SCALES, in_digits
from bot.answers.units import MEASURES, UNITS
from bot.answers.words import STOP_WORDS

_SPACE: Final = "[ \u00a0\u202f\u2009]"
_URL: Final = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'”»]+", re.IGNORECASE)
_MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan",
            "february fevrier feb fev fevr",
            "march mars mar",
            "april avril apr avr",
            "may mai",
            "june juin jun",
            "july juillet jul juil",
            "august aout aug",
            "september septembre sep sept",
            "october octobre oct",
            "november novembre nov",
            "december decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATES: Final = (
    re.compile(r"\b(?P<year>\d{4})-(?P<m>\d{2})(?:-(?P<day>\d{2}))?\b(?!-?\w)"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}}))?"),
    re.compile(rf"\b{_MONTH}\s+(?P<year>\d{{4}})\b"),
)
# Letters and digits together, perhaps in several parts: Qwen3-4B, GSM8K, apache-2.0, org/model, Q4_K_M.
_NAME: Final = re.compile(r"(?<![\w])[^\W\d_][\w]*(?:[-_./+:][\w]+)*(?!\w)")
_NUMBER: Final = re.compile(
    rf"(?:(?P<front>[€$£]){_SPACE}?|(?<![\w.,]))(?P<sign>[-−+])?(?P<digits>\d+(?:(?:[.,]|{_SPACE}(?=\d{{3}}(?!\d)))\d+)*)"
    rf"(?:(?:{_SPACE}|-)?(?P<unit>%|[€$£]|[^\W\d_]+))?"
)
_SCALES: Final[Mapping[str, int]] = {
    **SCALES,
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "t": 10**12,
} | dict.fromkeys(("bn", "md", "mds"), 10**9)
# "To" is a word of English and a unit of French; after a number and a space it is the word.
_RATHER_WORDS: Final = frozenset({"to", "an", "m", "t", "h"})
_UNIT_WORDS: Final = tuple(one for one in UNITS if one.isalpha() and one not in _RATHER_WORDS)
_MEASURE_WORDS: Final = tuple(one for one in _UNIT_WORDS if one in MEASURES)
# A sentence need not have these from its passage, but a passage has them: "nine words a second", "the two".
_MEASURE: Final = "|".join(sorted(_MEASURE_WORDS, key=len, reverse=True))
_A_UNIT: Final = re.compile(rf"(?:\b(?:an?|per|par|the|each|every|chaque|la) |\bl')(?P<unit>{_MEASURE})\b")
_THE_TWO: Final = re.compile(rf"\b(?:two|deux){_SPACE}(?P<noun>[^\W\d_]+)")
_BEHIND: Final = re.compile(rf"{_SPACE}(?P<word>[^\W\d_]+)")
_BEHIND_SCALE: Final = re.compile(
    rf"(?:-|{_SPACE}?(?=[€$£])|{_SPACE}(?:(?:de|of|d'){_SPACE}?)?)(?P<word>%|[€$£]|[^\W\d_]+)"
)
_NO_UNITS: Final = STOP_WORDS | frozenset(
    """
    against compared contre depending donc only overall per respectivement respectively sans selon
    seulement tandis versus vs whereas while without
    """.split()  # noqa: SIM905 - a list of words
)
_STEM: Final = 5
# A year stands behind such a word, or in brackets.
_BEFORE_YEAR: Final = re.compile(
    r"(?:\b(?:in|since|en|from|before|after|until|by|avant|apres|depuis|fin|debut|early|late|mid|year|annee|"
    r"to|a|et|and|entre|between|dat\w+ (?:de|from|back to))[ -]|\()$"
)
_WORDS: Final = re.compile(r"%|[€$£]|[^\W\d_]+")
_YEARS: Final = (1900, 2100)


@dataclass(frozen=True)
class Figure:
    """A number; both readings where a comma can mean two things.

    `units` are the unit behind it, or the beginnings of the words that may be one; empty where none stands
    there. `is_year` tells whether it can be read as one.
    """

    readings: frozenset[Decimal]
    units: frozenset[str] = frozenset()
    is_year: bool = False

    def is_also(self, other: "Figure") -> bool:
        """Whether another text has the same figure: a value that both can mean, and no other unit.

        A year is only the same as a year.
        """
        if other.is_year and not self.is_year:
            return False
        same_unit = not self.units or not other.units or bool(self.units & other.units)
        return same_unit and bool(self.readings & other.readings)


@dataclass(frozen=True)
class Day:
    """A date, of which a part may be left open."""

    year: int | None
    month: int
    day: int | None = None

    def is_within(self, other: "Day") -> bool:
        """Whether all that is said here is said there too."""
        return (
            self.month == other.month
            and (self.year is None or self.year == other.year)
            and (self.day is None or self.day == other.day)
        )


@dataclass
class Quantities:
    """All of a text; names without capitals, addresses as they stand.

    `loose` are figures that another text may have from here, and need not have; `units` those that
    stand apart from figures, as in the head of a table. `factors` are shares and multiples in words.
    """

    figures: list[Figure] = field(default_factory=list)
    loose: list[Figure] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    days: list[Day] = field(default_factory=list)
    factors: frozenset[Decimal] = frozenset()
    names: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)


def quantities(text: str) -> Quantities:
    """Everything in a text that another text must have too, to be believed."""
    found = Quantities()
    rest = _take(_URL, unicodedata.normalize("NFKC", text), lambda one: found.urls.add(_url(one[0])))
    rest = _folded(rest)
    for form in _DATES:
        rest = _take(form, rest, lambda one: _note_day(one, found))
    rest = _take(_NAME, rest, lambda one: _note_name(one[0], found))
    found.factors = factors(rest)
    rest = in_digits(rest, _MEASURE_WORDS, _UNIT_WORDS)
    rest = _take(_NUMBER, rest, lambda one: _note_number(one, found))
    found.units.update(UNITS[word] for word in _WORDS.findall(rest) if word in UNITS)
    for one in _A_UNIT.finditer(rest):
        found.loose.append(Figure(frozenset({Decimal(1)}), frozenset({UNITS[one["unit"]]})))
    for one in _THE_TWO.finditer(rest):
        found.loose.append(Figure(frozenset({Decimal(2)}), frozenset({_unit(one["noun"])})))
    return found


def _take(form: re.Pattern[str], text: str, note: Callable[[re.Match[str]], object]) -> str:
    """The text without what was noted; `note` may say False to leave something in."""

    def replaced(one: re.Match[str]) -> str:
        return one[0] if note(one) is False else " \n "

    return form.sub(replaced, text)


def _folded(text: str) -> str:
    """Without capitals and accents; marks that look alike are one."""
    apart = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(one for one in apart if not unicodedata.category(one).startswith("M"))
    return plain.translate(str.maketrans("‐‑‒–’", "----'"))


def _url(found: str) -> str:
    return found.rstrip(".,;:!?…*_").rstrip("/")


def _note_day(one: re.Match[str], found: Quantities) -> bool:
    parts = one.groupdict()
    month = _MONTHS[parts["month"]] if parts.get("month") else int(parts["m"])
    year, day = (int(parts[name]) if parts.get(name) else None for name in ("year", "day"))
    if not 1 <= month <= 12 or not 1 <= (day or 1) <= 31:
        return False
    found.days.append(Day(year, month, day))
    return True


def _note_name(name: str, found: Quantities) -> bool:
    if not any(letter.isdigit() for letter in name):
        return False
    found.names.add(name.rpartition("/")[2] if name.count("/") == 1 else name)
    return True


def _note_number(one: re.Match[str], found: Quantities) -> None:
    unit = one["unit"]
    # "7 to 8": a word, where "7To" is a unit.
    is_apart = unit is not None and one[0][: -len(unit)][-1] in " \u00a0\u202f\u2009"
    known = None if unit is None or (is_apart and unit in _RATHER_WORDS) else unit
    scale = _SCALES.get(known or "", 1)
    negative = one["sign"] in ("-", "−")
    readings = frozenset(scale * (-value if negative else value) for value in _readings(one["digits"]))
    if not readings:
        found.names.add(one["digits"])
        return
    units = _units(one, known)
    found.figures.append(Figure(readings, units, not units and _is_year(one, readings)))


def _units(one: re.Match[str], known: str | None) -> frozenset[str]:
    """The unit of a number; where the word behind it is none, that and the next may say what it counts."""
    if one["front"]:
        return frozenset({UNITS[one["front"]]})
    if known in _SCALES:
        behind = _BEHIND_SCALE.match(one.string, one.end())
        end = behind.end() if behind else one.end()
        known = behind["word"] if behind else None
    else:
        end = one.end()
    if known is not None and known in UNITS:
        return frozenset({UNITS[known]})
    if known is None or known in _NO_UNITS:
        return frozenset()
    second = _BEHIND.match(one.string, end)
    words = [known, second["word"]] if second and second["word"] not in _NO_UNITS else [known]
    return frozenset(map(_unit, words))


def _unit(word: str) -> str:
    return UNITS.get(word, word.rstrip("sx")[:_STEM])


def _is_year(one: re.Match[str], readings: frozenset[Decimal]) -> bool:
    first, last = _YEARS
    is_behind = _BEFORE_YEAR.search(one.string, 0, one.start()) is not None
    return is_behind and any(first <= value <= last for value in readings)


def _readings(digits: str) -> Iterator[Decimal]:
    """What a number can mean: in 1,234 the comma may part thousands, or be decimal; 1.2.3 is no number."""
    plain = re.sub(_SPACE, "", digits)
    marks = re.findall("[.,]", plain)
    if not marks:
        yield Decimal(plain)
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", plain):
        yield Decimal(plain.replace(marks[0], ""))
    if len(marks) == 1:
        yield Decimal(plain.replace(",", "."))
    elif len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        yield Decimal(plain.replace(marks[0], "").replace(marks[-1], "."))
