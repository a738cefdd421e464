"""What a cog may ask for: one service of each feature."""

from dataclasses import dataclass

from bot.alerts.member_service import MemberFollowService
from bot.alerts.service import FollowService
from bot.answers.opening import Answers
from bot.audit.service import AuditService
from bot.boards.knowledge_service import KnowledgeService
from bot.boards.service import BoardService
from bot.boards.trend_service import TrendService
from bot.competitive.service import CompetitiveService
from bot.guilds.service import GuildService
from bot.notebooks.opening import Notebooks
from bot.releases.carrying import CarryService
from bot.releases.channels import ChannelService
from bot.releases.drafting import PanelService
from bot.releases.explaining import WhyService
from bot.releases.posts import PostService
from bot.releases.service import WatchService
from bot.releases.suggesting import Suggester
from bot.releases.upkeep import UpkeepService
from bot.results.benchmark_service import BenchmarkService
from bot.results.care_service import CareService
from bot.results.compare_service import CompareService
from bot.results.erase_service import EraseService
from bot.results.export_service import ExportService
from bot.results.moderation_service import ModerationService
from bot.results.reproduction.service import ReproductionService
from bot.results.service import ResultService
from bot.results.token_service import TokenService
from bot.results.unlisted.service import Unlisting
from bot.status.service import StatusService


@dataclass(frozen=True)
class Services:
    """The services of one running bot, made in `bot/app.py`."""

    audit: AuditService
    channels: ChannelService
    guilds: GuildService
    status: StatusService
    suggestions: Suggester
    watches: WatchService
    panels: PanelService
    upkeep: UpkeepService
    why: WhyService
    carry: CarryService
    posts: PostService
    follows: FollowService
    member_follows: MemberFollowService
    results: ResultService
    unlisting: Unlisting
    benchmarks: BenchmarkService
    result_care: CareService
    reproductions: ReproductionService
    tokens: TokenService
    exports: ExportService
    erasing: EraseService
    moderation: ModerationService
    comparisons: CompareService
    competitive: CompetitiveService
    boards: BoardService
    trends: TrendService
    knowledge: KnowledgeService
    answers: Answers
    notebooks: Notebooks
