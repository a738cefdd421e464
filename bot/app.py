"""The composition root: everything that one running bot is made of, made here and closed here."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any, Self

import aiohttp
import structlog

from bot.alerts import jobs as alerts
from bot.alerts.notebook_telling import noting as noting_notebooks
from bot.alerts.telling import Teller
from bot.answers.prefix import PREFIX
from bot.answers.vectors import Vectors
from bot.boards.revisions import Revisions
from bot.chat.client import EssaiBot
from bot.chat.once import Rest
from bot.chat.publisher import DiscordPublisher
from bot.chat.reach import DiscordReach
from bot.chores import chores_of
from bot.db.figures import read_figures
from bot.db.opening import opened
from bot.embeddings.opening import chosen_now
from bot.extensions import EXTENSIONS
from bot.fetching.opening import fetcher
from bot.hub.caller import user_agent
from bot.hub.cards import CardReader
from bot.hub.reader import HubReader
from bot.hub.turns import SharedTurns, fingerprint
from bot.jobs.worker import Handler, Worker
from bot.llm.cores import Cores
from bot.llm.opening import kept_running, voice_of
from bot.llm.route import model_route
from bot.notebooks import following as notebooks
from bot.notebooks.pages import policy
from bot.opening import opened_services
from bot.outbox.handling import AT_ONCE, handlers
from bot.outbox.traffic import Traffic
from bot.outbox.waiting import each
from bot.outdated import model as outdated
from bot.releases import handling as releases
from bot.releases.announcing import Announcer
from bot.releases.channels import ChannelService
from bot.releases.closing import Closing
from bot.releases.finding import Finder
from bot.releases.hooked import Hooked
from bot.releases.lanes import Lanes
from bot.releases.listeners import listeners
from bot.releases.looking import Latest
from bot.releases.presence import Presence
from bot.releases.saving import Saver
from bot.releases.timekeeper import Timekeeper
from bot.releases.timing import long_away
from bot.releases.watcher import Watcher
from bot.releases.watching import Watching
from bot.results.reading import FileReader
from bot.results.receiving import Receiver
from bot.results.reproduction.back_links import BackLinks
from bot.results.reproduction.model import LINK_BACK
from bot.results.unlisted import model as unlisted
from bot.results.unlisted.service import Unlisting
from bot.settings import Settings, discord_token_of, hub_token_of
from bot.web.hooks import hub_route
from bot.web.notebooks import notebooks_routes
from bot.web.results import results_route
from bot.web.server import make_app, served

_log = structlog.get_logger(__name__)


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class App:
    """One running bot: `async with App(settings) as app: await app.run()`.

    Entering opens the database, Discord's login and the web port, and raises OperatorError with one sentence
    when one of them cannot be had. `bot_options` go to discord.py's client. With `jobs_only` it is a helper
    of another bot on the same database: it delivers and does the other jobs, and neither listens nor watches.
    `now` is the clock that everything looks at. `stand_ins` answer in place of public hosts.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        extensions: Sequence[str] = EXTENSIONS,
        bot_options: Mapping[str, Any] | None = None,
        jobs_only: bool = False,
        now: Callable[[], datetime] = utc_now,
        stand_ins: Mapping[str, str] | None = None,
    ) -> None:
        self._settings = settings
        self._jobs_only = jobs_only
        self._now = now
        self._fetching = fetcher(settings.hub_endpoint, user_agent(), stand_ins or {})
        self._stack = AsyncExitStack()
        reads = settings.message_content and not jobs_only
        commands = () if jobs_only else extensions
        self.bot = EssaiBot(commands, reads_messages=reads, **(bot_options or {}))
        self._stopping = asyncio.Event()

    async def __aenter__(self) -> Self:
        try:
            await self._open()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def run(self) -> None:
        """Work until `stop` is called, or until a part ends with an error."""
        async with asyncio.TaskGroup() as group:
            jobs = [group.create_task(worker.run(), name="jobs") for worker in self._workers]
            others = [group.create_task(self._timekeeper.run(), name="timekeeper")]
            others += [] if self._jobs_only else self._listening(group)
            await self._stopping.wait()
            for worker in self._workers:
                worker.stop()
            await asyncio.wait(jobs, timeout=10)
            await self.bot.close()
            for task in jobs + others:
                task.cancel()

    def _listening(self, group: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        """What only one process at a time does: listen to Discord and watch the Hub."""
        discord = group.create_task(self.bot.stay_connected(), name="discord")
        discord.add_done_callback(lambda _: self.stop())
        watcher = group.create_task(self._watcher.run(), name="watcher")
        chores = chores_of(self.bot.services, self._revisions, self._presence, DiscordReach(self.bot))
        return [discord, watcher, group.create_task(chores.run(), name="chores")]

    def stop(self) -> None:
        """Let `run` finish what it has begun and return."""
        self._stopping.set()

    async def _open(self) -> None:
        settings, now = self._settings, self._now
        discord_token = discord_token_of(settings)
        url = settings.database_url.get_secret_value() if settings.database_url else None
        self.database = await self._stack.enter_async_context(opened(url, settings.data_dir))
        session = await self._stack.enter_async_context(aiohttp.ClientSession())
        token = hub_token_of(settings)
        timeout = settings.hub_timeout_seconds
        caller = (session, settings.hub_endpoint, token)
        budget = fingerprint(settings.hub_endpoint, token)
        turns = SharedTurns(self.database, budget)
        hub = HubReader(*caller, turns, user_agent(), timeout=timeout)
        card_reader = CardReader(*caller, user_agent(), timeout=timeout)
        watching = Watching()
        finder = Finder(self.database, hub.endpoint, watching, now, long_away(settings.feed_seconds))
        self._presence = presence = Presence(self.database, hub, now)
        listening = listeners(
            self.database,
            hub,
            finder,
            presence,
            now,
            papers_seconds=settings.papers_seconds,
            quiet_seconds=settings.revision_quiet_seconds,
        )
        self._hooked = Hooked(self.database, hub, finder, now)
        traffic = Traffic(self.database, settings.sends_per_second)
        self._stack.push_async_callback(traffic.close)
        self.bot.pass_through(traffic)
        publisher = DiscordPublisher(self.bot, Rest(session, discord_token, traffic))
        teller = Teller(self.database, publisher, now, wait=settings.alert_seconds)
        announcer = Announcer(self.database, hub, card_reader, watching, teller.note, now)
        closing = Closing(now)
        closed = each(closing.closed, teller.closed)
        delivering = handlers(
            self.database,
            publisher,
            closed,
            now,
            heartbeat=settings.job_heartbeat_seconds,
            paused_for=traffic.paused_for,
        )
        saver, latest = Saver(self.database, listening, now), Latest(listening, now)
        channels = ChannelService(self.database, saver, closing, DiscordReach(self.bot), now)
        unlisting = Unlisting(self.database, hub.endpoint, DiscordReach(self.bot))
        files = await self._stack.enter_async_context(FileReader())
        cores = Cores()
        self.voice = voice_of(settings, PREFIX, cores)
        self.vectors = Vectors(self.database, chosen_now(settings), cores)
        self.bot.services = await self._stack.enter_async_context(
            opened_services(
                settings,
                self.database,
                hub,
                budget,
                files,
                self._fetching,
                channels,
                unlisting,
                saver,
                latest,
                announcer,
                card_reader,
                self.voice,
                self.vectors,
                now,
            )
        )
        self._timekeeper, self._revisions = Timekeeper(self.database, now), Revisions(self.database, hub, now)
        announcing: dict[str, Handler] = {
            **alerts.jobs(self.database, publisher, teller, now),
            **releases.handlers(
                self.database,
                hub,
                announcer,
                self._hooked,
                presence,
                self.bot.services.upkeep,
                self._timekeeper,
                now,
            ),
            outdated.JOB: self._revisions.look,
            outdated.SHOW: self._revisions.show,
            LINK_BACK: BackLinks(self.database, hub.endpoint).link,
            **notebooks.handlers(self.database, hub.endpoint, noting_notebooks(settings.alert_seconds)),
            **self.bot.services.answers.jobs,
        }
        if not self._jobs_only:  # a helper hears nothing of channels and rights
            reach = DiscordReach(self.bot)
            announcing |= releases.handlers_that_hear(self.database, channels, reach, now)
            announcing |= alerts.jobs_that_hear(self.database, publisher, reach, now)
            announcing[unlisted.JOB] = unlisting.look
        self._workers = [self._worker(announcing), self._worker(delivering, most_at_once=AT_ONCE)]
        lanes = Lanes(self.database, hub, finder, listening, now, settings)
        self._watcher = Watcher(self.database, lanes, now)
        if not self._jobs_only:
            await self._stack.enter_async_context(kept_running(self.voice))
            await self._stack.enter_async_context(kept_running(self.vectors))
            await self._open_web(Receiver(self.database, hub, files, DiscordReach(self.bot), now))
        self._stack.push_async_callback(self.bot.close)
        await self.bot.log_in(discord_token)

    def _worker(self, handlers: dict[str, Handler], most_at_once: int | None = None) -> Worker:
        heartbeat = self._settings.job_heartbeat_seconds
        return Worker(self.database, handlers, heartbeat=heartbeat, most_at_once=most_at_once)

    async def _open_web(self, receiver: Receiver) -> None:
        async def health() -> dict[str, bool]:
            return {"discord": self.bot.is_well(), "database": await self.database.answers()}

        secret = self._settings.hook_secret
        hooks = [] if secret is None else [hub_route(secret.get_secret_value(), self._hooked.receive)]
        notebooks = self.bot.services.notebooks
        pages = notebooks_routes(notebooks.pages.page, notebooks.shelf.file, policy.headers)
        models = {"writer": lambda: self.voice.status, "embeddings": lambda: self.vectors.status}
        routes = [*hooks, results_route(receiver.open), *pages, model_route(models)]

        async def figures() -> dict[str, float]:
            own = (self.voice, self.vectors, self.bot.services.answers.writer)
            return await read_figures(self.database) | {
                name: value for one in own for name, value in one.figures().items()
            }

        app = make_app(health, figures, routes)
        at = served(app, self._settings.web_host, self._settings.web_port)
        self.web_url = await self._stack.enter_async_context(at)
