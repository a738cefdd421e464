"""What may honestly be said of two results: better, worse, within noise, or that they cannot be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.results.statistics.differences import Difference
from bot.results.statistics.families import holm
from bot.results.statistics.spreads import LEVEL
from bot.texts import Sentence, later

Word = Literal["better", "worse", "noise", "incomparable"]

WORDS: dict[Word, Sentence] = {
    "better": later("better"),
    "worse": later("worse"),
    "noise": later("within noise"),
    "incomparable": later("cannot be compared"),
}
NO_DIRECTION = later("It is not known whether higher or lower values are better.")
NO_ERROR = later(
    "How uncertain a value is is not known: no standard error and no number of samples was given."
)


@dataclass(frozen=True)
class Verdict:
    """A verdict on the first of two results, with its reason.

    `difference` is None only where they cannot be compared; `p_value` is corrected for the number of
    comparisons that were made together.
    """

    word: Word
    reason: Sentence
    difference: Difference | None = None
    p_value: float | None = None


def verdicts(found: Sequence[Difference | Sentence], level: float = LEVEL) -> list[Verdict]:
    """One verdict for each comparison that is shown together, corrected for their number (Holm).

    A `Sentence` says why that comparison cannot be made. Better and worse need both a corrected p-value of
    at most 1 - level and an interval without 0.
    """
    corrected = iter(holm([each.p_value for each in found if isinstance(each, Difference)]))
    return [
        _verdict(each, next(corrected), 1 - level)
        if isinstance(each, Difference)
        else Verdict("incomparable", each)
        for each in found
    ]


def _verdict(difference: Difference, p_value: float, threshold: float) -> Verdict:
    is_clear = not difference.low <= 0 <= difference.high
    if is_clear and p_value <= threshold:
        word: Word = "better" if difference.gain > 0 else "worse"
        reason = later("The difference is larger than chance explains.")
    elif is_clear and difference.p_value <= threshold:
        word = "noise"
        reason = later("Alone it would be clear, but among this many comparisons chance explains it.")
    else:
        word, reason = "noise", later("Chance alone explains a difference of this size.")
    return Verdict(word, reason, difference, p_value)
