"""What serves people, made together: every service, with the processes that do its heavy work."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from bot.alerts import notebook_telling, telling
from bot.alerts.member_service import MemberFollowService
from bot.alerts.service import FollowService
from bot.answers.beside import QuestionsBeside
from bot.answers.opening import opened_answers
from bot.answers.vectors import Vectors
from bot.audit.service import AuditService
from bot.boards.knowledge_service import KnowledgeService
from bot.boards.service import BoardService
from bot.boards.trend_service import TrendService
from bot.charts.artist import Artist
from bot.competitive.service import CompetitiveService
from bot.db.engine import Database
from bot.fetching.fetcher import Fetcher
from bot.guilds.service import GuildService
from bot.hub.cards import CardReader
from bot.hub.reader import HubReader
from bot.llm.voice import Voice
from bot.notebooks.beside import NotebooksBeside
from bot.notebooks.opening import opened_notebooks
from bot.notebooks.pages.site import Site
from bot.outbox import edits
from bot.releases import timekeeper
from bot.releases.announcing import Announcer
from bot.releases.carrying import CarryService
from bot.releases.channels import ChannelService
from bot.releases.drafting import PanelService
from bot.releases.explaining import WhyService
from bot.releases.looking import Latest
from bot.releases.newcomers import Newcomers
from bot.releases.posts import PostService
from bot.releases.resolving import Resolver
from bot.releases.saving import Saver
from bot.releases.service import WatchService
from bot.releases.store import announced
from bot.releases.suggesting import Suggester
from bot.releases.upkeep import UpkeepService
from bot.results.benchmark_service import BenchmarkService
from bot.results.care_service import CareService
from bot.results.compare_service import CompareService
from bot.results.erase_service import EraseService
from bot.results.export_service import ExportService
from bot.results.exporter import Exporter
from bot.results.moderation_service import ModerationService
from bot.results.proposing import Proposer
from bot.results.reading import FileReader
from bot.results.reproduction.service import ReproductionService
from bot.results.samples.testing import PairTester
from bot.results.service import ResultService
from bot.results.statistics.resampling import Resampler
from bot.results.token_service import TokenService
from bot.results.unlisted.service import Unlisting
from bot.services import Services
from bot.settings import Settings
from bot.status.service import StatusService, pace_of


@asynccontextmanager
async def opened_services(
    settings: Settings,
    database: Database,
    hub: HubReader,
    budget: str,
    files: FileReader,
    fetching: Fetcher,
    channels: ChannelService,
    unlisting: Unlisting,
    saver: Saver,
    latest: Latest,
    announcer: Announcer,
    card_reader: CardReader,
    voice: Voice,
    vectors: Vectors,
    now: Callable[[], datetime],
) -> AsyncIterator[Services]:
    """All services of one bot; `fetching` reads what people link to, `voice` is the language model.

    `vectors` are those of an embedding model; `budget` is what names that of the Hub.
    """
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(fetching)
        artist = await stack.enter_async_context(Artist())
        resampler = await stack.enter_async_context(Resampler())
        exporter = await stack.enter_async_context(Exporter())
        resolver = Resolver(hub)
        boards = BoardService(database, artist, now)
        newcomers = Newcomers(database, hub, now)
        results = ResultService(database, hub, files, Proposer(database, hub, announced.models), now)
        tester = PairTester(resampler)
        comparisons = CompareService(database, artist, tester)
        site = Site(database, settings.public_url, unlisting.is_open)
        notebooks = NotebooksBeside(hub.endpoint)
        yield Services(
            status=StatusService(database, budget, pace_of(settings), now, voice, vectors),
            audit=AuditService(database, now),
            channels=channels,
            guilds=GuildService(
                database,
                now,
                changed=timekeeper.look_again,
                joined_again=(edits.reopen, telling.joined_again, notebook_telling.joined_again),
            ),
            suggestions=Suggester(hub),
            watches=WatchService(database, resolver, latest, announcer, now),
            panels=PanelService(database, saver, latest, now),
            upkeep=UpkeepService(database, saver, latest, announcer, now),
            why=WhyService(database, hub, now),
            carry=CarryService(database, resolver, saver, now),
            posts=PostService(database),
            follows=FollowService(database, now),
            member_follows=MemberFollowService(database, now),
            benchmarks=BenchmarkService(database, now),
            results=results,
            unlisting=unlisting,
            result_care=CareService(database, hub.endpoint, now),
            reproductions=ReproductionService(database, hub.endpoint, now),
            tokens=TokenService(database, settings.public_url, now),
            moderation=ModerationService(database, hub.endpoint, now),
            comparisons=comparisons,
            competitive=CompetitiveService(database, newcomers, artist, comparisons, tester),
            boards=boards,
            trends=TrendService(database, boards, artist),
            exports=ExportService(database, exporter, now, notebooks),
            erasing=EraseService(database, hub.endpoint, notebooks, QuestionsBeside()),
            knowledge=KnowledgeService(database, newcomers, now),
            answers=await stack.enter_async_context(
                opened_answers(database, fetcher, card_reader, voice, vectors, comparisons, hub.endpoint, now)
            ),
            notebooks=await stack.enter_async_context(
                opened_notebooks(database, artist, results, fetcher, hub.endpoint, now, site, voice)
            ),
        )
