"""Which set-up a ranking shows, who has which place in it, and what is claimed beside: pure rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.boards.model import PAGE, Group, Ranked, Standing
from bot.boards.store import Way
from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.registry import find
from bot.results.judging import estimate_of
from bot.results.model import Posted
from bot.results.scales import is_percentage
from bot.results.statistics.families import Place, places

Claim = float | str


def chosen(found: Sequence[Way], wanted: str | None, known: Benchmark | None) -> Way:
    """The set-up asked for; else the most common, of the whole test and its usual metric where it is there.

    `found` are not empty, the most common first.
    """

    def fitness(way: Way) -> tuple[bool, bool, bool]:
        return way.test == wanted, way.subset is None, known is None or way.metric == known.metric

    return max(found, key=fitness)


def standing(group: Group, middle: Posted) -> Standing:
    """A line with its middle run."""
    return Standing(middle, group.runs, group.members, group.low, group.high)


def page_of(
    lines: Sequence[Standing],
    shown_from: int,
    before: int,
    claims: Mapping[str, Claim],
    higher_is_better: bool | None,
) -> tuple[Ranked, ...]:
    """The lines from `shown_from` on, as many as a page holds, with their places among all `lines`.

    Before the first of `lines` there are `before` others, which were not looked at for ties: what lies behind
    one of `lines` lies behind them too.
    """
    found: Sequence[Place | None] = [None] * len(lines)
    if higher_is_better is not None:
        estimates = [estimate_of(one.result) for one in lines]
        found = [_moved(one, before) for one in places(estimates, higher_is_better=higher_is_better)]
    return tuple(
        Ranked(one, place, claims.get(one.model.lower()))
        for one, place in list(zip(lines, found, strict=True))[shown_from : shown_from + PAGE]
    )


def claimed(stated: Sequence[Mapping[str, Any]], benchmark: str) -> Claim | None:
    """What a model card claims of the whole of a benchmark, in the unit of results; the first of several.

    Words such as "25.59%" stay as they are. How it was measured is not known.
    """
    for claim in stated:
        known = find(str(claim["benchmark"]))
        if known is None or known[0].id != benchmark or known[1] is not None:
            continue
        value = claim["value"]
        if isinstance(value, str):
            return value
        is_share = known[0].unit == "share"
        return value / 100 if is_share and is_percentage(benchmark, value, marked=False) else float(value)
    return None


def _moved(place: Place, before: int) -> Place:
    best = place.best + before if place.best > 1 else 1
    return Place(best, place.worst + before, place.is_known)
