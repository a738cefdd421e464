"""Which result the scores of single samples belong to: it is the mean of them, and of as many."""

import math
from collections.abc import Iterable, Mapping

from bot.results.model import Posted, Reading, Result
from bot.results.samples.model import SampleScores

# Some files round the value to four digits.
_ROUNDING = 1e-4


def fitting(scores: SampleScores, candidates: Iterable[Posted]) -> Posted | None:
    """The newest result that these are the scores of; None for none, and where two models fit as well."""
    found = [one for one in candidates if _fits(scores, one)]
    if len({one.result.model_name for one in found}) != 1:
        return None
    return max(found, key=lambda one: one.id)


def of_reading(reading: Reading, candidates: Iterable[Posted]) -> list[Posted]:
    """The candidates that are of a model in this file, where it names one."""
    models = {one.model or one.model_name for one in reading.results}
    return [one for one in candidates if not models or one.result.model_name in models]


def agree(scores: Mapping[str, float], result: Result) -> bool:
    """Whether a result is the mean of these scores, and of as many."""
    if not scores or result.samples not in (None, len(scores)):
        return False
    mean = math.fsum(scores.values()) / len(scores)
    return math.isclose(mean, result.value, rel_tol=0, abs_tol=_ROUNDING)


def _fits(scores: SampleScores, posted: Posted) -> bool:
    one = posted.result
    return (
        scores.task in (None, one.task)
        and (scores.metric, scores.filter) == (one.metric, one.filter)
        and agree(scores.scores, one)
    )
