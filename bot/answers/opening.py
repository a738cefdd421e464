"""Everything that answers questions, made together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.answers import noting
from bot.answers.asking import AskService
from bot.answers.community import CommunityService
from bot.answers.explaining import ExplainService
from bot.answers.figures.service import FigureService
from bot.answers.guides import GuideService
from bot.answers.knowing.indexing import Indexer
from bot.answers.knowing.notebooks import NotebookShelf
from bot.answers.knowing.reader import GuideReader
from bot.answers.knowing.releases import ReleaseIndexer
from bot.answers.lasting import Lasting
from bot.answers.model import Source
from bot.answers.quoting import QuotingService
from bot.answers.summaries import Summariser
from bot.answers.vectors import Vectors
from bot.answers.writing import Writer
from bot.db.engine import Database
from bot.fetching.fetcher import Fetcher
from bot.hub.cards import CardReader
from bot.jobs.worker import Handler
from bot.llm.voice import Voice
from bot.notebooks.reader import PatientReader
from bot.results.compare_service import CompareService


@dataclass(frozen=True)
class Answers:
    """Asking, and what keeps that which is known in step."""

    asking: AskService
    indexer: Indexer
    releases: ReleaseIndexer
    guides: GuideService
    quoting: QuotingService
    lasting: Lasting
    community: CommunityService
    explaining: ExplainService
    writer: Writer
    summariser: Summariser

    async def keep(self) -> None:
        """The chore: the glossary is there, old questions are not, and every source is read."""
        await self.asking.keep()
        await self.indexer.sweep()
        await self.releases.sweep()

    @property
    def jobs(self) -> dict[str, Handler]:
        """The jobs of answers."""
        return {noting.JOB: self.indexer.index, noting.RELEASED: self.releases.index}


@asynccontextmanager
async def opened_answers(
    database: Database,
    fetcher: Fetcher,
    card_reader: CardReader,
    voice: Voice,
    vectors: Vectors,
    comparisons: CompareService,
    hub: str,
    now: Callable[[], datetime],
) -> AsyncIterator[Answers]:
    """The services, with a process that opens notebooks and one that reads guides.

    Sharing a notebook never waits for them. `fetcher` reads what people link to, `voice` is the model,
    `vectors` finds what is near, `hub` is the address of the Hub.
    """
    async with PatientReader() as notebooks, GuideReader() as reader:
        shelves = {Source.NOTEBOOK: NotebookShelf(database, notebooks)}
        writer = Writer(voice)
        figures = FigureService(database, comparisons, hub, now, writer)
        asking = AskService(database, writer, figures, vectors.near, now)
        quoting = QuotingService(database, now)
        yield Answers(
            asking,
            Indexer(database, shelves),
            ReleaseIndexer(database, card_reader),
            GuideService(database, fetcher, reader, now),
            quoting,
            Lasting(database, quoting, now),
            CommunityService(database, asking),
            ExplainService(asking),
            writer,
            Summariser(writer),
        )
