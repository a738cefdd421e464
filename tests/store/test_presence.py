"""Releases in no list that is read are looked up now and then, each once a day."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.hub.reader import HubReader
from bot.hub.turns import SharedTurns
from bot.jobs.worker import Again
from bot.releases import announcing
from bot.releases.parts import Revision
from bot.releases.presence import MOST_AT_ONCE, SELDOM, Presence
from bot.releases.store import announced, told
from sandbox.hub.server import HubSandbox
from tests.store.holding import held
from tests.store.test_timekeeping import NOW, find, release, watch
from tests.store.watched import add_list

MONTH = timedelta(days=30)


async def tell(database: Database, *names: str) -> dict[str, int]:
    """Releases by acme that posts tell of."""
    candidate = await watch(database)
    ids = await find(database, *names)
    async with database.transaction() as session:
        for name, number in ids.items():
            await announcing.post(session, number, release(name), [candidate], NOW)
    return ids


async def due(database: Database, after: timedelta, most: int = MOST_AT_ONCE) -> list[int]:
    """What is looked up so long after it was found."""
    now = NOW + after
    async with database.transaction() as session:
        found = await told.unlisted(session, now - MONTH, now - SELDOM, most)
        await told.mark_checked(session, found, now)
    return found


async def test_each_is_looked_up_once_a_day_the_longest_ago_first(database: Database) -> None:
    ids = await tell(database, "Aurora", "Borealis", "Corona")
    assert await due(database, timedelta(hours=23)) == []
    assert await due(database, SELDOM, 2) == [ids["Aurora"], ids["Borealis"]]
    assert await due(database, SELDOM, 2) == [ids["Corona"]]
    assert await due(database, SELDOM, 2) == []
    assert await due(database, 2 * SELDOM, 2) == [ids["Aurora"], ids["Borealis"]]
    assert await due(database, 31 * SELDOM) == []


async def test_what_stands_in_a_list_that_is_read_is_not_looked_up_and_what_is_hidden_is(
    database: Database,
) -> None:
    ids = await tell(database, "Aurora")
    async with database.transaction() as session:
        await told.mark_hidden(session, ids["Aurora"], NOW)
        await add_list(session, "acme", "dataset", NOW)
    assert await due(database, SELDOM) == [ids["Aurora"]]
    async with database.transaction() as session:
        await add_list(session, "acme", "model", NOW)
    assert await due(database, 2 * SELDOM) == []


async def test_what_no_post_tells_of_and_what_happened_to_a_repository_is_not_looked_up(
    database: Database,
) -> None:
    candidate = await watch(database)
    await find(database, "Untold")
    revised = replace(release("Aurora"), key="Aurora@1", revision=Revision("1", "0", (), ()))
    async with database.transaction() as session:
        [(number, _)] = (await announced.add_releases(session, [revised], NOW)).values()
        await announcing.post(session, number, revised, [candidate], NOW)
        assert await session.scalar(text("SELECT count(*) FROM announcement")) == 1
    assert await due(database, SELDOM) == []


async def test_what_is_noted_while_the_hub_is_asked_is_not_written_over(database: Database) -> None:
    number = (await tell(database, "Aurora"))["Aurora"]
    async with HubSandbox() as hub, aiohttp.ClientSession() as client:
        reader = HubReader(client, hub.url, None, SharedTurns(database, "test"), "tests")
        presence = Presence(database, reader, lambda: NOW)
        async with database.transaction() as session:
            await session.execute(text("SELECT id FROM release FOR UPDATE"))
            looking = asyncio.create_task(presence.confirm({"release": number}, 0))
            await held(database)
            renamed = replace(release("Aurora"), repo_id="acme/Borealis")
            await told.mark_there(session, number, renamed, "acme/Aurora")
        with pytest.raises(Again):
            await looking
    async with database.transaction() as session:
        there = await told.one(session, number)
    assert there is not None
    assert (there.is_hidden, there.release.repo_id) == (False, "acme/Borealis")
