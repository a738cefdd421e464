"""What is found of what the Hub shows."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.db.engine import Database
from bot.hub.models import Repository
from bot.releases.finding import Finder
from bot.releases.model import KINDS, ReadList, Release, Source
from bot.releases.store import lists
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


FRENCH = Source("search", "lang:fr")


async def _jobs(database: Database) -> list[dict[str, object]]:
    async with database.transaction() as session:
        rows = await session.scalars(
            text("SELECT payload FROM pgqueuer WHERE entrypoint = 'announce' ORDER BY id")
        )
        return [json.loads(row) for row in rows]


async def _list_of(database: Database, source: Source) -> ReadList:
    async with database.transaction() as session:
        return (await lists.of_sources(session, [source]))[0]


async def test_what_a_search_finds_later_is_told_to_those_who_search_only(database: Database) -> None:
    async with database.transaction() as session:
        await watch(session, [author("acme"), FRENCH], NOW)
    bare = Repository("model", "acme/One", "k", "acme", created_at=NOW)
    finder = _finder(database)
    assert await finder.found([bare]) == 1
    tagged = replace(bare, tags=("fr",))
    assert await finder.found([tagged]) == 1
    assert await finder.found([tagged], await _list_of(database, FRENCH)) == 0
    first, second = await _jobs(database)
    assert first["release"] == second["release"]
    assert (first["sources"], second["sources"]) == ([], [["search", "lang:fr"]])


async def test_an_old_repository_fits_a_search_only_when_its_own_list_says_so(database: Database) -> None:
    async with database.transaction() as session:
        await watch(session, [FRENCH], NOW)
    old = Repository("model", "acme/Old", "k", "acme", created_at=NOW - timedelta(days=400), tags=("fr",))
    finder = _finder(database)
    assert await finder.found([old]) == 0
    assert await finder.found([old], await _list_of(database, FRENCH)) == 1
    async with database.transaction() as session:
        facts = await session.scalar(text("SELECT facts FROM release"))
    assert facts["by_search"] is True


async def test_what_stood_in_a_list_before_is_no_news_in_it(database: Database) -> None:
    source = Source("collection", "acme/small-67dd247413f0e2e4f653967f")
    async with database.transaction() as session:
        await watch(session, [source], NOW, kinds=KINDS)
    watched = await _list_of(database, source)
    items = [
        (f"model:acme/{name}", Release("model", name, f"acme/{name}", "acme", "https://hub/x", None, NOW))
        for name in ("one", "two")
    ]
    finder = _finder(database)
    assert [await finder.listed(watched, each) for each in (items[:1], items, items)] == [1, 1, 0]
    forgotten = replace(watched, id=watched.id + 1)
    assert await finder.listed(forgotten, items) == 0
