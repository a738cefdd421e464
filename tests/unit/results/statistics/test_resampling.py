import random

import pytest

from bot.aside.helper import NoAnswer
from bot.results.statistics.paired import Pairs, bootstrapped
from bot.results.statistics.resampling import SEED, Resampler


def _scores(seed: int, count: int) -> tuple[float, ...]:
    chance = random.Random(seed)
    return tuple(chance.random() for _ in range(count))


async def test_scores_are_resampled_in_another_process_with_the_same_figures_each_time() -> None:
    pairs = Pairs(_scores(1, 200), _scores(2, 200))
    async with Resampler() as resampler:
        found = await resampler.difference(pairs, higher_is_better=False)
        assert found == await resampler.difference(pairs, higher_is_better=False)
    assert found.method == "bootstrap"
    assert found == bootstrapped(pairs, SEED, higher_is_better=False)


async def test_right_and_wrong_answers_need_no_process() -> None:
    async with Resampler(seconds=0.0) as resampler:
        found = await resampler.difference(Pairs((1.0,) * 12, (0.0,) * 12), higher_is_better=True)
    assert (found.method, found.gain) == ("mcnemar", 1.0)


async def test_a_bootstrap_that_takes_too_long_says_so() -> None:
    async with Resampler(seconds=0.001) as resampler:
        with pytest.raises(NoAnswer, match="longer than"):
            await resampler.difference(Pairs(_scores(1, 20), _scores(2, 20)), higher_is_better=True)
