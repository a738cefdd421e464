"""Which results of two models are most alike in how they were measured, and the middle one of equal runs."""

import sys
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.results.comparability import Looked, differences_of, fewest_between, identity, looked_at
from bot.results.model import Result

# Ways to measure a test that are set beside those of another model: each is looked at beside each.
MOST_WAYS = 100
_Ways = Mapping[Hashable, Sequence[Looked]]


@dataclass(frozen=True)
class Middle:
    """The middle one `of` several runs."""

    result: Result
    of: tuple[Result, ...]

    @property
    def runs(self) -> int:
        """How many there are."""
        return len(self.of)

    @property
    def low(self) -> float:
        """The lowest value."""
        return min(one.value for one in self.of)

    @property
    def high(self) -> float:
        """The highest value."""
        return max(one.value for one in self.of)


def most_alike(ours: Sequence[Result], theirs: Sequence[Result]) -> tuple[Middle, Middle]:
    """The pair with the fewest decisive differences, then the fewest of all, then the newest.

    What is only claimed is taken where nothing was measured. Of several runs that are as much alike, and
    stand in one line of a ranking, it is the middle one.
    """
    ways, others = _ways(_measured(ours)), _ways(_measured(theirs))
    common = ways.keys() & others.keys()
    nearest, near = _nearest(ways, common), _nearest(others, common)
    fewest, best = (sys.maxsize, 0), (nearest[0], near[0])
    for first, second in product(nearest, near):
        if not fewest[0] and fewest_between(first, second) >= fewest[1]:
            continue
        unlike = _unlike(first, second)
        if unlike < fewest:
            fewest, best = unlike, (first, second)
        if not unlike[1]:
            break
    middle = _middle(_equal(nearest, best[0], best[1], ways))
    return middle, _middle(_equal(near, best[1], looked_at(middle.result), others))


def _unlike(first: Looked, second: Looked) -> tuple[int, int]:
    found = differences_of(first, second)
    return sum(one.blocks for one in found), len(found)


def _equal(near: Sequence[Looked], chosen: Looked, other: Looked, ways: _Ways) -> list[Result]:
    """All runs that differ from the other model's as the chosen one does, and stand in its line."""
    unlike = _unlike(chosen, other)
    nearly = [one for one in near if fewest_between(one, other) <= unlike[1]]
    equal = [one for one in nearly if one is chosen or _unlike(one, other) == unlike]
    if len(equal) > 1:
        line = _line(chosen.result)
        equal = [one for one in equal if one is chosen or _line(one.result) == line]
    return [run.result for one in equal for run in ways[one.way]]


def _line(result: Result) -> tuple[object, ...]:
    return identity(result), result.setup.quantisation


def _middle(runs: Sequence[Result]) -> Middle:
    """The middle one; of two middle ones the worse, as in rankings."""
    is_higher = runs[0].higher_is_better is not False
    worst_first = sorted(runs, key=lambda one: one.value if is_higher else -one.value)
    return Middle(worst_first[(len(runs) - 1) // 2], tuple(runs))


def _measured(results: Sequence[Result]) -> Sequence[Result]:
    return [one for one in results if one.provenance != "claimed"] or results


def _nearest(ways: _Ways, common: Collection[Hashable]) -> list[Looked]:
    """All; of more than MOST_WAYS those in which the other model was measured too, then the newest."""
    firsts = [runs[0] for runs in ways.values()]
    if len(firsts) <= MOST_WAYS:
        return firsts
    return sorted(firsts, key=lambda one: one.way not in common)[:MOST_WAYS]


def _ways(results: Iterable[Result]) -> dict[Hashable, list[Looked]]:
    """The runs of one model that were measured alike, by their way."""
    found: dict[Hashable, list[Looked]] = {}
    for one in map(looked_at, results):
        found.setdefault(one.way, []).append(one)
    return found
