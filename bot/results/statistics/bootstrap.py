"""The bootstrap of a mean. It needs NumPy: import this module only in a process of its own.

The interval is BCa (Efron, Journal of the American Statistical Association 82, 1987, 171-185), widened for
few samples as Hesterberg does (The American Statistician 69, 2015, 371-386: t·√(n/(n-1)) in place of z). The
p-value is that of the interval which just touches 0 (Efron and Tibshirani, An Introduction to the Bootstrap,
1993, §15.3).
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.results.statistics.differences import Difference
from bot.results.statistics.distributions import NORMAL, student_critical, student_two_sided

RESAMPLES = 9_999
# So many drawn numbers are held at once: 32 MB.
_DRAWN_AT_ONCE = 4_000_000

Numbers = NDArray[np.float64]


def mean_gain(gains: Sequence[float], seed: int, level: float) -> Difference:
    """The mean of at least 2 differences, with its interval and p-value."""
    values = np.asarray(gains, dtype=np.float64)
    mean = float(values.mean())
    if not np.ptp(values):
        # Nothing to draw: what remains is that all have the same sign.
        return Difference(mean, mean, mean, 1.0 if mean == 0 else 0.5 ** (len(values) - 1), "bootstrap")
    drawn = _drawn_means(values, seed)
    bias = NORMAL.inv_cdf(_share_below(drawn, mean))
    acceleration = _acceleration(values)
    freedom = len(values) - 1
    widening = math.sqrt(len(values) / freedom)
    reach = student_critical(level, freedom) * widening
    levels = [_shifted(-reach, bias, acceleration), _shifted(reach, bias, acceleration)]
    low, high = np.quantile(drawn, levels)
    touching = _unshifted(NORMAL.inv_cdf(_share_below(drawn, 0.0)), bias, acceleration)
    p_value = student_two_sided(touching / widening, freedom)
    return Difference(mean, float(low), float(high), p_value, "bootstrap")


def _drawn_means(values: Numbers, seed: int) -> Numbers:
    """The means of samples drawn again with replacement."""
    generator = np.random.default_rng(seed)
    count = len(values)
    rows = max(1, _DRAWN_AT_ONCE // count)
    sizes = [min(rows, RESAMPLES - start) for start in range(0, RESAMPLES, rows)]
    return np.concatenate([values[generator.integers(0, count, (size, count))].mean(1) for size in sizes])


def _acceleration(values: Numbers) -> float:
    """The jackknife's acceleration, which has this closed form for a mean."""
    centred = values - values.mean()
    return float((centred**3).sum() / (6 * (centred**2).sum() ** 1.5))


def _share_below(drawn: Numbers, value: float) -> float:
    """The share of resamples below a value, with half of those at it; never 0 or 1."""
    below = float((drawn < value).sum() + (drawn == value).sum() / 2)
    return (below + 0.5) / (len(drawn) + 1)


def _shifted(z: float, bias: float, acceleration: float) -> float:
    """Efron's corrected level for the normal quantile `z`."""
    moved = bias + z
    return NORMAL.cdf(bias + moved / (1 - acceleration * moved))


def _unshifted(quantile: float, bias: float, acceleration: float) -> float:
    """The z whose corrected level has this normal quantile: `_shifted` backwards."""
    moved = quantile - bias
    return moved / (1 + acceleration * moved) - bias
