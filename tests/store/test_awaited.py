"""What waits for likes, on the real PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from bot.db.engine import Database
from bot.hub.models import Repository
from bot.releases import awaiting
from bot.releases.model import Count
from bot.releases.store import announced, awaited
from tests.store.statements import statements
from tests.store.test_timekeeping import NOW, count, find, watch

MANY = 10_000
MORE_WATCHES = """
    INSERT INTO watch (guild_id, channel_id, source_kind, source, kinds, state, created_by,
                       created_at)
    SELECT guild_id, n, source_kind, source, kinds, state, created_by, created_at
    FROM watch, generate_series(1000, 998 + :many) AS n
"""


async def test_ten_thousand_watches_wait_for_one_release(database: Database) -> None:
    candidate = await watch(database)
    ids = await find(database, "Aurora")
    async with database.transaction() as session:
        await session.execute(text(MORE_WATCHES), {"many": MANY})
        watch_ids = list(await session.scalars(text("SELECT id FROM watch")))
        waiting = [replace(candidate.watch, id=watch_id) for watch_id in watch_ids]
        await awaited.keep(session, ids["Aurora"], waiting, Count(1, 0), NOW + timedelta(days=7))
        assert len(await awaited.waiting_for(session, ids["Aurora"])) == MANY
        assert len(await announced.candidates(session, watch_ids)) == MANY
        await awaited.let_go(session, ids["Aurora"], watch_ids)
    assert await count(database, "awaited") == 0


async def test_however_many_wait_a_look_and_the_end_of_the_wait_take_few_statements(
    database: Database,
) -> None:
    candidate = await watch(database)
    ids = await find(database, "Aurora")
    async with database.transaction() as session:
        await session.execute(text(MORE_WATCHES), {"many": 300})
        await session.execute(text("""UPDATE watch SET filters = '{"least_likes": 50}'"""))
        watch_ids = list(await session.scalars(text("SELECT id FROM watch")))
        waiting = [replace(candidate.watch, id=watch_id) for watch_id in watch_ids]
        await awaited.keep(session, ids["Aurora"], waiting, Count(1, 0), NOW + timedelta(days=7))
    seen = Repository(kind="model", id="acme/Aurora", key="Aurora", author="acme", likes=12)
    async with statements(database) as sent, database.transaction() as session:
        await awaiting.notice(session, [seen], NOW)
    assert len(sent) == 2
    assert await count(database, "awaited WHERE likes = 12") == 300
    async with statements(database) as sent, database.transaction() as session:
        await awaiting.give_up(session, NOW + timedelta(days=8))
    assert len(sent) == 3
    assert await count(database, "awaited") == 0
    assert await count(database, "outcome WHERE objection ->> 'reason' = 'likes'") == 300
