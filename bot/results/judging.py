"""From two results to their difference: what is known of each, and what may be said of both."""

from collections.abc import Sequence

from bot.results.benchmarks.registry import by_id
from bot.results.comparability import Differs, differences, obstacle
from bot.results.metrics import metric_of
from bot.results.model import Result
from bot.results.statistics.differences import Difference, difference
from bot.results.statistics.spreads import Estimate, is_share_error
from bot.results.statistics.verdicts import NO_DIRECTION, NO_ERROR
from bot.texts import Sentence

# What a paired test makes equal by itself, since it looks at common samples only.
_SETTLED_BY_PAIRS = frozenset({"limit", "partial", "samples"})


def estimate_of(result: Result) -> Estimate:
    """How well the value of a result is known.

    Where its error shows that each sample was right or wrong, their number says more than the error. A speed
    of which only the deviation of its runs or requests is known takes that for a bound of its error, which is
    smaller by up to the root of their number.
    """
    spread, samples = result.spread, result.samples
    if spread is not None and spread.origin == "repetitions":
        return Estimate(result.value, spread.standard_error, samples, repetitions=samples)
    error = result.deviation if spread is None else spread.standard_error
    is_share, is_bound = _is_share(result), spread is None and error is not None
    return Estimate(result.value, error, samples, is_share=is_share, is_bound=is_bound)


def judged(
    first: Result,
    second: Result,
    paired: Difference | None = None,
    differing: Sequence[Differs] | None = None,
) -> Difference | Sentence:
    """The difference of two results, or why there is none to speak of.

    `paired` is that of their common samples, where these are known (`statistics/paired.py`): it holds for
    results of different samples too. `differing` is what `differences` finds, where that is known already.
    """
    found = differences(first, second) if differing is None else tuple(differing)
    if paired is not None:
        found = without_settled(found)
    reason = obstacle(found)
    if reason is not None:
        return reason
    if first.higher_is_better is None:
        return NO_DIRECTION
    if paired is not None:
        return paired
    known = difference(estimate_of(first), estimate_of(second), higher_is_better=first.higher_is_better)
    return NO_ERROR if known is None else known


def without_settled(found: Sequence[Differs]) -> tuple[Differs, ...]:
    """What differs still where only common samples are looked at."""
    return tuple(one for one in found if one.name not in _SETTLED_BY_PAIRS)


def _is_share(result: Result) -> bool:
    """Whether the value is the share of samples that were right: a given error shows it, else the metric."""
    if result.unit != "share" or result.samples is None:
        return False
    if result.spread is not None and result.spread.origin == "given" and 0 < result.value < 1:
        return is_share_error(result.value, result.spread.standard_error, result.samples)
    known = by_id(result.benchmark)
    return metric_of(result.metric).binary and (known is None or result.metric not in known.graded)
