"""The distributions that verdicts need, from the standard library alone.

SciPy would cost the bot 46 MB of memory and half a second of its start; the tests hold every function here to
SciPy's figures.
"""

import math
from statistics import NormalDist

NORMAL = NormalDist()
_SMALLEST = 1e-300
_MOST_STEPS = 500


def two_sided(z: float) -> float:
    """The probability of a standard normal value at least as far from 0 as `z`."""
    return math.erfc(abs(z) / math.sqrt(2))


def critical(level: float) -> float:
    """The z whose interval from -z to z holds `level` of the standard normal: 1.96 for 0.95."""
    return NORMAL.inv_cdf((1 + level) / 2)


def binomial_at(count: int, trials: int) -> float:
    """The probability of exactly `count` heads in `trials` throws of a fair coin."""
    logarithm = math.lgamma(trials + 1) - math.lgamma(count + 1) - math.lgamma(trials - count + 1)
    return math.exp(logarithm - trials * math.log(2))


def binomial_up_to(count: int, trials: int) -> float:
    """The probability of at most `count` heads in `trials` throws of a fair coin."""
    return min(1.0, math.fsum(binomial_at(each, trials) for each in range(count + 1)))


def student_two_sided(t: float, freedom: float) -> float:
    """The probability of a Student t value at least as far from 0 as `t`; `freedom` in degrees, any above 0.

    I_x(f/2, 1/2) with x = f/(f + t²): NIST Digital Library of Mathematical Functions, §8.17.
    """
    square = t * t
    if math.isinf(square):
        return 0.0
    return _incomplete_beta(freedom / (freedom + square), square / (freedom + square), freedom / 2, 0.5)


def student_critical(level: float, freedom: float) -> float:
    """The t whose interval from -t to t holds `level` of Student's: 2.776 for 0.95 and 4 degrees.

    Newton's steps from the normal quantile: the distribution function is concave to the right of 0 and the
    start lies left of the answer, so that every step is towards it and none goes too far.
    """
    t, outside = critical(level), 1 - level
    for _ in range(_MOST_STEPS):
        step = (student_two_sided(t, freedom) - outside) / (2 * _student_density(t, freedom))
        t += step
        if abs(step) <= 1e-12 * t:
            break
    return t


def _student_density(t: float, freedom: float) -> float:
    half = (freedom + 1) / 2
    scale = math.lgamma(half) - math.lgamma(freedom / 2) - 0.5 * math.log(freedom * math.pi)
    return math.exp(scale - half * math.log1p(t * t / freedom))


def _incomplete_beta(x: float, rest: float, a: float, b: float) -> float:
    """I_x(a, b), the regularised incomplete beta function; `rest` is 1 - x without its loss of digits.

    The continued fraction converges quickly left of (a + 1)/(a + b + 2), else I_x(a, b) = 1 - I_(1-x)(b, a).
    """
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(rest, x, b, a)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(scale + a * math.log(x) + b * math.log(rest)) * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of DLMF 8.17.22, evaluated from its front (Lentz, Applied Optics 15, 1976)."""
    above, below = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    product = below
    for step in range(1, _MOST_STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        factor = 1.0
        for term in (even, odd):
            below = 1 / _away_from_zero(1 + term * below)
            above = _away_from_zero(1 + term / above)
            factor = above * below
            product *= factor
        if abs(factor - 1) < 1e-15:
            break
    return product


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _SMALLEST else _SMALLEST
