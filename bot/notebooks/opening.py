"""Everything that serves notebooks, made together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.charts.artist import Artist
from bot.db.engine import Database
from bot.notebooks.care_service import NotebookCareService
from bot.notebooks.reader import NotebookReader
from bot.notebooks.service import NotebookService
from bot.notebooks.shelf_service import ShelfService


@dataclass(frozen=True)
class Notebooks:
    """The services of notebooks: to share them, to find them, and to change them."""

    sharing: NotebookService
    shelf: ShelfService
    care: NotebookCareService


@asynccontextmanager
async def opened_notebooks(
    database: Database, artist: Artist, hub: str, now: Callable[[], datetime]
) -> AsyncIterator[Notebooks]:
    """The services, with one process that opens notebooks for all of them; `hub` is the Hub's address."""
    async with NotebookReader() as reader:
        yield Notebooks(
            NotebookService(database, reader, artist, hub, now),
            ShelfService(database, hub),
            NotebookCareService(database, reader, artist, hub, now),
        )
