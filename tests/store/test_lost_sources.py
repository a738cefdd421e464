"""The pause of a watch ends when what it watches is gone from the Hub."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.hub.errors import RepositoryGone
from bot.releases.listening import FirstLook, Look, Past
from bot.releases.losing import Losing, note
from bot.releases.model import ListKind, Plan, ReadList, Source, Watch
from bot.releases.saving import Saver, pause
from bot.releases.store import watches
from bot.texts import Language
from tests.store.test_timekeeping import CHANNEL, GUILD, NOW, PERSON, count, watch

MODERATORS = 70
TOOL = Source("revisions", "acme/Tool-1B")
UNTIL = NOW + timedelta(hours=1)


class Hub:
    """Listens to one repository, which is there or gone."""

    def __init__(self) -> None:
        self.is_gone = True

    async def first_look(self, source: Source, kind: ListKind) -> FirstLook:
        if self.is_gone:
            raise RepositoryGone(source.value)
        return FirstLook(memory={"sha": kind})

    async def look(self, watched: ReadList) -> Look:
        raise AssertionError(watched)

    async def past(self, source: Source, kind: ListKind) -> Past:
        raise AssertionError(source, kind)


class Server:
    """A server with a channel for moderators."""

    def is_ready(self) -> bool:
        return True

    def knows(self, guild_id: int) -> bool:
        return guild_id == GUILD

    async def can_post(self, guild_id: int, channel_id: int) -> bool:
        return self.knows(guild_id) and channel_id > 0

    async def needs_tag(self, guild_id: int, channel_id: int) -> bool:
        return not await self.can_post(guild_id, channel_id)

    async def missing_rights(self, guild_id: int, channel_id: int, language: Language) -> str:
        return "" if await self.can_post(guild_id, channel_id) else language.name

    async def moderators(
        self, guild_id: int, preferred: Sequence[int], person_id: int | None, avoid: int
    ) -> int | None:
        assert (guild_id, person_id, avoid) == (GUILD, PERSON, CHANNEL)
        return next(iter(preferred), MODERATORS)


async def paused(database: Database) -> Watch:
    """A watch that a moderator has paused until a time."""
    candidate = await watch(database, Plan(TOOL, CHANNEL, ("model",)))
    async with database.transaction() as session:
        await pause(session, GUILD, candidate.watch.id, UNTIL, PERSON, NOW)
    return await now_is(database, candidate.watch.id)


async def now_is(database: Database, watch_id: int) -> Watch:
    async with database.transaction() as session:
        found = await watches.one(session, GUILD, watch_id)
    assert found is not None
    return found


async def queued(database: Database) -> int:
    return await count(database, "pgqueuer WHERE entrypoint = 'tell_lost'")


async def test_a_watch_stays_paused_moderators_are_told_once_and_it_can_go_on_later(
    database: Database,
) -> None:
    hub, one = Hub(), await paused(database)
    saver = Saver(database, {"revisions": hub}, lambda: NOW)
    await saver.end_pause(one, note)
    await saver.end_pause(one, note)
    left = await now_is(database, one.id)
    assert (left.state, left.pause_reason, left.paused_until) == ("paused", "source_gone", None)
    assert await queued(database) == 1
    job = {"guild": GUILD, "watch": one.id, "until": UNTIL.isoformat()}
    losing = Losing(database, Server(), lambda: NOW)
    await losing.tell(job, 0)
    await losing.tell(job, 1)
    async with database.transaction() as session:
        [told] = await session.execute(text("SELECT channel_id, message::text FROM delivery"))
    assert told.channel_id == MODERATORS
    assert "acme/Tool-1B" in told.message
    assert f"<#{CHANNEL}>" in told.message
    hub.is_gone = False
    await saver.resume(left, PERSON)
    assert (await now_is(database, one.id)).state == "active"


async def test_of_a_watch_that_was_resumed_meanwhile_nobody_is_told(database: Database) -> None:
    hub, one = Hub(), await paused(database)
    saver = Saver(database, {"revisions": hub}, lambda: NOW)
    await saver.end_pause(one, note)
    hub.is_gone = False
    await saver.resume(await now_is(database, one.id), PERSON)
    job = {"guild": GUILD, "watch": one.id, "until": UNTIL.isoformat()}
    await Losing(database, Server(), lambda: NOW).tell(job, 0)
    assert await count(database, "delivery") == 0


@pytest.mark.parametrize("is_gone", [True, False])
async def test_a_pause_that_somebody_made_longer_does_not_end(database: Database, *, is_gone: bool) -> None:
    hub, one = Hub(), await paused(database)
    hub.is_gone = is_gone
    async with database.transaction() as session:
        await pause(session, GUILD, one.id, UNTIL + timedelta(hours=1), PERSON, NOW)
    await Saver(database, {"revisions": hub}, lambda: NOW).end_pause(one, note)
    longer = await now_is(database, one.id)
    assert (longer.pause_reason, longer.paused_until) == ("moderator", UNTIL + timedelta(hours=1))
    assert await queued(database) == 0
    assert await count(database, "watched_list") == 0
