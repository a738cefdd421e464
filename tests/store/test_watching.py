"""The index of watches in memory goes by what the database holds, whoever changed it."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.db.engine import Database, Session
from bot.guilds import store as guilds
from bot.releases.model import Plan, Release, Source
from bot.releases.store import watches
from bot.releases.watching import Watching
from tests.store.watched import GUILD, author, watch
from tests.waiting import HERE, until

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RELEASE = Release("model", "k", "acme/One", "acme", "https://hub/acme/One", NOW, NOW, tags=("fr",))


async def _asked(database: Database, watching: Watching) -> list[tuple[int, str]]:
    async with database.transaction() as session:
        found = await watching.concerned(session, lambda index: index.watches(RELEASE))
    return [(one.watch.channel_id, one.watch.state) for one in found]


async def test_a_change_is_seen_by_every_process_as_soon_as_it_is_committed(database: Database) -> None:
    one, other = Watching(), Watching()
    assert await _asked(database, one) == []
    async with database.transaction() as session:
        await watch(session, [author("acme"), Source("search", "lang:fr"), author("somebody")], NOW)
        assert await _asked(database, one) == [], "not committed yet"
    for watching in (one, other):
        assert await _asked(database, watching) == [(1, "active"), (2, "active")]
    async with database.transaction() as session:
        await watches.pause(session, GUILD.id, 1, NOW + timedelta(hours=1), 2, NOW)
        await watches.remove(session, GUILD.id, 2, 2, NOW)
    for watching in (one, other):
        assert await _asked(database, watching) == [(1, "paused")]


async def test_who_asks_while_another_task_reads_the_watches_hears_of_them_too(database: Database) -> None:
    async with database.transaction() as session:
        await watch(session, [author("acme")], NOW)

    async def waits() -> bool:
        async with database.transaction() as session:
            return bool(await session.scalar(text(f"SELECT 1 FROM pg_locks WHERE NOT granted AND {HERE}")))

    watching = Watching()
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE watch_version IN ACCESS EXCLUSIVE MODE"))
        asking = asyncio.create_task(_asked(database, watching))
        await until(waits, what="the first look at the number of the watches")
        other = await watching.concerned(session, lambda index: index.watches(RELEASE))
    assert [one.watch.channel_id for one in other] == [1]
    assert await asking == [(1, "active")]


async def test_a_change_that_is_rolled_back_changes_nothing(database: Database) -> None:
    watching = Watching()
    async with database.transaction() as session:
        await watch(session, [author("acme")], NOW)
    assert await _asked(database, watching) == [(1, "active")]
    async with database.engine.connect() as connection:
        session = Session(bind=connection)
        await watches.remove(session, GUILD.id, 1, 2, NOW)
        await session.rollback()
        await session.close()
    assert await _asked(database, watching) == [(1, "active")]


async def test_a_guild_that_was_left_hears_nothing_until_it_is_joined_again(database: Database) -> None:
    watching = Watching()
    async with database.transaction() as session:
        await watch(session, [author("acme")], NOW)
    assert await _asked(database, watching) == [(1, "active")]
    async with database.transaction() as session:
        await guilds.leave(session, GUILD.id, NOW)
    assert await _asked(database, watching) == []
    async with database.transaction() as session:
        await guilds.save(session, GUILD, NOW)
    assert await _asked(database, watching) == [(1, "active")]


async def test_many_changes_in_one_transaction_raise_the_number_once(database: Database) -> None:
    async with database.transaction() as session:
        before, _ = await watches.hold(session, ())
    async with database.transaction() as session:
        await watch(session, [author(f"a{number}") for number in range(20)], NOW)
    async with database.transaction() as session:
        assert (await watches.hold(session, ()))[0] == before + 1
        await watches.add(session, GUILD.id, Plan(author("b"), 1, ("model",)), 2, NOW)
