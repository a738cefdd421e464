"""Where nothing differs, at most 5 % of the verdicts may say so; where something does, they must see it.

Every test draws its own samples with a fixed seed. `_MOST` is the highest share of wrong verdicts that 5 %
explains in so many trials, with a chance of one in a thousand.
"""

import math
import random
from collections.abc import Callable

import pytest

from bot.results.statistics.differences import Difference, difference
from bot.results.statistics.families import places
from bot.results.statistics.paired import Pairs, bootstrapped, match, right_or_wrong
from bot.results.statistics.spreads import Estimate, repetition_error, share_error, share_interval
from bot.results.statistics.verdicts import Word, verdicts

Draw = Callable[[random.Random], Difference | None]


def _most(trials: int) -> float:
    return 0.05 + 3.1 * math.sqrt(0.05 * 0.95 / trials)


def _share_of(word: Word, draw: Draw, trials: int) -> float:
    chance = random.Random(20)
    words = []
    for _ in range(trials):
        found = draw(chance)
        assert found is not None
        words.append(verdicts([found])[0].word)
    return words.count(word) / trials


def _clear(draw: Draw, trials: int) -> float:
    return 1 - _share_of("noise", draw, trials)


def _right(chance: random.Random, samples: int, share: float) -> int:
    return sum(chance.random() < share for _ in range(samples))


def _shares(samples: tuple[int, int], shares: tuple[float, float], *, with_counts: bool = True) -> Draw:
    def draw(chance: random.Random) -> Difference | None:
        return difference(
            *(_one(chance, *each) for each in zip(samples, shares, strict=True)), higher_is_better=True
        )

    def _one(chance: random.Random, count: int, share: float) -> Estimate:
        value = _right(chance, count, share) / count
        if with_counts:
            return Estimate(value, samples=count, is_share=True)
        return Estimate(value, share_error(value, count))

    return draw


def _speeds(repetitions: tuple[int, int], means: tuple[float, float], spreads: tuple[float, float]) -> Draw:
    def one(chance: random.Random, count: int, mean: float, spread: float) -> Estimate:
        runs = [chance.gauss(mean, spread) for _ in range(count)]
        return Estimate(math.fsum(runs) / count, repetition_error(runs), repetitions=count)

    def draw(chance: random.Random) -> Difference | None:
        pair = [one(chance, *each) for each in zip(repetitions, means, spreads, strict=True)]
        return difference(*pair, higher_is_better=True)

    return draw


def _pairs(samples: int, share: float, won: float, lost: float) -> Draw:
    """Right or wrong on the same samples: `won` and `lost` are the shares where only one is right."""

    def draw(chance: random.Random) -> Difference:
        first, second = [], []
        for _ in range(samples):
            at, both = chance.random(), chance.random() < share
            differs = at < won + lost
            first.append(float(at < won if differs else both))
            second.append(float(at >= won if differs else both))
        return right_or_wrong(Pairs(tuple(first), tuple(second)))

    return draw


def _scores(samples: int, gain: float) -> Draw:
    """Scores such as F1 on the same samples, skewed, with a common difficulty."""

    def draw(chance: random.Random) -> Difference:
        difficulty = [chance.betavariate(2, 1) for _ in range(samples)]
        first, second = (
            tuple(level + chance.gauss(0, 0.1) + 0.3 * chance.expovariate(4) + more for level in difficulty)
            for more in (gain, 0.0)
        )
        return bootstrapped(Pairs(first, second), seed=chance.getrandbits(32))

    return draw


@pytest.mark.parametrize("samples", [(30, 30), (164, 164), (1319, 200), (500, 2000)])
@pytest.mark.parametrize("share", [0.03, 0.5, 0.95])
def test_equal_shares_are_called_different_in_at_most_5_percent(
    samples: tuple[int, int], share: float
) -> None:
    trials = 1000
    assert _clear(_shares(samples, (share, share)), trials) <= _most(trials)


def test_equal_shares_with_nothing_but_their_errors_are_called_different_in_at_most_5_percent() -> None:
    trials = 1500
    draw = _shares((1319, 1319), (0.6, 0.6), with_counts=False)
    assert _clear(draw, trials) <= _most(trials)


def test_a_gain_of_5_points_on_2000_samples_is_seen_by_9_in_10() -> None:
    assert _share_of("better", _shares((2000, 2000), (0.65, 0.6)), 300) >= 0.85


@pytest.mark.parametrize("repetitions", [(2, 5), (3, 3), (5, 5), (3, 10), (5, 10)])
@pytest.mark.parametrize("spreads", [(2.0, 2.0), (0.5, 4.0), (2.0, 1.0)])
def test_equal_speeds_are_called_different_in_at_most_5_percent(
    repetitions: tuple[int, int], spreads: tuple[float, float]
) -> None:
    trials = 3000
    assert _clear(_speeds(repetitions, (50, 50), spreads), trials) <= _most(trials)


def test_a_speed_that_is_a_tenth_higher_is_seen_in_five_repetitions() -> None:
    assert _share_of("better", _speeds((5, 5), (55, 50), (1, 1)), 300) >= 0.95


@pytest.mark.parametrize("samples", [30, 164, 1319])
@pytest.mark.parametrize("apart", [0.02, 0.1, 0.2])
def test_equals_on_the_same_samples_are_called_different_in_at_most_5_percent(
    samples: int, apart: float
) -> None:
    trials = 600 if samples > 1000 else 2000
    assert _clear(_pairs(samples, 0.6, apart, apart), trials) <= _most(trials)


def test_on_the_same_samples_a_smaller_gain_is_seen_than_on_others() -> None:
    same = _share_of("better", _pairs(1319, 0.6, 0.05, 0.02), 300)
    other = _share_of("better", _shares((1319, 1319), (0.63, 0.6)), 300)
    assert same >= 0.95
    assert other <= 0.6


@pytest.mark.parametrize("samples", [20, 60])
def test_equal_scores_on_the_same_samples_are_called_different_in_at_most_5_percent(samples: int) -> None:
    trials = 500
    assert _clear(_scores(samples, 0.0), trials) <= _most(trials)


def test_a_gain_in_scores_on_the_same_samples_is_seen() -> None:
    assert _share_of("better", _scores(150, 0.05), 100) >= 0.9


@pytest.mark.parametrize(("share", "samples"), [(0.02, 40), (0.5, 40), (0.97, 164)])
def test_wilsons_interval_holds_the_share_in_95_percent(share: float, samples: int) -> None:
    chance, trials = random.Random(3), 3000
    found = [share_interval(_right(chance, samples, share) / samples, samples) for _ in range(trials)]
    assert sum(one.low <= share <= one.high for one in found) / trials >= 0.92


def test_with_ten_benchmarks_one_false_verdict_comes_in_at_most_5_percent_of_comparisons() -> None:
    chance, trials = random.Random(8), 500
    draw, false = _shares((400, 400), (0.6, 0.6)), 0
    for _ in range(trials):
        found = [one for one in (draw(chance) for _ in range(10)) if one is not None]
        false += any(verdict.word != "noise" for verdict in verdicts(found))
    assert false / trials <= _most(trials)


def test_among_twelve_equals_all_places_are_tied_in_95_percent_of_rankings() -> None:
    chance, trials = random.Random(9), 400
    wrong = 0
    for _ in range(trials):
        estimates = [Estimate(_right(chance, 300, 0.7) / 300, samples=300, is_share=True) for _ in range(12)]
        found = places(estimates, higher_is_better=True)
        wrong += any(place.best > 1 or place.worst < 12 for place in found)
    assert wrong / trials <= _most(trials)


def test_samples_are_paired_by_their_hash() -> None:
    keys = [str(number) for number in range(40)]
    first = {key: float(int(key) % 2) for key in keys}
    second = dict.fromkeys(reversed(keys[5:]), 1.0)
    pairs = match(first, second)
    assert pairs is not None
    assert (len(pairs.first), pairs.left_out, pairs.are_right_or_wrong) == (35, 5, True)
    assert match(first, {"7": 1.0}) is None
