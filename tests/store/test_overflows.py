"""A release that is beyond the cap of very many channels."""

import asyncio

from sqlalchemy import text

from bot.db.engine import Database
from bot.releases import announcing, holding, roundup_posts
from bot.releases.model import Plan, Source
from bot.releases.store import announced, families
from bot.releases.timing import Timing
from tests.store.holding import held
from tests.store.statements import statements
from tests.store.test_timekeeping import NOW, count, find, release, watch

CHANNELS = 30


async def test_however_many_channels_are_full_their_messages_take_few_statements(database: Database) -> None:
    plans = [
        Plan(Source("author", "acme"), channel, ("model",), timing=Timing(most=1))
        for channel in range(1, CHANNELS + 1)
    ]
    wanted = [await watch(database, plan) for plan in plans]
    ids = await find(database, "Aurora", "Borealis", "Comet")
    async with database.transaction() as session:
        await announcing.post(session, ids["Aurora"], release("Aurora"), wanted, NOW)
    async with statements(database) as sent, database.transaction() as session:
        timed = await holding.sort(session, wanted, None, NOW)
        await roundup_posts.open_overflows(session, ids["Borealis"], release("Borealis"), timed.over, NOW)
    assert len(timed.over) == CHANNELS
    assert len(sent) < CHANNELS / 2
    assert await count(database, "roundup") == CHANNELS
    async with database.transaction() as session:
        again = await holding.sort(session, wanted, None, NOW)
    assert len({at.delivery_id for _, at in again.over} - {None}) == CHANNELS


async def test_an_older_look_at_a_message_of_several_releases_is_not_written_last(database: Database) -> None:
    candidate = await watch(database)
    ids = await find(database, "Aurora", "Borealis")
    async with database.transaction() as session:
        told = [(ids["Aurora"], release("Aurora"), candidate.watch)]
        await roundup_posts.post(session, "cap", told, "en", NOW)
        [delivery_id] = await session.scalars(text("SELECT delivery_id FROM roundup"))

    async def refresh() -> None:
        async with database.transaction() as session:
            await roundup_posts.refresh(session, [delivery_id])

    async with database.transaction() as session:
        await families.hold_posts(session, [delivery_id])
        older = asyncio.create_task(refresh())
        await held(database)
        await announced.add_announcements(session, ids["Borealis"], [(candidate.watch, delivery_id)])
        await roundup_posts.refresh(session, [delivery_id])
    await older
    async with database.transaction() as session:
        [shown] = await session.scalars(text("SELECT message::text FROM delivery"))
    assert "Borealis" in shown
