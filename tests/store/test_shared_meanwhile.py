"""A notebook that is changed or hidden while it is shared or its post is written, on the real PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.charts.artist import Artist
from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed, TryLater
from bot.fetching.opening import fetcher
from bot.guilds.model import Guild
from bot.notebooks import draft_store, store
from bot.notebooks.following import handlers
from bot.notebooks.getting import NotebookLinks
from bot.notebooks.pages.service import PageService
from bot.notebooks.pages.site import Site
from bot.notebooks.reader import NotebookReader
from bot.notebooks.rewriting import rewrite
from bot.notebooks.service import NotebookService
from bot.notebooks.shared import Shared
from bot.notebooks.shelf_service import ShelfService
from bot.results.linked import model as linked
from bot.results.reproduction.store import hold
from bot.results.service import Place
from bot.texts import language
from tests.store.holding import held
from tests.store.measuring import ALEX, CHANNEL, GUILD, HUB, NOW, open_guilds

ENGLISH = language("en")
PLACE = Place(Guild(GUILD, "Lab", "en-US"), ALEX, CHANNEL)


def _file(said: str) -> bytes:
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": f"# Lions\n\n{said}"}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture
async def sharing(database: Database) -> AsyncIterator[NotebookService]:
    await open_guilds(database)
    async with Artist() as artist, NotebookReader() as reader:
        links = NotebookLinks(fetcher(HUB, "tests", {}), HUB)
        yield NotebookService(database, reader, artist, links, HUB, lambda: NOW)


async def _drafted(sharing: NotebookService, database: Database, content: bytes) -> int:
    await sharing.preview(PLACE, "lions.ipynb", "", content, ENGLISH)
    async with database.transaction() as session:
        return int((await session.execute(text("SELECT max(id) FROM notebook_draft"))).scalar_one())


async def _publish(sharing: NotebookService, database: Database, content: bytes) -> Shared:
    draft_id = await _drafted(sharing, database, content)
    await sharing.publish(GUILD, draft_id, ALEX, content, ENGLISH)
    async with database.transaction() as session:
        found = await store.of_name(session, GUILD, ALEX, "lions")
    assert found is not None
    return found


async def test_what_is_decided_while_a_file_is_opened_is_not_passed_over(
    sharing: NotebookService, database: Database
) -> None:
    content = _file("Write to alex@example.org.")
    draft_id = await _drafted(sharing, database, content)
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE guild IN ACCESS EXCLUSIVE MODE"))
        publishing = asyncio.create_task(sharing.publish(GUILD, draft_id, ALEX, content, ENGLISH))
        await held(database)
        await draft_store.decide(session, GUILD, draft_id, {1: "harmless"})
    with pytest.raises(TryLater):
        await publishing


async def test_a_new_version_is_not_shared_while_its_notebook_is_hidden(
    sharing: NotebookService, database: Database
) -> None:
    first = await _publish(sharing, database, _file("They sleep."))
    content = _file("They roar.")
    draft_id = await _drafted(sharing, database, content)
    async with database.transaction() as session:
        await hold(session, GUILD)
        await store.change(session, GUILD, first.id, state="hidden")
        publishing = asyncio.create_task(sharing.publish(GUILD, draft_id, ALEX, content, ENGLISH))
        await held(database)
    with pytest.raises(NotAllowed):
        await publishing


async def test_a_post_that_is_written_while_its_notebook_is_hidden_stays_hidden(
    sharing: NotebookService, database: Database
) -> None:
    shared = await _publish(sharing, database, _file("They sleep."))

    async def noted(session: Session, guild_id: int, one: Shared) -> None:
        raise AssertionError(session, guild_id, one)

    async def again() -> None:
        await handlers(database, HUB, noted)[linked.JOB]({"guild": GUILD, "notebook": shared.id}, 0)

    async with database.transaction() as session:
        await store.change(session, GUILD, shared.id, state="hidden")
        await rewrite(session, GUILD, shared.id, (), HUB)
        older = asyncio.create_task(again())
        await held(database)
    await older
    async with database.transaction() as session:
        [shown] = await session.scalars(text("SELECT message::text FROM delivery"))
    assert "Lions" not in shown


async def test_a_file_in_which_an_update_finds_other_things_than_were_decided_on_is_not_shared(
    sharing: NotebookService, database: Database
) -> None:
    token = "hf_aB3dE5gH7jK9mN1pQ3sT5vX7zA9cD1"
    content = _file(f"Run it with {token}, or write to alex.martin@zoo-lab.org.")
    draft_id = await _drafted(sharing, database, content)
    looked = (await sharing.draft(GUILD, draft_id, ALEX)).looked
    assert [one.kind for one in looked.findings] == ["token", "e-mail"]
    # A bot that did not know such tokens showed the address alone, as the first thing.
    seen = replace(looked, findings=(replace(looked.findings[1], number=1),))
    async with database.transaction() as session:
        await draft_store.look_anew(session, GUILD, draft_id, seen)
        await draft_store.decide(session, GUILD, draft_id, {1: "harmless"})
    for told in (sharing.publish(GUILD, draft_id, ALEX, content, ENGLISH), _see(sharing, draft_id, content)):
        with pytest.raises(BadRequest, match="find other things"):
            await told
    async with database.transaction() as session:
        assert await store.of_name(session, GUILD, ALEX, "lions") is None


async def _see(sharing: NotebookService, draft_id: int, content: bytes) -> object:
    return await sharing.see(GUILD, draft_id, ALEX, content, 10_000, ENGLISH)


async def _erase(database: Database, shared: Shared) -> None:
    async with database.transaction() as session:
        await store.erase(session, GUILD, shared.id)


async def test_a_file_that_is_withdrawn_while_it_is_looked_for_is_gone(
    sharing: NotebookService, database: Database
) -> None:
    shared = await _publish(sharing, database, _file("They sleep."))

    async def is_open(_guild_id: int, _channel_id: int) -> bool:
        await _erase(database, shared)
        return True

    site = Site(database, "https://essai.example.org", is_open)
    assert await ShelfService(database, HUB, site).file(GUILD, shared.post) is None


async def test_a_page_whose_notebook_is_withdrawn_while_it_is_written_is_gone(
    sharing: NotebookService, database: Database
) -> None:
    shared = await _publish(sharing, database, _file("They sleep."))

    class Slow(NotebookReader):
        async def page(self, name: str, title: str | None, content: bytes, language: str, most: int) -> bytes:
            await _erase(database, shared)
            return await super().page(name, title, content, language, most)

    async def is_open(_guild_id: int, _channel_id: int) -> bool:
        return True

    async with Slow() as reader:
        site = Site(database, "https://essai.example.org", is_open)
        pages = PageService(database, reader, site, lambda: NOW)
        assert await pages.page(GUILD, shared.post, ENGLISH) is None
