"""Everything that serves notebooks, made together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.charts.artist import Artist
from bot.db.engine import Database
from bot.fetching.fetcher import Fetcher
from bot.llm.model import State
from bot.llm.voice import Voice
from bot.notebooks.care_service import NotebookCareService
from bot.notebooks.comparison.service import ComparisonService
from bot.notebooks.getting import NotebookLinks
from bot.notebooks.link_service import LinkService
from bot.notebooks.openings import Openings
from bot.notebooks.pages.service import PageService
from bot.notebooks.pages.site import Site
from bot.notebooks.reader import NotebookReader
from bot.notebooks.service import NotebookService
from bot.notebooks.shelf_service import ShelfService
from bot.results.service import ResultService


@dataclass(frozen=True)
class Notebooks:
    """The services of notebooks: to share, find, change, show, compare, and tie results to them.

    `openings` says how much one member may have opened.
    """

    sharing: NotebookService
    shelf: ShelfService
    care: NotebookCareService
    pages: PageService
    comparing: ComparisonService
    results: LinkService
    openings: Openings


@asynccontextmanager
async def opened_notebooks(
    database: Database,
    artist: Artist,
    results: ResultService,
    fetcher: Fetcher,
    hub: str,
    now: Callable[[], datetime],
    site: Site,
    voice: Voice,
) -> AsyncIterator[Notebooks]:
    """The services, with a process that opens notebooks and one that shows them; `hub` is the Hub's address.

    Whoever looks at pages does not keep others from sharing. `fetcher` reads what people link to;
    `site` says which notebooks are on the web, `voice` is the language model.
    """

    def has_model() -> bool:
        return voice.status.state is State.READY

    async with NotebookReader() as reader, NotebookReader() as showing:
        yield Notebooks(
            NotebookService(database, reader, artist, NotebookLinks(fetcher, hub), hub, now, has_model),
            ShelfService(database, hub, site),
            NotebookCareService(database, reader, artist, hub, now),
            PageService(database, showing, site, now),
            ComparisonService(database, showing),
            LinkService(database, reader, results, hub, now),
            Openings(now),
        )
