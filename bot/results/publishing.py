"""What makes results public: their rows and the post in the channel, both or neither."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from bot.db.engine import Session
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.in_turns import in_turns
from bot.jobs.queue import enqueue
from bot.outbox.model import Draft
from bot.outbox.service import put
from bot.results import facts, history, post_cards, store
from bot.results.linked import store as linked
from bot.results.linked.following import notebooks_follow
from bot.results.model import Posted, Reading, State
from bot.results.noticing import notice_odd, notice_revisions
from bot.results.permission import require_may_post, require_not_hidden
from bot.results.reproduction import store as reproduction
from bot.results.reproduction.linking import judge_again
from bot.results.reproduction.model import LINK_BACK
from bot.results.rewriting import redraw
from bot.results.summarising import names_of, summarise
from bot.results.unlisted import store as unlisted
from bot.results.unlisted.model import JOB
from bot.texts import language, later, moment


@dataclass(frozen=True)
class Publication:
    """Who posts, where, the nonce of the post, and the member's notebook that the results came out of.

    `is_open` is whether everybody in the server may read there.
    """

    guild_id: int
    channel_id: int
    author_id: int
    nonce: str
    notebook_id: int | None = None
    is_open: bool = True


async def require_new(
    session: Session, guild_id: int, author_id: int, readings: Sequence[Reading], now: datetime
) -> int:
    """How many of the results are public here already.

    Raises BadRequest when there is nothing new, and what `permission.py` raises.
    """
    await require_may_post(session, guild_id, author_id, now)
    keys = await _keys(author_id, readings)
    await _require_not_hidden(session, guild_id, keys, readings)
    there = await posted_before(session, guild_id, readings)
    if there is not None:
        raise _posted_before(there)
    doubled = await _count_public(session, guild_id, keys)
    if doubled == len(keys):
        raise _all_public()
    return doubled


async def posted_before(session: Session, guild_id: int, readings: Sequence[Reading]) -> Posted | None:
    """One of the results of these very files, when all of them were posted before."""
    hashes = {reading.sha256 for reading in readings if reading.sha256}
    there = await store.posted_files(session, guild_id, hashes)
    return next(iter(there.values())) if there and len(there) == len(readings) else None


async def count_public(session: Session, guild_id: int, author_id: int, readings: Sequence[Reading]) -> int:
    """How many of the results are public here already."""
    return await _count_public(session, guild_id, await _keys(author_id, readings))


async def make_public(
    session: Session, where: Publication, readings: Sequence[Reading], hub: str, now: datetime
) -> int:
    """Store the results and what will be posted; how many were new.

    Raises BadRequest when none was, and what `permission.py` raises.
    """
    await reproduction.hold(session, where.guild_id)
    await require_may_post(session, where.guild_id, where.author_id, now)
    guild_id, author_id = where.guild_id, where.author_id
    by_reading = [await _keys(author_id, [reading]) for reading in readings]
    await _require_not_hidden(session, guild_id, chain.from_iterable(by_reading), readings)
    added: list[int] = []
    state = await _state(session, where)
    for reading, keys in zip(readings, by_reading, strict=True):
        if not keys:
            continue
        added += await store.add(session, guild_id, author_id, where.nonce, reading, keys, now, state)
    if not added:
        raise _all_public()
    spoken = language((await guilds.settings(session, where.guild_id)).spoken)
    others = await judge_again(session, where.guild_id, added)
    if where.notebook_id is not None:
        await linked.link(session, where.guild_id, where.notebook_id, added, now)
    told = await history.of_post(session, where.guild_id, where.nonce)
    told = replace(told, channel_id=where.channel_id)
    await summarise(session, where.guild_id, names_of(told.posted))
    await notice_odd(session, where.guild_id, told.posted, now)
    await notice_revisions(session, [one.result for one in told.posted])
    message = post_cards.post(told, where.nonce, hub, spoken)
    afterwards = LINK_BACK if others or where.notebook_id is not None else None
    draft = Draft(where.guild_id, where.channel_id, where.nonce, message, afterwards=afterwards)
    await put(session, [draft], now)
    await redraw(session, where.guild_id, others, hub)
    await notebooks_follow(session, where.guild_id, [where.nonce])
    return len(added)


async def _state(session: Session, where: Publication) -> State:
    """What results posted there become; a job looks again where the channel is not noted as just so open.

    It may have closed since it was asked: then it is noted so, and the job finds nothing that has changed.
    """
    noted = await unlisted.add(session, where.guild_id, where.channel_id, is_open=where.is_open)
    if noted != where.is_open:
        await enqueue(session, JOB, {"guild": where.guild_id})
    return "public" if where.is_open and noted is not False else "unlisted"


async def _count_public(session: Session, guild_id: int, keys: Sequence[str]) -> int:
    there = await store.public_facts(session, guild_id, keys)
    return sum(key in there for key in keys)


async def _require_not_hidden(
    session: Session, guild_id: int, keys: Iterable[str], readings: Sequence[Reading]
) -> None:
    hashes = {reading.sha256 for reading in readings if reading.sha256}
    await require_not_hidden(session, guild_id, set(keys), hashes)


async def _keys(author_id: int, readings: Sequence[Reading]) -> list[str]:
    """The facts of every result, in their order."""
    results = chain.from_iterable(reading.results for reading in readings)
    return [facts.key(one, author_id) async for one in in_turns(results)]


def _all_public() -> BadRequest:
    return BadRequest(later("All of these results are public here already. Nothing was changed."))


def _posted_before(posted: Posted) -> BadRequest:
    return BadRequest(
        later(
            "This very file was posted here by {member} {when}. Nothing was changed.",
            member=f"<@{posted.author_id}>",
            when=moment(posted.created_at),
        )
    )
