"""Which results moderators should look at without anybody having asked: pure."""

from collections.abc import Hashable, Iterable
from statistics import median

from bot.results.benchmarks.registry import by_id
from bot.results.comparability import Looked, differences_of, is_speed, looked_at
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
MOST_WAYS = 50
# What alone explains that a speed, or a score too, is far from others.
_OF_SPEEDS, _OF_ALL = frozenset({"hardware", "engine"}), frozenset({"quantisation", "dtype"})


class Others:
    """What other members measured, the newest first, looked at once for any number of new results.

    Of the ways in which they measured, the newest MOST_WAYS count.
    """

    def __init__(self, results: Iterable[Result]) -> None:
        self._ways: dict[Hashable, tuple[Looked, list[float]]] = {}
        self._alike: dict[Hashable, list[float]] = {}
        for looked in map(looked_at, results):
            way = looked.result.model_name, looked.way
            if way in self._ways or len(self._ways) < MOST_WAYS:
                self._ways.setdefault(way, (looked, []))[1].append(looked.result.value)

    def alike(self, result: Result) -> list[float]:
        """The values of the same test of the same model, where nothing explains that they lie far apart."""
        new = looked_at(result)
        way = result.model_name, new.way
        if way not in self._alike:
            found = (values for one, values in self._ways.values() if _is_same(one, new))
            self._alike[way] = [value for values in found for value in values]
        return self._alike[way]


def oddness(result: Result, others: Others) -> str | None:
    """A key of REASONS, or None; `others` are results of other members."""
    known = by_id(result.benchmark)
    chance = None if known is None or result.metric != known.metric or result.subset else known.chance
    error = 0.0 if result.spread is None else result.spread.standard_error
    if chance is not None and result.spread is not None and result.value + SURE * error < chance:
        return BELOW_CHANCE
    alike = others.alike(result)
    if len(alike) < OTHERS:
        return None
    middle = median(alike)
    reach = FAR_POINTS if result.unit == "share" else FAR_SHARE * abs(middle)
    return FAR_FROM_OTHERS if abs(result.value - middle) > reach else None


def _is_same(other: Looked, new: Looked) -> bool:
    one, result = other.result, new.result
    if one.model_name != result.model_name or one.unit != result.unit or one.task != result.task:
        return False
    explains = _OF_ALL | _OF_SPEEDS if is_speed(one) else _OF_ALL
    return not any(found.blocks or found.name in explains for found in differences_of(other, new))
