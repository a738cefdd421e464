"""Which results of an answer are tested on their common samples, as in a comparison."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.competitive.model import Answer, Tests
from bot.db.engine import Session
from bot.results.model import Result
from bot.results.samples import store
from bot.results.samples.knowing import scores_of
from bot.results.samples.testing import Asked, PairTester

# Of all results together so many samples are read; of those that come later standard errors tell.
MOST_SAMPLES: Final = 300_000


@dataclass(frozen=True)
class Asking:
    """Two results, by their ids, and what they scored on each sample."""

    ids: tuple[int, int]
    scores: Asked


async def to_test(session: Session, guild_id: int, told: Answer) -> list[Asking]:
    """The pairs of an answer of which the scores of both are known."""
    pairs = {(first, second): each for first, second, each in _pairs(told)}
    every = {one for ids in pairs for one in ids}
    counts = await store.counts(session, guild_id, every)
    chosen, results, left = [], dict[int, Result](), MOST_SAMPLES
    for ids, each in pairs.items():
        new = dict(zip(ids, each, strict=True))
        size = sum(counts.get(one, 0) for one in new.keys() - results.keys())
        if all(one in counts for one in ids) and size <= left:
            left -= size
            results |= new
            chosen.append(ids)
    known = await scores_of(session, guild_id, results) if chosen else {}
    return [
        Asking((first, second), Asked(known[first], known[second], results[first].higher_is_better))
        for first, second in chosen
        if first in known and second in known
    ]


async def outcomes(tester: PairTester, asking: Sequence[Asking]) -> Tests:
    """What the tests found, of those that could be made."""
    found = await tester.test([one.scores for one in asking])
    return {one.ids: test for one, test in zip(asking, found, strict=True) if test is not None}


def _pairs(told: Answer) -> Iterator[tuple[int, int, tuple[Result, Result]]]:
    """What stands beside the model, the best first; then newer bases beside the old one and the model."""
    for one in told.scores:
        ours = one.ours.standing.posted
        for rival in one.rivals:
            yield ours.id, rival.line.id, (ours.result, rival.line.result)
    for candidate in told.candidates:
        for each in (*candidate.beside_base, *candidate.beside_model):
            yield each.first.id, each.second.id, (each.pair.first, each.pair.second)
