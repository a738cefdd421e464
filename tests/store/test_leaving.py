import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.db.engine import Database
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.guilds.service import GuildService
from bot.outbox import edits
from bot.releases import timekeeper
from bot.releases.model import Plan, Source
from bot.releases.store import watches
from bot.tables import metadata
from tests.store.holding import held

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PLAN = Plan(Source("author", "mistralai"), 7, ("model",))


def test_everything_that_belongs_to_a_guild_goes_with_it() -> None:
    owned = [table for table in metadata.sorted_tables if "guild_id" in table.columns]
    assert len(owned) > 5
    for table in owned:
        [key] = table.columns["guild_id"].foreign_keys
        assert key.target_fullname == "guild.id", table.name
        assert key.ondelete == "CASCADE", table.name


async def _left(database: Database, days: int) -> None:
    """A guild with a watch that was left so many days ago, beside one that was not."""
    async with database.transaction() as session:
        for guild_id in (1, 2):
            await guilds.save(session, Guild(guild_id, "Atelier", "fr"), NOW)
            await watches.add(session, guild_id, PLAN, 3, NOW)
        await guilds.leave(session, 1, NOW - timedelta(days=days))
    service = GuildService(database, lambda: NOW, changed=timekeeper.look_again, joined_again=[edits.reopen])
    await service.forget_left()


async def _kept(database: Database, table: str) -> list[int]:
    async with database.transaction() as session:
        return list(await session.scalars(text(f"SELECT guild_id FROM {table} ORDER BY guild_id")))


async def test_what_belongs_to_a_guild_is_deleted_30_days_after_it_was_left(database: Database) -> None:
    await _left(database, 31)
    assert await _kept(database, "watch") == [2]
    assert await _kept(database, "change") == [2]


async def test_nothing_is_deleted_before(database: Database) -> None:
    await _left(database, 29)
    assert await _kept(database, "watch") == [1, 2]
    assert await _kept(database, "change") == [1, 2]


async def test_a_guild_that_throws_the_bot_out_while_all_are_noted_counts_as_left(database: Database) -> None:
    guild = Guild(1, "Atelier", "fr")
    service = GuildService(database, lambda: NOW, changed=timekeeper.look_again, joined_again=[edits.reopen])
    await service.seen(guild)
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE guild IN ACCESS EXCLUSIVE MODE"))
        noting = asyncio.create_task(service.all_seen(lambda: [guild]))
        await held(database)
        leaving = asyncio.create_task(service.left(guild.id))
        # So long that it would have reached the database, if it did not wait for its turn.
        for _ in range(20):
            await session.execute(text("SELECT 1"))
    await asyncio.gather(noting, leaving)
    async with database.transaction() as session:
        assert await guilds.count(session) == 0
