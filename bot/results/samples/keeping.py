"""Keeps scores of single samples beside the results that they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.db.engine import Session
from bot.errors import BadRequest
from bot.results import store as results
from bot.results.model import Posted, Reading
from bot.results.samples import store
from bot.results.samples.fitting import fitting, of_reading
from bot.results.samples.model import SampleScores
from bot.texts import later

# Of one import, so that what is prepared stays small.
MOST_AT_ONCE = 300_000
# How many of a member's results are looked through.
NEWEST = 2_000


@dataclass(frozen=True)
class Kept:
    """How many results have scores now, of how many samples in all, and the files that fit no result."""

    results: int = 0
    samples: int = 0
    left: tuple[str, ...] = ()


def check_number(readings: Sequence[Reading]) -> None:
    """Raise BadRequest where the files hold scores of more samples than are kept at once."""
    if sum(len(one.scores) for reading in readings for one in reading.scores) > MOST_AT_ONCE:
        raise BadRequest(
            later(
                "These files hold scores of more than {count} samples. Post them in several steps.",
                count=MOST_AT_ONCE,
            )
        )


async def keep(
    session: Session, guild_id: int, author_id: int, readings: Sequence[Reading], post: str | None = None
) -> Kept:
    """Keep the scores in these files for the author's public results, those of `post` before the others."""
    if not any(reading.scores for reading in readings):
        return Kept()
    mine = await results.of_author(session, guild_id, author_id, NEWEST)
    of_post = [one for one in mine if one.post == post]
    found: dict[int, int] = {}
    left = []
    for reading in readings:
        fits = [
            (one.scores, posted)
            for one in reading.scores
            if (posted := _fitting(reading, one, of_post, mine)) is not None
        ]
        for scores, posted in fits:
            await store.save(session, guild_id, posted.id, scores)
            found[posted.id] = len(scores)
        if reading.scores and not fits:
            left.append(reading.file)
    return Kept(len(found), sum(found.values()), tuple(left))


def _fitting(
    reading: Reading, scores: SampleScores, of_post: Sequence[Posted], mine: Sequence[Posted]
) -> Posted | None:
    found = fitting(scores, of_reading(reading, of_post))
    return fitting(scores, of_reading(reading, mine)) if found is None else found
