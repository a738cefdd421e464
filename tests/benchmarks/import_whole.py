"""A file of thousands of results as `/result import` shows it and as **Publish** makes it public.

With a server of its own for each round; the Hub is away, so that nothing is spelled or proposed. How long
the event loop works at once is measured in time of the processor: what else runs on the machine is left out.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from sqlalchemy import func, select

from bot.db import embedded
from bot.db.engine import Database
from bot.db.migrate import migrate
from bot.guilds.model import Guild
from bot.hub.reader import HubReader
from bot.hub.turns import SharedTurns
from bot.message import Message
from bot.releases.store import announced
from bot.results.proposing import Proposer
from bot.results.reading import FileReader, Upload
from bot.results.service import Place, ResultService
from bot.results.tables import ResultDraftRow, ResultRow
from bot.texts import language
from tests.benchmarks.a_server import NOW
from tests.benchmarks.watching import settle, working

AUTHOR, CHANNEL = 5, 7
ENGLISH = language("en")


@dataclass
class Whole:
    """Seconds of each preview and each publishing, and of the pieces of work of the event loop in them."""

    rows: int = 0
    previews: list[float] = field(default_factory=list)
    publishings: list[float] = field(default_factory=list)
    in_preview: list[float] = field(default_factory=list)
    in_publishing: list[float] = field(default_factory=list)


async def measured(content: bytes, rounds: int) -> Whole:
    """Each round is a preview and a publishing of the same file in another server."""
    found = Whole()
    with TemporaryDirectory() as folder:
        server, url = await embedded.start(Path(folder) / "postgres")
        database = Database(url)
        try:
            await migrate(database)
            async with aiohttp.ClientSession() as session, FileReader() as files:
                turns = SharedTurns(database, "nobody")
                hub = HubReader(session, "http://127.0.0.1:9", None, turns, "benchmark")
                proposer = Proposer(database, hub, announced.models)
                results = ResultService(database, hub, files, proposer, lambda: NOW)
                for number in range(rounds + 1):
                    settle()
                    await _round(database, results, number + 1, content, found)
                    if not number:
                        found = Whole()  # the first one starts the process that reads, and fills caches
            async with database.transaction() as reading:
                found.rows = (await reading.scalar(select(func.count(ResultRow.id))) or 0) // (rounds + 1)
        finally:
            await database.close()
            await embedded.stop(server)
    return found


async def _round(
    database: Database, results: ResultService, guild_id: int, content: bytes, found: Whole
) -> None:
    place = Place(Guild(guild_id, "A server", "en"), AUTHOR, CHANNEL)
    upload = Upload("run.json", content)
    found.previews.append(
        await _timed(lambda: results.preview_files(place, [upload], ENGLISH), found.in_preview)
    )
    async with database.transaction() as session:
        draft = await session.scalar(select(func.max(ResultDraftRow.id)))
    assert draft is not None
    found.publishings.append(
        await _timed(
            lambda: results.publish(guild_id, draft, AUTHOR, ENGLISH, is_open=True), found.in_publishing
        )
    )


async def _timed(work: Callable[[], Awaitable[Message]], pieces: list[float]) -> float:
    async with working(pieces):
        began = time.perf_counter()
        await work()
        return time.perf_counter() - began
