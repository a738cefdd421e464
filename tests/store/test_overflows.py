"""A release that is beyond the cap of very many channels."""

from bot.db.engine import Database
from bot.releases import announcing, holding, roundup_posts
from bot.releases.model import Plan, Source
from bot.releases.timing import Timing
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
