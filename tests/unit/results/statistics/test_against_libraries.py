"""Every formula beside SciPy and statsmodels."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy import errstate, float64
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)
from statsmodels.stats.proportion import test_proportions_2indep as proportions_test

from bot.results.statistics.bootstrap import mean_gain
from bot.results.statistics.differences import difference
from bot.results.statistics.distributions import (
    binomial_up_to,
    critical,
    student_critical,
    student_two_sided,
    two_sided,
)
from bot.results.statistics.families import holm
from bot.results.statistics.paired import Pairs, bootstrapped, mid_p, right_or_wrong
from bot.results.statistics.spreads import Estimate, interval, repetition_error, share_error, share_interval

_freedoms = st.floats(0.5, 1e6)
_levels = st.floats(0.01, 0.9999)
_counts = st.tuples(st.integers(2, 5000), st.floats(0, 1)).map(
    lambda drawn: (int(drawn[0] * drawn[1]), drawn[0])
)


@given(st.floats(0, 60), _freedoms)
def test_students_probability_is_scipys(t: float, freedom: float) -> None:
    assert student_two_sided(t, freedom) == pytest.approx(2 * stats.t.sf(t, freedom), rel=1e-7, abs=1e-12)


@given(_levels, _freedoms)
def test_students_quantile_is_scipys(level: float, freedom: float) -> None:
    assert student_critical(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-8)


@given(st.floats(-30, 30), _levels)
def test_the_normal_distribution_is_scipys(z: float, level: float) -> None:
    assert two_sided(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-9)
    assert critical(level) == pytest.approx(stats.norm.ppf((1 + level) / 2), rel=1e-7, abs=1e-12)


# SciPy's own probabilities are not exact any more below it: some come out negative.
SCIPYS_LEAST = 1e-280


@given(_counts)
def test_the_binomial_distribution_is_scipys(drawn: tuple[int, int]) -> None:
    count, trials = drawn
    assert binomial_up_to(count, trials) == pytest.approx(
        stats.binom.cdf(count, trials, 0.5), rel=1e-8, abs=SCIPYS_LEAST
    )


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_mcnemars_mid_p_is_the_exact_one_less_half_of_its_ties(wins: int, losses: int) -> None:
    fewer, trials = min(wins, losses), wins + losses
    exact = stats.binomtest(fewer, trials, 0.5).pvalue if trials else 1.0
    expected = exact - (stats.binom.pmf(fewer, trials, 0.5) if wins != losses else 0)
    assert mid_p(wins, losses) == pytest.approx(expected, rel=1e-7, abs=SCIPYS_LEAST)


@given(_counts, _levels)
def test_wilsons_interval_is_that_of_statsmodels(drawn: tuple[int, int], level: float) -> None:
    right, samples = drawn
    found = share_interval(right / samples, samples, level)
    low, high = proportion_confint(right, samples, 1 - level, method="wilson")
    assert (found.low, found.high) == pytest.approx((max(0, low), min(1, high)), abs=1e-9)


@given(_counts, _counts)
def test_the_difference_of_two_shares_is_that_of_statsmodels(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = difference(_share(*first), _share(*second), higher_is_better=True)
    assert found is not None
    # statsmodels also makes the odds ratio, which for 0 and 1 divides by zero.
    with errstate(divide="ignore", invalid="ignore"):
        low, high = confint_proportions_2indep(*first, *second, compare="diff", method="agresti-caffo")
        test = proportions_test(*first, *second, compare="diff", method="agresti-caffo")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert found.p_value == pytest.approx(test.pvalue, rel=1e-6, abs=1e-12)
    assert found.gain == pytest.approx(first[0] / first[1] - second[0] / second[1])


_runs = st.lists(st.floats(1, 1000), min_size=5, max_size=12).filter(
    lambda values: max(values) - min(values) > 0.01
)


@given(_runs, _runs)
def test_the_difference_of_repeated_runs_is_welchs(first: list[float], second: list[float]) -> None:
    found = difference(_repeated(first), _repeated(second), higher_is_better=True)
    assert found is not None
    test = stats.ttest_ind(first, second, equal_var=False)
    expected = test.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-6, abs=1e-6)
    assert found.p_value == pytest.approx(test.pvalue, rel=1e-6, abs=1e-12)
    assert found.method == "welch"


@given(_runs)
def test_the_error_and_the_interval_of_repeated_runs_are_scipys(values: list[float]) -> None:
    estimate = _repeated(values)
    assert estimate.standard_error == pytest.approx(stats.sem(values))
    found = interval(estimate)
    assert found is not None
    expected = stats.t.interval(0.95, len(values) - 1, estimate.value, estimate.standard_error)
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-7)


@given(_counts.filter(lambda drawn: drawn[1] > 1))
def test_the_error_of_a_share_is_that_of_its_zeros_and_ones(drawn: tuple[int, int]) -> None:
    right, samples = drawn
    scores = [1] * right + [0] * (samples - right)
    assert share_error(right / samples, samples) == pytest.approx(stats.sem(scores), abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
@settings(max_examples=10, deadline=None)
def test_holms_correction_is_that_of_statsmodels(p_values: list[float]) -> None:
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_bootstraps_interval_is_scipys_bca(seed: int) -> None:
    gains = stats.skewnorm.rvs(6, loc=-0.2, size=400, random_state=seed)
    found = mean_gain(list(gains), seed, 0.95)
    expected = stats.bootstrap((gains,), _mean, method="BCa", n_resamples=9999, rng=seed).confidence_interval
    width = expected.high - expected.low
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.04 * width)


@pytest.mark.parametrize("shift", [0.0, 0.05, 0.1, 0.2])
def test_the_bootstraps_p_value_is_near_that_of_the_paired_t_test(shift: float) -> None:
    noise = stats.norm.rvs(size=(2, 300), random_state=5) * 0.5
    first, second = tuple(noise[0] + shift), tuple(noise[1])
    found = bootstrapped(Pairs(first, second), seed=1)
    assert found.p_value == pytest.approx(stats.ttest_rel(first, second).pvalue, abs=0.01)


def test_on_the_same_samples_the_gain_is_the_difference_of_the_shares() -> None:
    pairs = Pairs((1.0,) * 60 + (0.0,) * 40, (1.0,) * 50 + (0.0,) * 50)
    found = right_or_wrong(pairs)
    assert found.gain == pytest.approx(0.1)
    assert found.p_value == pytest.approx(0.5**10)
    # Bonett and Price by hand: 11/102 - 1/102 and its error √((12/102 - (10/102)²)/102).
    reach = stats.norm.ppf(0.975) * math.sqrt((12 / 102 - (10 / 102) ** 2) / 102)
    assert (found.low, found.high) == pytest.approx((10 / 102 - reach, 10 / 102 + reach))


def _mean(values: NDArray[float64], axis: int) -> NDArray[float64]:
    means: NDArray[float64] = values.mean(axis=axis)
    return means


def _share(right: int, samples: int) -> Estimate:
    return Estimate(right / samples, samples=samples, is_share=True)


def _repeated(values: list[float]) -> Estimate:
    mean = math.fsum(values) / len(values)
    return Estimate(mean, repetition_error(values), repetitions=len(values))
