import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.db.engine import Database
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.releases.model import Plan, Source
from bot.releases.store import known, watches
from bot.releases.store.known import Seen
from tests.waiting import until

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIRST = Seen("model", "k1", "mistralai/one", "mistralai")
SECOND = Seen("model", "k2", "mistralai/two", "mistralai")


async def test_only_what_was_not_known_is_new(database: Database) -> None:
    async with database.transaction() as session:
        assert await known.learn(session, [FIRST], NOW) == {("model", "k1")}
        assert await known.learn(session, [FIRST, SECOND], NOW) == {("model", "k2")}
        assert await known.learn(session, [FIRST, SECOND], NOW) == set()


async def test_a_renamed_repository_is_the_same_one(database: Database) -> None:
    async with database.transaction() as session:
        await known.learn(session, [FIRST], NOW)
        assert (
            await known.learn(session, [Seen("model", "k1", "mistralai/renamed", "mistralai")], NOW) == set()
        )


async def test_the_same_key_of_another_kind_is_another_repository(database: Database) -> None:
    async with database.transaction() as session:
        await known.learn(session, [FIRST], NOW)
        assert await known.learn(session, [Seen("space", "k1", "mistralai/one", "mistralai")], NOW) == {
            ("space", "k1")
        }


async def _take(database: Database, seconds: float) -> str | None:
    async with database.transaction() as session:
        moment = NOW + timedelta(seconds=seconds)
        taken = await known.take_due_list(session, moment, moment + timedelta(seconds=60))
    return taken.author if taken else None


async def test_the_list_that_is_due_for_the_longest_is_taken_and_then_comes_again(database: Database) -> None:
    async with database.transaction() as session:
        await known.add_list(session, "mistralai", "model", None, NOW)
        await known.add_list(session, "Qwen", "model", None, NOW + timedelta(seconds=1))
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
        await known.add_list(session, "mistralai", "model", None, NOW)
        taken = await known.take_due_list(session, NOW, NOW)
        assert taken is not None
        await known.list_was_read(session, taken, NOW, NOW + timedelta(hours=1), None)
        assert await known.count_lists(session, NOW - timedelta(days=30)) == {("model", False): 1}
    assert await _take(database, 60) is None
    async with database.transaction() as session:
        await known.expect_more(session, {("mistralai", "model")}, NOW + timedelta(seconds=60))
        assert await known.count_lists(session, NOW - timedelta(days=30)) == {("model", True): 1}
    assert await _take(database, 61) == "mistralai"


async def test_two_processes_never_take_the_same_list(database: Database) -> None:
    async with database.transaction() as session:
        await known.add_list(session, "mistralai", "model", None, NOW)
    async with database.transaction() as first, database.transaction() as second:
        assert await known.take_due_list(first, NOW, NOW) is not None
        assert await known.take_due_list(second, NOW, NOW) is None


async def test_the_mark_of_the_newest_never_goes_back(database: Database) -> None:
    async with database.transaction() as session:
        assert await known.newest_read(session, "model") is None
        await known.note_newest(session, "model", NOW)
        await known.note_newest(session, "model", NOW - timedelta(days=1))
        assert await known.newest_read(session, "model") == NOW


async def test_a_list_that_a_watch_relies_on_is_not_forgotten_by_one_who_does_not_see_it_yet(
    database: Database,
) -> None:
    guild = Guild(1, "Atelier", "fr")
    async with database.transaction() as session:
        await guilds.save(session, guild, NOW)
        await known.add_list(session, "mistralai", "model", None, NOW)

    async def forget() -> None:
        async with database.transaction() as session:
            await known.forget_unwatched_lists(session)

    async with database.transaction() as session:
        await known.hold_lists(session)
        assert await known.read_lists(session, ["mistralai"])
        forgetting = asyncio.create_task(forget())
        await until(lambda: _someone_waits(database), what="the one who forgets")
        await watches.add(session, guild.id, Plan(Source("author", "mistralai"), 7, ("model",)), 2, NOW)
    await asyncio.wait_for(forgetting, 10)
    async with database.transaction() as session:
        assert await known.read_lists(session, ["mistralai"])


async def _someone_waits(database: Database) -> bool:
    async with database.transaction() as session:
        query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        return bool(await session.scalar(text(query)))
