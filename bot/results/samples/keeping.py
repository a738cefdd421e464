"""Keeps scores of single samples beside the results that they belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.db.engine import Session
from bot.errors import BadRequest
from bot.results import history, own_store
from bot.results.model import Change, Posted, Reading
from bot.results.samples import store
from bot.results.samples.fitting import fitting, of_reading
from bot.results.samples.model import SampleScores
from bot.texts import later

# Of one import, so that what is prepared stays small.
MOST_AT_ONCE = 300_000
# How many of a member's results are looked through.
NEWEST = 2_000


@dataclass(frozen=True)
class Fit:
    """Scores and the result that they are of; `before` are the scores that it has, empty for none."""

    scores: SampleScores
    posted: Posted
    before: int = 0


@dataclass(frozen=True)
class Fits:
    """What belongs to which result, the files that fit none, and how many results have just these scores."""

    found: tuple[Fit, ...] = ()
    left: tuple[str, ...] = ()
    same: int = 0


@dataclass(frozen=True)
class Kept:
    """How many results have scores now, of how many samples in all, and the files that fit no result.

    `posts` are those of the results, by their nonces.
    """

    results: int = 0
    samples: int = 0
    left: tuple[str, ...] = ()
    posts: frozenset[str] = frozenset()


def check_number(readings: Sequence[Reading]) -> None:
    """Raise BadRequest where the files hold scores of more samples than are kept at once."""
    if sum(len(one.scores) for reading in readings for one in reading.scores) > MOST_AT_ONCE:
        raise BadRequest(
            later(
                "These files hold scores of more than {count} samples. Post them in several steps.",
                count=MOST_AT_ONCE,
            )
        )


async def fits(
    session: Session, guild_id: int, author_id: int, readings: Sequence[Reading], post: str | None = None
) -> Fits:
    """Which of the author's public results the scores in these files belong to, those of `post` first."""
    if not any(reading.scores for reading in readings):
        return Fits()
    mine = await own_store.of_author(session, guild_id, author_id, NEWEST)
    of_post = [one for one in mine if one.post == post]
    found: dict[int, Fit] = {}
    left = []
    for reading in readings:
        of_file = list(_of_file(reading, of_post, mine))
        found |= {one.posted.id: one for one in of_file}
        if reading.scores and not of_file:
            left.append(reading.file)
    there = await store.of_results(session, guild_id, found)
    new = [
        Fit(one.scores, one.posted, len(there.get(result_id, ())))
        for result_id, one in found.items()
        if there.get(result_id) != one.scores.scores
    ]
    return Fits(tuple(new), tuple(left), len(found) - len(new))


async def keep(
    session: Session,
    guild_id: int,
    author_id: int,
    readings: Sequence[Reading],
    now: datetime,
    post: str | None = None,
) -> Kept:
    """Keep the scores in these files for the author's public results, those of `post` before the others.

    What is kept for another post than `post` is noted in the result's history: its post is to be redrawn.
    """
    wanted = await fits(session, guild_id, author_id, readings, post)
    for one in wanted.found:
        await store.save(session, guild_id, one.posted.id, one.scores.scores)
        if one.posted.post != post:
            act = Change(one.posted.id, "rescored" if one.before else "scored", author_id, now)
            await history.note(session, guild_id, act)
    samples = sum(len(one.scores.scores) for one in wanted.found)
    posts = frozenset(one.posted.post for one in wanted.found)
    return Kept(len(wanted.found), samples, wanted.left, posts)


def _of_file(reading: Reading, of_post: Sequence[Posted], mine: Sequence[Posted]) -> Iterable[Fit]:
    for scores in reading.scores:
        posted = fitting(scores, of_reading(reading, of_post)) or fitting(scores, of_reading(reading, mine))
        if posted is not None:
            yield Fit(scores, posted)
