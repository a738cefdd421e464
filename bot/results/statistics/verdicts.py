"""What may honestly be said of two results: better, worse, within noise, or why nothing can be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.results.statistics.differences import Difference
from bot.results.statistics.families import holm
from bot.results.statistics.spreads import LEVEL
from bot.texts import Sentence, later

Word = Literal["better", "worse", "noise", "unsaid", "incomparable"]

WORDS: dict[Word, Sentence] = {
    "better": later("better"),
    "worse": later("worse"),
    "noise": later("within noise"),
    "unsaid": later("cannot be said"),
    "incomparable": later("cannot be compared"),
}
NO_DIRECTION = later("It is not known whether higher or lower values are better.")
NO_ERROR = later(
    "How uncertain a value is is not known: neither its standard error nor anything that gives it is stated."
)
ONLY_BOUND = later(
    "It is only known how much the single measurements vary, not how sure their mean is: that is too little "
    "to tell a difference of this size from chance."
)


@dataclass(frozen=True)
class Verdict:
    """A verdict on the first of two results, with its reason.

    `difference` is None where they cannot be compared or nothing can be said; `p_value` is corrected for the
    number of comparisons that were made together.
    """

    word: Word
    reason: Sentence
    difference: Difference | None = None
    p_value: float | None = None


def verdicts(found: Sequence[Difference | Sentence], level: float = LEVEL) -> list[Verdict]:
    """One verdict for each comparison that is shown together, corrected for their number (Holm).

    A `Sentence` says why that comparison cannot be made. Better and worse need both a corrected p-value of
    at most 1 - level and an interval without 0; noise needs to be known, and not only a bound of it.
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
    elif difference.is_bound:
        return Verdict("unsaid", ONLY_BOUND)
    elif is_clear and difference.p_value <= threshold:
        word = "noise"
        reason = later("Alone it would be clear, but among this many comparisons chance explains it.")
    else:
        word, reason = "noise", later("Chance alone explains a difference of this size.")
    return Verdict(word, reason, difference, p_value)
