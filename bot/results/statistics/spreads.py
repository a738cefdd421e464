"""How uncertain one value is: standard errors and intervals."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.results.statistics.distributions import critical, student_critical

Origin = Literal["given", "recomputed"]
LEVEL = 0.95
# A standard error that a source rounded to three or four digits is still recognised.
_ROUNDING = 0.03


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, in the unit of the value."""

    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """A measured value and how well it is known.

    `samples` is how many there were. `is_share` says that each was right or wrong, so that the value, from 0
    to 1, says with their number how uncertain it is; otherwise `standard_error` does. `repetitions` is of how
    many runs the standard error comes when they are few, as for speeds. `is_bound` says that the standard
    error is known to be no larger: enough to find a difference clear, never to find two values alike.
    """

    value: float
    standard_error: float | None = None
    samples: int | None = None
    is_share: bool = False
    repetitions: int | None = None
    is_bound: bool = False

    @property
    def counted(self) -> int | None:
        """The number of samples when the value is the share of those that were right, otherwise None."""
        is_counted = self.is_share and self.samples is not None and self.samples > 0
        return self.samples if is_counted and 0 <= self.value <= 1 else None

    @property
    def error(self) -> float | None:
        """The standard error when it says anything: one of exactly 0 says only that it was not measured."""
        error = self.standard_error
        return error if error is not None and math.isfinite(error) and error > 0 else None


def share_error(value: float, samples: int) -> float:
    """The standard error of a share of right answers: √(p(1-p)/(n-1)), as the harnesses write it.

    Source: lm-evaluation-harness, `mean_stderr` (the sample standard deviation over √n, for values 0 and 1).
    It is 0 for p = 0 and p = 1, where nothing is known of the spread; `share_interval` holds there too.
    Raises ValueError for less than 2 samples or a value that is no share.
    """
    if samples < 2 or not 0 <= value <= 1:
        raise ValueError("a share has a value from 0 to 1 and at least 2 samples")
    return math.sqrt(value * (1 - value) / (samples - 1))


def settled_error(
    value: float, given: float | None, samples: int | None, *, is_share: bool
) -> tuple[float, Origin] | None:
    """The standard error to keep and where it is from, or None when it is not known.

    A missing error, one that is no number, and a false 0.0 are recomputed where each sample was right or
    wrong (`share_error`).
    """
    if given is not None and math.isfinite(given) and given > 0:
        return given, "given"
    if not is_share or samples is None or samples < 2 or not 0 < value < 1:
        return None
    return share_error(value, samples), "recomputed"


def is_share_error(value: float, standard_error: float, samples: int) -> bool:
    """Whether this standard error shows that each sample was right or wrong."""
    if samples < 2 or not 0 < value < 1:
        return False
    return math.isclose(standard_error, share_error(value, samples), rel_tol=_ROUNDING)


def repetition_error(values: Sequence[float]) -> float | None:
    """The standard error of the mean of repeated runs: their sample standard deviation over √n."""
    count = len(values)
    if count < 2:
        return None
    mean = math.fsum(values) / count
    variance = math.fsum((value - mean) ** 2 for value in values) / (count - 1)
    return deviation_error(math.sqrt(variance), count)


def deviation_error(deviation: float, repetitions: int) -> float | None:
    """The standard error of a mean from the standard deviation of its repetitions."""
    return deviation / math.sqrt(repetitions) if repetitions >= 2 else None


def share_interval(value: float, samples: int, level: float = LEVEL) -> Interval:
    """The interval of a share of right answers, sound also at 0, at 1 and for few samples.

    Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    square = critical(level) ** 2
    centre = (value + square / (2 * samples)) / (1 + square / samples)
    spread = math.sqrt(value * (1 - value) * square / samples + (square / (2 * samples)) ** 2)
    half = spread / (1 + square / samples)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def interval(estimate: Estimate, level: float = LEVEL) -> Interval | None:
    """The interval of a value by what is known of it; None when nothing is, or only a bound of its error."""
    counted = estimate.counted
    if counted is not None:
        return share_interval(estimate.value, counted, level)
    if estimate.error is None or estimate.is_bound:
        return None
    if estimate.repetitions is not None and estimate.repetitions >= 2:
        reach = student_critical(level, estimate.repetitions - 1)
    else:
        reach = critical(level)
    return Interval(estimate.value - reach * estimate.error, estimate.value + reach * estimate.error)
