"""The lists of the Hub that watches need."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.db.engine import Database
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.releases.model import Plan
from bot.releases.store import lists, watches
from tests.store.watched import add_list, author
from tests.waiting import HERE, until

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def _take(database: Database, seconds: float) -> str | None:
    async with database.transaction() as session:
        moment = NOW + timedelta(seconds=seconds)
        taken = await lists.take_due(session, moment, moment + timedelta(seconds=60))
    return taken.source.value if taken else None


async def test_the_list_that_is_due_for_the_longest_is_taken_and_then_comes_again(database: Database) -> None:
    async with database.transaction() as session:
        await add_list(session, "mistralai", "model", NOW)
        await add_list(session, "Qwen", "model", NOW + timedelta(seconds=1))
    assert [await _take(database, seconds) for seconds in (2, 3, 4, 63)] == [
        "mistralai",
        "Qwen",
        None,
        "mistralai",
    ]


async def test_a_list_that_was_read_rests_until_it_is_due_or_something_appears_in_it(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await add_list(session, "mistralai", "model", NOW)
        taken = await lists.take_due(session, NOW, NOW)
        assert taken is not None
        await lists.was_read(session, taken, NOW, NOW + timedelta(hours=1), None)
        assert await lists.count(session, NOW - timedelta(days=30)) == {("model", False): 1}
    assert await _take(database, 60) is None
    async with database.transaction() as session:
        await lists.expect_more(session, {taken.id}, NOW + timedelta(seconds=60))
        assert await lists.count(session, NOW - timedelta(days=30)) == {("model", True): 1}
    assert await _take(database, 61) == "mistralai"


async def test_a_list_that_became_due_while_it_was_read_is_read_again(database: Database) -> None:
    again = NOW + timedelta(seconds=60)
    async with database.transaction() as session:
        await add_list(session, "mistralai", "model", NOW)
        taken = await lists.take_due(session, NOW, again)
    assert taken is not None
    async with database.transaction() as session:
        await lists.wake(session, "author", {"mistralai"}, "model", NOW + timedelta(seconds=1))
    async with database.transaction() as session:
        await lists.was_read(session, taken, NOW, NOW + timedelta(hours=1), None, again)
    assert await _take(database, 2) == "mistralai"


async def test_what_appeared_in_a_list_while_it_was_read_makes_it_a_lively_one(database: Database) -> None:
    async with database.transaction() as session:
        await add_list(session, "mistralai", "model", NOW)
        taken = await lists.take_due(session, NOW, NOW)
        assert taken is not None
        await lists.expect_more(session, {taken.id}, NOW)
        await lists.was_read(session, taken, NOW, NOW, NOW - timedelta(days=60))
        assert await lists.count(session, NOW - timedelta(days=30)) == {("model", True): 1}


async def test_two_processes_never_take_the_same_list(database: Database) -> None:
    async with database.transaction() as session:
        await add_list(session, "mistralai", "model", NOW)
    async with database.transaction() as first, database.transaction() as second:
        assert await lists.take_due(first, NOW, NOW) is not None
        assert await lists.take_due(second, NOW, NOW) is None


async def test_a_list_that_a_watch_relies_on_is_not_forgotten_by_one_who_does_not_see_it_yet(
    database: Database,
) -> None:
    guild = Guild(1, "Atelier", "fr")
    async with database.transaction() as session:
        await guilds.save(session, guild, NOW)
        await add_list(session, "mistralai", "model", NOW)

    async def forget() -> None:
        async with database.transaction() as session:
            await lists.forget_unwatched(session)

    async with database.transaction() as session:
        await lists.hold(session)
        assert await lists.of_sources(session, [author("mistralai")])
        forgetting = asyncio.create_task(forget())
        await until(lambda: _someone_waits(database), what="the one who forgets")
        await watches.add(session, guild.id, Plan(author("mistralai"), 7, ("model",)), 2, NOW)
    await asyncio.wait_for(forgetting, 10)
    async with database.transaction() as session:
        assert await lists.of_sources(session, [author("mistralai")])


async def _someone_waits(database: Database) -> bool:
    async with database.transaction() as session:
        query = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND {HERE}"
        return bool(await session.scalar(text(query)))
