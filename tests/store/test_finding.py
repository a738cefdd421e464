"""What is found of what the Hub shows."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import text

from bot.db.engine import Database
from bot.hub.models import Repository
from bot.releases.finding import Finder
from bot.releases.watching import Watching
from tests.store.watched import author, watch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _finder(database: Database) -> Finder:
    return Finder(database, "https://hub.example", Watching(), lambda: NOW)


def _repositories(count: int) -> list[Repository]:
    return [
        Repository("model", f"a{n % 3}/{n}", f"key-{n}", f"a{n % 3}", created_at=NOW) for n in range(count)
    ]


async def _watch(database: Database) -> None:
    async with database.transaction() as session:
        await watch(session, [author("a0"), author("a1"), author("a2")], NOW)


async def test_a_repository_shown_twice_in_one_look_is_found_once(database: Database) -> None:
    await _watch(database)
    shown = _repositories(4)
    assert await _finder(database).found([*shown, *shown[:2]]) == 4
    assert await _finder(database).found(shown) == 0


async def test_processes_that_see_the_same_at_once_find_each_once(database: Database) -> None:
    await _watch(database)
    shown = _repositories(60)
    pages = [shown[start : start + 30] for start in range(0, 60, 5)]
    found = await asyncio.gather(
        *(_finder(database).found(page[::step]) for page in pages for step in (1, -1))
    )
    assert sum(found) == 60
    async with database.transaction() as session:
        jobs = await session.scalar(text("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'announce'"))
    assert jobs == 60
