"""Two results on the same samples: McNemar's test, and a bootstrap for scores other than right or wrong."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.results.statistics.differences import Difference
from bot.results.statistics.distributions import binomial_at, binomial_up_to, critical
from bot.results.statistics.spreads import LEVEL

FEWEST_PAIRS = 10


@dataclass(frozen=True)
class Pairs:
    """The scores of two results on their common samples, in the same order; `left_out` stand in one only."""

    first: tuple[float, ...]
    second: tuple[float, ...]
    left_out: int = 0

    @property
    def are_right_or_wrong(self) -> bool:
        """Whether every score is 0 or 1."""
        return set(self.first) | set(self.second) <= {0.0, 1.0}


@dataclass(frozen=True)
class Resampling:
    """What is asked of the process that draws samples again."""

    pairs: Pairs
    seed: int
    higher_is_better: bool


def match(first: Mapping[str, float], second: Mapping[str, float]) -> Pairs | None:
    """The scores of the samples, by the hash of each, that both results hold; None for less than ten."""
    common = sorted(first.keys() & second.keys())
    if len(common) < FEWEST_PAIRS:
        return None
    left_out = len(first.keys() ^ second.keys())
    return Pairs(tuple(first[key] for key in common), tuple(second[key] for key in common), left_out)


def mid_p(wins: int, losses: int) -> float:
    """McNemar's mid-p value, two-sided: only samples where one was right and the other wrong count.

    Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13 (2013), 91: the exact value
    2·P(X ≤ fewer of both) less P(X = fewer of both), X binomial with ½.
    """
    trials, fewer = wins + losses, min(wins, losses)
    if wins == losses:
        return 1.0
    return min(1.0, 2 * binomial_up_to(fewer, trials) - binomial_at(fewer, trials))


def right_or_wrong(pairs: Pairs, *, higher_is_better: bool = True, level: float = LEVEL) -> Difference:
    """The difference of two shares of right answers on the same samples.

    p-value by McNemar's mid-p, interval by Bonett and Price, Journal of Educational and Behavioral
    Statistics 37 (2012), 479-488, as Fagerland and others recommend (Statistics in Medicine 33, 2014).
    """
    wins = sum(a > b for a, b in zip(pairs.first, pairs.second, strict=True))
    losses = sum(a < b for a, b in zip(pairs.first, pairs.second, strict=True))
    if not higher_is_better:
        wins, losses = losses, wins
    samples = len(pairs.first)
    won, lost = (wins + 1) / (samples + 2), (losses + 1) / (samples + 2)
    reach = critical(level) * math.sqrt((won + lost - (won - lost) ** 2) / (samples + 2))
    low, high = max(-1.0, won - lost - reach), min(1.0, won - lost + reach)
    return Difference((wins - losses) / samples, low, high, mid_p(wins, losses), "mcnemar")


def bootstrapped(
    pairs: Pairs, seed: int, *, higher_is_better: bool = True, level: float = LEVEL
) -> Difference:
    """The mean difference of any scores on the same samples, by a bootstrap; see `bootstrap.py`.

    Slow (a second for 14,000 samples): to be run in a process of its own. A seed always gives the same.
    """
    # Imported here: NumPy's 20 MB belong to the process that draws.
    from bot.results.statistics.bootstrap import mean_gain

    direction = 1 if higher_is_better else -1
    gains = [direction * (a - b) for a, b in zip(pairs.first, pairs.second, strict=True)]
    return mean_gain(gains, seed, level)
