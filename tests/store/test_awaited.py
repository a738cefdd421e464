"""What waits for likes, on the real PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from bot.db.engine import Database
from bot.releases.model import Count
from bot.releases.store import announced, awaited
from tests.store.test_timekeeping import NOW, count, find, watch

MANY = 10_000


async def test_ten_thousand_watches_wait_for_one_release(database: Database) -> None:
    candidate = await watch(database)
    ids = await find(database, "Aurora")
    async with database.transaction() as session:
        await session.execute(
            text("""
                INSERT INTO watch (guild_id, channel_id, source_kind, source, kinds, state, created_by,
                                   created_at)
                SELECT guild_id, n, source_kind, source, kinds, state, created_by, created_at
                FROM watch, generate_series(1000, 998 + :many) AS n
            """),
            {"many": MANY},
        )
        watch_ids = list(await session.scalars(text("SELECT id FROM watch")))
        waiting = [replace(candidate.watch, id=watch_id) for watch_id in watch_ids]
        await awaited.keep(session, ids["Aurora"], waiting, Count(1, 0), NOW + timedelta(days=7))
        assert len(await awaited.waiting_for(session, ids["Aurora"])) == MANY
        assert len(await announced.candidates(session, watch_ids)) == MANY
        await awaited.let_go(session, ids["Aurora"], watch_ids)
    assert await count(database, "awaited") == 0
