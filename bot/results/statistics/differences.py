"""The difference between two values that were measured apart, with its interval and p-value.

Where both were measured on the same samples and these are known, `paired.py` sees smaller differences.
"""

import math
from dataclasses import dataclass
from typing import Literal

from bot.results.statistics.distributions import (
    critical,
    student_critical,
    student_two_sided,
    two_sided,
)
from bot.results.statistics.spreads import LEVEL, Estimate

Method = Literal["shares", "errors", "welch", "mcnemar", "bootstrap"]
ENOUGH_REPETITIONS = 5


@dataclass(frozen=True)
class Difference:
    """How much better the first is than the second, in the unit of their values.

    `gain` is positive where the first is better, also where lower values are. `low` to `high` is its interval
    and `p_value` is two-sided. Methods: `shares` of right answers, standard `errors`, `welch` for a few
    repetitions; `mcnemar` and `bootstrap` for the same samples. `is_bound` says that the interval and the
    p-value may be smaller than stated.
    """

    gain: float
    low: float
    high: float
    p_value: float
    method: Method
    is_bound: bool = False


@dataclass(frozen=True)
class Contrast:
    """What a test of two values is made of: the `centre` of their difference and its standard error.

    `freedom` are Student's degrees of freedom, None for the normal distribution. `is_bound` says that the
    standard error may be smaller.
    """

    gain: float
    centre: float
    standard_error: float
    freedom: float | None
    method: Method
    is_bound: bool = False

    @property
    def p_value(self) -> float:
        """How probable a difference at least as large is where there is none."""
        ratio = self.centre / self.standard_error
        return two_sided(ratio) if self.freedom is None else student_two_sided(ratio, self.freedom)

    def with_interval(self, level: float) -> Difference:
        """The difference and its interval at this level."""
        width = critical(level) if self.freedom is None else student_critical(level, self.freedom)
        reach = width * self.standard_error
        low, high = self.centre - reach, self.centre + reach
        return Difference(self.gain, low, high, self.p_value, self.method, self.is_bound)


def difference(
    first: Estimate, second: Estimate, *, higher_is_better: bool, level: float = LEVEL
) -> Difference | None:
    """The difference of two values measured apart; None when how uncertain one is is not known."""
    found = contrast(first, second, higher_is_better=higher_is_better)
    return None if found is None else found.with_interval(level)


def contrast(first: Estimate, second: Estimate, *, higher_is_better: bool) -> Contrast | None:
    """The test of two values measured apart; None when how uncertain one is is not known.

    Two shares are compared by the adjusted values of Agresti and Caffo, others by their standard errors:
    Student's distribution with the degrees of freedom of Welch where a few repetitions stand behind one.
    """
    direction = 1 if higher_is_better else -1
    gain = direction * (first.value - second.value)
    if first.counted is not None and second.counted is not None:
        share, error = adjusted(first.value, first.counted)
        other, other_error = adjusted(second.value, second.counted)
        return Contrast(gain, direction * (share - other), math.hypot(error, other_error), None, "shares")
    errors = (_error(first), _error(second))
    if errors[0] is None or errors[1] is None:
        return None
    freedom = _freedom((first, errors[0]), (second, errors[1]))
    method: Method = "errors" if freedom is None else "welch"
    is_bound = first.is_bound or second.is_bound
    return Contrast(gain, gain, math.hypot(errors[0], errors[1]), freedom, method, is_bound)


def adjusted(value: float, samples: int) -> tuple[float, float]:
    """A share and its standard error after adding one right and one wrong answer, so that it is never 0.

    Agresti and Caffo, The American Statistician 54 (2000), 280-288.
    """
    share = (value * samples + 1) / (samples + 2)
    return share, math.sqrt(share * (1 - share) / (samples + 2))


def _error(estimate: Estimate) -> float | None:
    if estimate.error is None and estimate.counted is not None:
        return adjusted(estimate.value, estimate.counted)[1]
    return estimate.error


def _freedom(first: tuple[Estimate, float], second: tuple[Estimate, float]) -> float | None:
    """Degrees of freedom; None when neither error comes from a few repetitions.

    Those of Welch and Satterthwaite (Welch, Biometrika 34, 1947, 28-35), and with fewer than five repetitions
    those of the smaller number (Hsu, Statistical Research Memoirs 2, 1938, 1-24): there Welch's test finds a
    difference where there is none in up to 9.6 % instead of 5 %. An error of unknown repetitions is taken for
    exact.
    """
    few = [
        (estimate.repetitions, error)
        for estimate, error in (first, second)
        if estimate.repetitions is not None and estimate.repetitions >= 2
    ]
    if not few:
        return None
    fewest = min(repetitions for repetitions, _ in few)
    if fewest < ENOUGH_REPETITIONS:
        return fewest - 1
    return (first[1] ** 2 + second[1] ** 2) ** 2 / math.fsum(error**4 / (count - 1) for count, error in few)
