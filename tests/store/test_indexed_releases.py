"""Passages of releases, on the real PostgreSQL."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest

from bot.answers import store
from bot.answers.knowing.releases import ReleaseIndexer
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.db.engine import Database
from bot.hub.cards import CardReader
from bot.jobs.worker import Again
from bot.releases import announcing
from bot.releases.store import announced, told
from tests.store.holding import held
from tests.store.test_timekeeping import CHANNEL, GUILD, NOW, release, watch


async def test_what_is_hidden_while_it_is_indexed_leaves_no_passage(database: Database) -> None:
    candidate = await watch(database)
    gated = replace(release("Aurora"), gate="manual")
    async with database.transaction() as session:
        [(release_id, _)] = (await announced.add_releases(session, [gated], NOW)).values()
        await announced.mark_announced(session, release_id, gated)
        await announcing.post(session, release_id, gated, [candidate], NOW)
    job, origin = {"release_id": release_id}, f"{release_id}:{CHANNEL}"
    async with aiohttp.ClientSession() as web:
        indexer = ReleaseIndexer(database, CardReader(web, "http://127.0.0.1:9", None, "essai"))
        await indexer.index(job, 0)
        async with database.transaction() as session:
            assert await store.origins(session, GUILD, Source.RELEASE) == {origin}
            beside = Piece("Okapis", "They sleep.", NOW, language="en")
            await store.put(session, GUILD, Source.GUIDE, "okapis", [beside])
            await told.mark_hidden(session, release_id, NOW)
            # As the job does that follows.
            await store.remove(session, GUILD, Source.RELEASE, [origin])
            older = asyncio.create_task(indexer.index(job, 0))
            await held(database)
        with pytest.raises(Again):
            await older
        await indexer.index(job, 1)
    async with database.transaction() as session:
        assert await store.origins(session, GUILD, Source.RELEASE) == set()
