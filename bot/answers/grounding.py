"""Whether a sentence of a model is backed by the passages that it cites: pure, and rather too strict.

What cannot be seen so (a "not" too much, two models exchanged where nothing is compared) the reader sees in
the passage beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.answers.comparisons import is_backed
from bot.answers.quantities import Figure, Quantities, quantities
from bot.answers.units import MEASURES
from bot.answers.words import STOP_WORDS, asked, language_of

_CITATION: Final = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
# A sentence in the language of its passage shares so many of its words with it.
_SHARED: Final = 0.25
_STEM: Final = 5
# With less than that left of what was said, the extracts stand alone.
_ENOUGH: Final = 0.5
_MEASURES: Final = frozenset(MEASURES.values())


class Fault(StrEnum):
    """Why a sentence is left out."""

    UNCITED = "it cites nothing"
    NO_SUCH_PASSAGE = "it cites what it was not given"
    FIGURE = "it has a figure that is not in the passage"
    NAME = "it has a name that is not in the passage"
    DATE = "it has a date that is not in the passage"
    ADDRESS = "it has an address that is not in the passage"
    COMPARISON = "it compares what the passage does not, or the other way round"
    UNRELATED = "it has hardly a word of the passage"
    EMPTY = "it says nothing"


@dataclass(frozen=True)
class Checked:
    """A sentence without its citations, the passages that it cites (from 1), and what is wrong with it."""

    text: str
    cited: tuple[int, ...] = ()
    fault: Fault | None = None


def check(sentence: str, passages: Sequence[str]) -> Checked:
    """One sentence against the passages that the model was given, in the order of their numbers."""
    cited = _cited(sentence)
    text = _tidy(_CITATION.sub("", sentence))
    if not any(letter.isalpha() for letter in text):
        return Checked(text, cited, Fault.EMPTY)
    if not cited:
        return Checked(text, cited, Fault.UNCITED)
    if not all(1 <= number <= len(passages) for number in cited):
        return Checked(text, cited, Fault.NO_SUCH_PASSAGE)
    source = "\n".join(passages[number - 1] for number in cited)
    return Checked(text, cited, _fault(text, source))


def enough(checked: Sequence[Checked]) -> bool:
    """Whether what is left of an answer is worth showing."""
    kept = sum(one.fault is None for one in checked)
    return kept > 0 and kept >= _ENOUGH * len(checked)


def _cited(sentence: str) -> tuple[int, ...]:
    found = [int(number) for group in _CITATION.findall(sentence) for number in re.findall(r"\d+", group)]
    return tuple(dict.fromkeys(found))


def _tidy(text: str) -> str:
    """Without the space that a citation leaves before a mark."""
    return re.sub(r"\s+([.,])", r"\1", " ".join(text.split(" "))).strip()


def _fault(text: str, source: str) -> Fault | None:
    said, there = quantities(text), quantities(source)
    if not said.urls <= there.urls:
        return Fault.ADDRESS
    if not all(any(day.is_within(other) for other in there.days) for day in said.days):
        return Fault.DATE
    if not said.names <= there.names:
        return Fault.NAME
    if not all(_has(figure, there) for figure in said.figures):
        return Fault.FIGURE
    if not all(_has_factor(factor, there) for factor in said.factors):
        return Fault.FIGURE
    if not is_backed(text, source):
        return Fault.COMPARISON
    return None if _is_related(text, source) else Fault.UNRELATED


def _has(figure: Figure, there: Quantities) -> bool:
    if any(_backs(other, figure, there) for other in (*there.figures, *there.loose)):
        return True
    return figure.is_year and any(day.year in figure.readings for day in there.days)


def _has_factor(factor: Decimal, there: Quantities) -> bool:
    """Whether a passage has a share or a multiple too, in words or as a figure: twice, 2x; half, 50 %."""
    return factor in there.factors or any(
        ("times" in one.units and factor in one.readings)
        or ("%" in one.units and 100 * factor in one.readings)
        for one in there.figures
    )


def _backs(other: Figure, figure: Figure, there: Quantities) -> bool:
    """Whether a figure of a passage is this one; what has no unit there, has a measure only from a head."""
    if not figure.is_also(other):
        return False
    measures = (figure.units & _MEASURES) - {"%"}
    return bool(other.units) or not measures or bool(measures & there.units)


def _is_related(text: str, source: str) -> bool:
    """Whether they are about the same, as far as words tell; across languages they do not."""
    languages = language_of(text), language_of(source)
    if None in languages or languages[0] != languages[1]:
        return True
    words = [word for word in asked(text) if word not in STOP_WORDS]
    known = {word[:_STEM] for word in asked(source)}
    return sum(word[:_STEM] in known for word in words) >= _SHARED * len(words)
