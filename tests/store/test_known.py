from datetime import UTC, datetime, timedelta

from bot.db.engine import Database
from bot.releases.store import known
from bot.releases.store.known import Seen

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


async def test_the_mark_of_the_newest_never_goes_back(database: Database) -> None:
    async with database.transaction() as session:
        assert await known.newest_read(session, "model") is None
        await known.note_newest(session, "model", NOW)
        await known.note_newest(session, "model", NOW - timedelta(days=1))
        assert await known.newest_read(session, "model") == NOW
