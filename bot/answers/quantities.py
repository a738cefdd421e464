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
    rf"(?<![\w.,])(?P<sign>[-−+])?(?P<digits>\d+(?:(?:[.,]|{_SPACE}(?=\d{{3}}(?!\d)))\d+)*)"
    rf"(?:(?:{_SPACE}|-)?(?P<unit>%|€|\$|[^\W\d_]+))?"
)
_SCALES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("k", "thousand", "mille", "milliers"), 10**3),
    **dict.fromkeys(("m", "million", "millions"), 10**6),
    **dict.fromkeys(("b", "bn", "billion", "billions", "md", "mds", "milliard", "milliards"), 10**9),
    **dict.fromkeys(("t", "trillion", "trillions"), 10**12),
}
_UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("%", "percent", "pourcent", "pct"), "%"),
    **dict.fromkeys(("gb", "go", "gib", "gio", "gigabytes", "gigaoctets"), "GB"),
    **dict.fromkeys(("mb", "mo", "mib", "mio", "megabytes", "megaoctets"), "MB"),
    **dict.fromkeys(("tb", "to", "terabytes", "teraoctets"), "TB"),
    **dict.fromkeys(("ms", "milliseconds", "millisecondes"), "ms"),
    **dict.fromkeys(("s", "sec", "second", "seconds", "seconde", "secondes"), "s"),
    **dict.fromkeys(("min", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hour", "hours", "heure", "heures"), "h"),
    **dict.fromkeys(("day", "days", "jour", "jours"), "d"),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), "w"),
    **dict.fromkeys(("month", "months", "mois"), "mo"),
    **dict.fromkeys(("year", "years", "an", "ans", "annee", "annees"), "y"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "€"),
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), "$"),
    **dict.fromkeys(("shot", "shots", "exemples"), "shot"),
    **dict.fromkeys(("bit", "bits"), "bit"),
    **dict.fromkeys(("token", "tokens", "jeton", "jetons"), "token"),
    **dict.fromkeys(("layer", "layers", "couche", "couches"), "layer"),
    **dict.fromkeys(("sample", "samples", "echantillon", "echantillons"), "sample"),
    **dict.fromkeys(("parameter", "parameters", "params", "parametre", "parametres"), "parameter"),
}
# "To" is a word of English and a unit of French; after a number and a space it is the word.
_RATHER_WORDS: Final = frozenset({"to", "an", "m", "t", "h"})
_WORDS: Final[Mapping[str, int]] = {
    name: number
    for number, names in {
        3: "three trois",
        4: "four quatre",
        5: "five cinq",
        6: "six",
        7: "seven sept",
        8: "eight huit",
        9: "nine",
        10: "ten dix",
        11: "eleven onze",
        12: "twelve douze",
        15: "fifteen quinze",
        16: "sixteen seize",
        20: "twenty vingt",
        30: "thirty trente",
        40: "forty quarante",
        50: "fifty cinquante",
        60: "sixty soixante",
        70: "seventy",
        80: "eighty",
        90: "ninety",
        100: "hundred cent",
    }.items()
    for name in names.split()
}
_WORD: Final = re.compile(rf"\b(?P<word>{'|'.join(_WORDS)})\b")


@dataclass(frozen=True)
class Figure:
    """A number; both readings where a comma can mean two things. `unit` is None where none is known."""

    readings: frozenset[Decimal]
    unit: str | None = None

    def is_also(self, other: "Figure") -> bool:
        """Whether another text has the same figure: a value that both can mean, and no other unit."""
        same_unit = self.unit is None or other.unit is None or self.unit == other.unit
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
    """All of a text; names without capitals, addresses as they stand."""

    figures: list[Figure] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)


def quantities(text: str) -> Quantities:
    """Everything in a text that another text must have too, to be believed."""
    found = Quantities()
    rest = _take(_URL, unicodedata.normalize("NFC", text), lambda one: found.urls.add(_url(one[0])))
    rest = _folded(rest)
    for form in _DATES:
        rest = _take(form, rest, lambda one: _note_day(one, found))
    rest = _take(_NAME, rest, lambda one: _note_name(one[0], found))
    rest = _take(_NUMBER, rest, lambda one: _note_number(one, found))
    for word in _WORD.finditer(rest):
        found.figures.append(Figure(frozenset({Decimal(_WORDS[word["word"]])})))
    return found


def _take(form: re.Pattern[str], text: str, note: Callable[[re.Match[str]], object]) -> str:
    """The text without what was noted; `note` may say False to leave something in."""

    def replaced(one: re.Match[str]) -> str:
        return one[0] if note(one) is False else " \n "

    return form.sub(replaced, text)


def _folded(text: str) -> str:
    """Without capitals and accents; marks that look alike are one."""
    apart = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(one for one in apart if not unicodedata.combining(one))
    return plain.translate(str.maketrans("‐‑‒–", "----"))


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
    found.figures.append(Figure(readings, _UNITS.get(known or "")))


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
