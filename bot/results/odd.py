"""Which results moderators should look at without anybody having asked: pure."""

from collections.abc import Sequence
from statistics import median

from bot.results.benchmarks.registry import by_id
from bot.results.comparability import differences, is_speed
from bot.results.model import Result
from bot.texts import later

BELOW_CHANCE = "below_chance"
FAR_FROM_OTHERS = "far_from_others"
REASONS = {
    BELOW_CHANCE: later("clearly below what blind guessing reaches"),
    FAR_FROM_OTHERS: later("far from what others measured of the same model in the same way"),
}
# Standard errors below chance, of the result alone: that seldom happens to an honest run.
SURE = 4
# What others found is trusted from so many of them on, and so much beside their median is far.
OTHERS = 2
FAR_POINTS, FAR_SHARE = 0.15, 0.5
# What alone explains that a speed, or a score too, is far from others.
_OF_SPEEDS, _OF_ALL = frozenset({"hardware", "engine"}), frozenset({"quantisation", "dtype"})


def oddness(result: Result, others: Sequence[Result]) -> str | None:
    """A key of REASONS, or None; `others` are results of other members."""
    known = by_id(result.benchmark)
    chance = None if known is None or result.metric != known.metric or result.subset else known.chance
    error = 0.0 if result.spread is None else result.spread.standard_error
    if chance is not None and result.spread is not None and result.value + SURE * error < chance:
        return BELOW_CHANCE
    alike = [one.value for one in others if _is_same(one, result)]
    if len(alike) < OTHERS:
        return None
    middle = median(alike)
    reach = FAR_POINTS if result.unit == "share" else FAR_SHARE * abs(middle)
    return FAR_FROM_OTHERS if abs(result.value - middle) > reach else None


def _is_same(one: Result, other: Result) -> bool:
    """The same test of the same model, where nothing in the set-up explains that the values lie far apart."""
    if one.model_name != other.model_name or one.unit != other.unit or one.task != other.task:
        return False
    explains = _OF_ALL | _OF_SPEEDS if is_speed(one) else _OF_ALL
    return not any(found.blocks or found.name in explains for found in differences(one, other))
