"""A notebook that is changed or hidden while it is shared or its post is written, on the real PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.charts.artist import Artist
from bot.db.engine import Database, Session
from bot.errors import NotAllowed, TryLater
from bot.fetching.opening import fetcher
from bot.guilds.model import Guild
from bot.notebooks import draft_store, store
from bot.notebooks.following import handlers
from bot.notebooks.getting import NotebookLinks
from bot.notebooks.reader import NotebookReader
from bot.notebooks.rewriting import rewrite
from bot.notebooks.service import NotebookService
from bot.notebooks.shared import Shared
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
