"""Everything that answers questions, made together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.answers.asking import AskService
from bot.answers.knowing.indexing import Indexer
from bot.answers.knowing.notebooks import NotebookShelf
from bot.answers.model import Source
from bot.db.engine import Database
from bot.notebooks.reader import NotebookReader


@dataclass(frozen=True)
class Answers:
    """Asking, and what keeps that which is known in step."""

    asking: AskService
    indexer: Indexer

    async def keep(self) -> None:
        """The chore: the glossary is there, old questions are not, and every source is read."""
        await self.asking.keep()
        await self.indexer.sweep()


@asynccontextmanager
async def opened_answers(database: Database, now: Callable[[], datetime]) -> AsyncIterator[Answers]:
    """The services, with a process that opens notebooks: sharing one never waits for it."""
    async with NotebookReader() as notebooks:
        shelves = {Source.NOTEBOOK: NotebookShelf(database, notebooks)}
        yield Answers(AskService(database, now), Indexer(database, shelves))
