"""What an installation of version 0.1 holds is carried over by the migrations that came after."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.db.migrate import migrate
from bot.releases.model import Filters, Plan, Source
from bot.releases.store import drafts, lists, watches
from bot.releases.watching import Watching

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OLD_ROWS = (
    "INSERT INTO guild (id, name, locale, joined_at) VALUES (1, 'Atelier', 'fr', '2026-11-01Z')",
    """INSERT INTO watch (guild_id, channel_id, author, kinds, filters, state, created_by, created_at)
       VALUES (1, 7, 'mistralai', '["model"]', '{"largest": 8000000000}', 'active', 2, '2026-11-01Z')""",
    """INSERT INTO watch_draft (guild_id, plans, expires_at)
       VALUES (1, '[{"author": "Qwen", "channel_id": 7, "kinds": ["model"], "filters": {}},
                    {"author": "kyutai", "channel_id": 8, "kinds": ["space"], "filters": {}}]',
               '2026-11-23Z')""",
    """INSERT INTO watched_list (author, kind, baseline_at, looked_at, due_at)
       VALUES ('mistralai', 'model', '2026-11-01Z', '2026-11-01Z', '2026-11-01Z')""",
)


@pytest.fixture
async def old(database: Database) -> Database:
    """A database as version 0.1 left it."""
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await migrate(database, to="0001")
    async with database.engine.begin() as connection:
        for statement in OLD_ROWS:
            await connection.execute(text(statement))
    return database


async def test_watches_and_drafts_of_authors_stay_what_they_were(old: Database) -> None:
    await migrate(old)
    async with old.transaction() as session:
        (watch,) = await watches.of_guild(session, 1)
        draft = await drafts.one(session, 1, 1, NOW)
    assert (watch.source, watch.channel_id, watch.kinds) == (Source("author", "mistralai"), 7, ("model",))
    assert watch.filters == Filters(largest=8_000_000_000)
    assert draft is not None
    assert draft.plans == (
        Plan(Source("author", "Qwen"), 7, ("model",)),
        Plan(Source("author", "kyutai"), 8, ("space",)),
    )


async def test_the_lists_that_were_read_go_on_being_read_without_a_new_beginning(old: Database) -> None:
    await migrate(old)
    async with old.transaction() as session:
        await lists.forget_unwatched(session)
        (kept,) = await lists.of_sources(session, [Source("author", "mistralai")])
        index = await Watching().index(session)
    assert (kept.kind, kept.memory) == ("model", None)
    assert index.has(Source("author", "mistralai"))
