"""Everything a person reads, in English and in French, with numbers and dates as each language writes them.

The English sentence is the key. Catalogues are gettext files, `bot/locales/<language>.po`; a test finds
sentences that are missing in one or used nowhere.
"""

import gettext
import io
import math
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal
from babel.units import format_unit

CATALOGUES = Path(__file__).with_name("locales")
LANGUAGES = ("en", "fr")

_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")


@dataclass(frozen=True)
class Sentence:
    """A sentence to be translated when it is shown, with its values."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)


def later(msgid: str, **values: object) -> Sentence:
    """Mark a sentence now and translate it where the reader's language is known."""
    return Sentence(msgid, values)


def mark(msgid: str) -> str:
    """Mark a sentence for the catalogues and give it back as it is, for code that translates it by itself."""
    return msgid


class Language:
    """One language: its sentences, numbers, sizes, dates and lists."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._locale = Locale.parse(name)
        self._sentences = _load(name)

    def say(self, msgid: str, **values: object) -> str:
        """The sentence in this language, its `{names}` filled from `values`."""
        return self._sentences.gettext(msgid).format(**values)

    def say_count(self, singular: str, plural: str, count: int, **values: object) -> str:
        """The sentence in the form that `count` needs; `{count}` is filled in."""
        form = self._sentences.ngettext(singular, plural, count)
        return form.format(count=self.number(count), **values)

    def more(self, count: int) -> str:
        """Said below a list that leaves so many out."""
        return self.say_count("… and {count} more.", "… and {count} more.", count)

    def named(self, name: object, value: object) -> str:
        """A value after its name; French writes a space before the colon."""
        return self.say("{name}: {value}", name=name, value=value)

    def tell(self, sentence: Sentence) -> str:
        """A sentence that was marked earlier; values that are sentences are translated too."""
        values = {name: self._shown(name, value, sentence.msgid) for name, value in sentence.values.items()}
        return self.say(sentence.msgid, **values)

    def _shown(self, name: str, value: object, msgid: str) -> object:
        if isinstance(value, Sentence):
            return self.tell(value)
        # A number of a sentence that says how it is written ({share:.0%}) must stay one.
        if isinstance(value, float) and f"{{{name}}}" in msgid:
            return self.number(value) if value == 0 or 0.01 <= abs(value) < 1e15 else f"{value:g}"
        return value

    def number(self, value: float) -> str:
        """A number with this language's separators."""
        return format_decimal(value, locale=self._locale)

    def percent(self, share: float, digits: int = 1) -> str:
        """A share from 0 to 1 in percent, always with as many decimals: 71.2%, 71,2 %."""
        pattern = copy(self._locale.percent_formats[None])
        pattern.frac_prec = (digits, digits)
        return str(pattern.apply(share, self._locale))

    def day(self, at: date) -> str:
        """A day as it is written where no reader's time zone is known: Mar 1, 2026, 1er mars 2026."""
        return self._dated(at, "medium")

    def whole_day(self, at: date) -> str:
        """The same with its month in full, for texts that are cut into sentences: March 1, 2026."""
        return self._dated(at, "long")

    def _dated(self, at: date, form: Literal["medium", "long"]) -> str:
        written = format_date(at, form, locale=self._locale)
        # French counts the first of a month, which the forms of the CLDR do not.
        return "1er" + written.removeprefix("1") if self._locale.language == "fr" and at.day == 1 else written

    def figure(self, value: float) -> str:
        """A measured value with four significant digits, or all before the point: 0.1131, 1,842."""
        digits = 0 if abs(value) >= 1000 else max(0, 3 - math.floor(math.log10(abs(value)))) if value else 0
        return format_decimal(round(value, digits), locale=self._locale, decimal_quantization=False)

    def roughly(self, value: int) -> str:
        """A large count in words: 7.2 billion, 7,2 milliards."""
        return format_compact_decimal(
            _roundable(value), format_type="long", fraction_digits=1, locale=self._locale
        )

    def size(self, count: int) -> str:
        """A number of bytes in decimal units, as the Hub shows them: 14.5 GB, 14,5 Go."""
        amount = float(count)
        for unit in _UNITS:
            if amount < 1000 or unit == _UNITS[-1]:
                break
            amount /= 1000
        rounded = round(amount, 1 if amount < 100 else 0)
        # The short form of a byte has no plural.
        length: Literal["long", "short"] = "long" if unit == "byte" else "short"
        return format_unit(rounded, f"digital-{unit}", length=length, locale=self._locale)

    def enumeration(self, items: list[str]) -> str:
        """Items joined as a person would: a, b and c."""
        return format_list(items, locale=self._locale)

    def alternatives(self, items: list[str]) -> str:
        """Items to choose from: a, b or c."""
        return format_list(items, style="or", locale=self._locale)

    def city(self, zone: str) -> str:
        """The city that a time zone is named after."""
        known: dict[str, str] = self._locale.time_zones.get(zone, {})
        return known.get("city") or zone.rpartition("/")[2].replace("_", " ")

    def name_of_language(self, code: str) -> str:
        """A language's name from its code of two or three letters; the code itself when nobody knows it."""
        short = get_global("language_aliases").get(code.lower(), code.lower())
        name = self._locale.languages.get(short)
        return name if name is not None else code


def _roundable(value: int) -> int:
    """A value near enough that Babel writes well: 1 billion for 999,950,000, where it says 1000 million."""
    for power in (1_000, 1_000_000, 1_000_000_000):
        if value < power * 1_000 <= value + power // 20:
            value = power * 1_000
    # For exactly a million Babel takes the French plural of the whole number, "1 millions".
    return value + 1 if value in (1_000_000, 1_000_000_000) else value


def moment(at: datetime, style: str = "R") -> str:
    """An instant that Discord shows in the reader's own time zone and language.

    Styles: R relative, f date and time, D date
    (https://discord.com/developers/docs/reference#message-formatting-timestamp-styles).
    """
    return f"<t:{int(at.timestamp())}:{style}>"


@cache
def language(tag: str | None) -> Language:
    """The language for a Discord locale such as `fr` or `en-GB`; English when it is neither."""
    name = (tag or "en").partition("-")[0].lower()
    return Language(name if name in LANGUAGES else "en")


def _load(name: str) -> gettext.NullTranslations:
    """Read a catalogue; English has none, since its sentences are the keys."""
    path = CATALOGUES / f"{name}.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=name)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
