"""Several comparisons at once: the correction for their number, and places in a ranking with their ties."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.results.statistics.differences import contrast
from bot.results.statistics.spreads import LEVEL, Estimate


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values corrected for their number, in the same order, so that the level holds for all.

    Holm, Scandinavian Journal of Statistics 6 (1979), 65-70.
    """
    corrected, largest = [0.0] * len(p_values), 0.0
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        corrected[index] = largest
    return corrected


@dataclass(frozen=True)
class Place:
    """The places, from 1, that a value of a ranking may really have; a tie where they differ.

    `is_known` is False for a value of unknown uncertainty, whose place is that of the bare value, and for one
    that cannot be told from another since only a bound of its error is known.
    """

    best: int
    worst: int
    is_known: bool = True

    @property
    def is_tied(self) -> bool:
        """Whether another value of the ranking cannot be told from this one."""
        return self.best != self.worst


def places(estimates: Sequence[Estimate], *, higher_is_better: bool, level: float = LEVEL) -> list[Place]:
    """The place of each value: behind all that are clearly better, before all that are clearly worse.

    Clearly: by a test of each pair with Bonferroni's correction for the number of pairs, so that with `level`
    all places are right together (Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies 91, 2024,
    476-518). A value of unknown uncertainty takes its place by its bare value, and ties only with the same;
    so does one of which only a bound of the error is known, beside those from which it is not clearly apart.
    The time grows with the square of the number of values: give it those that are shown, not thousands.
    """
    known = [contrast(each, each, higher_is_better=higher_is_better) is not None for each in estimates]
    strict = (1 - level) / max(1, sum(known) * (sum(known) - 1) // 2)
    direction = 1 if higher_is_better else -1
    ahead, behind = [0] * len(estimates), [0] * len(estimates)
    for (one, first), (two, second) in combinations(enumerate(estimates), 2):
        found = contrast(first, second, higher_is_better=higher_is_better)
        if found is None:
            lead = direction * (first.value - second.value)
        elif found.p_value <= strict:
            lead = found.centre
        elif found.is_bound:
            lead = found.centre
            for index, each in ((one, first), (two, second)):
                known[index] = known[index] and not each.is_bound
        else:
            lead = 0.0
        if lead:
            better, worse = (one, two) if lead > 0 else (two, one)
            behind[better] += 1
            ahead[worse] += 1
    return [
        Place(1 + before, len(estimates) - after, is_known)
        for before, after, is_known in zip(ahead, behind, known, strict=True)
    ]
