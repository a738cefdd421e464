"""A place with a local Discord, a local Hub and the bot, and the people who use it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from sqlalchemy.engine import URL

from bot.app import App
from bot.db.engine import Database, dsn
from bot.extensions import EXTENSIONS
from bot.hub import store as hub_store
from bot.settings import Settings
from sandbox.clock import Clock
from sandbox.discord.server import DiscordSandbox
from sandbox.hub.limits import Quota
from sandbox.hub.server import HubSandbox
from sandbox.page.server import mount
from sandbox.person import Control, Person, Seen, meet
from sandbox.redirect import point_discord_at
from tests.conftest import SHARED, STARTED
from tests.waiting import PATIENCE, until

DISCORD_SCHEMA = SHARED / "discord"
RELEASES = "#releases"


@dataclass
class Place:
    """Everything of one journey; `start_bot` and `stop_bot` may be used again and again.

    `clock` is the bot's; `stand_ins` are what it asks in place of public hosts, by their names.
    """

    discord: DiscordSandbox
    hub: HubSandbox
    session: aiohttp.ClientSession
    settings: Settings
    people: dict[str, Person]
    stand_ins: dict[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    _app: App | None = None
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def control(self) -> Control:
        """Discord's control API, for what no person does."""
        return Control(self.session, self.discord.control_url)

    @property
    def app(self) -> App:
        """The bot that was started last."""
        assert self._app is not None
        return self._app

    @property
    def camille(self) -> Person:
        """Moderator of Atelier IA; speaks French."""
        return self.people["Camille"]

    @property
    def alex(self) -> Person:
        """Member of both servers; speaks English."""
        return self.people["Alex"]

    @property
    def robin(self) -> Person:
        """Owner of Open Bench; speaks English."""
        return self.people["Robin"]

    async def start_bot(self, *, extensions: Sequence[str] = EXTENSIONS) -> App:
        """A new bot on the same database."""
        # Discord lets a bot identify itself once in five seconds.
        self.discord.clock.advance(6)
        app = await self._running.enter_async_context(
            App(
                self.settings,
                extensions=extensions,
                bot_options={"guild_ready_timeout": 0.1},
                now=self.clock.now,
                stand_ins=self.stand_ins,
            )
        )
        self._app = app
        task = asyncio.create_task(app.run())

        async def stop() -> None:
            app.stop()
            await asyncio.wait_for(task, PATIENCE)

        self._running.push_async_callback(stop)

        async def ready() -> bool:
            if task.done():
                task.result()
            return app.bot.is_well()

        await until(ready, what="the connection of the bot")
        return app

    async def stop_bot(self) -> None:
        """Stop the bot as an operator does."""
        await self._running.aclose()

    async def pass_time(self, **time: float) -> None:
        """Let hours or days go by, for Discord, the Hub and the bot, which has seen the Hub when it ends."""
        for clock in (self.clock, self.discord.clock, self.hub.clock):
            clock.advance(timedelta(**time).total_seconds())
        moved = self.clock.now()

        async def seen() -> bool:
            async with self.app.database.transaction() as session:
                lanes = await hub_store.lanes(session)
            return any(
                one.name == "newest" and one.succeeded_at and one.succeeded_at >= moved for one in lanes
            )

        await until(seen, what="a look at the Hub")

    async def new_server(self, name: str, owner: Person, locale: str, channel: str) -> str:
        """The bot is invited to a new server with one channel, whose id is given."""
        about = {"name": name, "owner": owner.id, "members": [self.alex.id], "preferred_locale": locale}
        guild = await self.control.send("POST", "guilds", about)
        made = await self.control.send("POST", f"guilds/{guild['id']}/channels", {"name": channel, "type": 0})
        return str(made["id"])

    async def preview(self, source: str, person: Person, channel: str = RELEASES, **options: Any) -> Seen:
        """What `/watch add` shows, or answers instead."""
        target = await person.find_channel(channel)
        reply = await person.command(
            "watch add", channel=target, options={"source": source, "channel": target, **options}
        )
        assert reply.message is not None, reply.error
        return reply.message

    async def watch(self, source: str, person: Person, channel: str = RELEASES, **options: Any) -> Seen:
        """Add a watch and confirm it; what is said in the end."""
        shown = await self.preview(source, person, channel, **options)
        return await self.confirm(shown, person)

    async def confirm(self, shown: Seen, person: Person) -> Seen:
        """Press the first button of a preview; what is said in the end."""
        reply = await person.press(shown, shown.buttons[0])
        if reply.state != "updated":
            assert reply.message is not None, reply.error
            return reply.message

        def settled(one: Seen) -> bool:
            is_refusal = one.ephemeral and int(one.id) > int(shown.id) and one.text.startswith("⚠️")
            return is_refusal or (one.id == shown.id and not one.buttons)

        return await person.wait_for(shown.channel, settled)

    async def announced(self, person: Person, name: str, channel: str = RELEASES) -> Seen:
        """The announcement of a repository, as soon as it is there."""
        return await person.wait_for(channel, about(name))

    async def posts(self, person: Person, channel: str = RELEASES) -> list[Seen]:
        """All public messages of a channel."""
        return [one for one in await person.read(channel) if not one.ephemeral]


def about(name: str) -> Callable[[Seen], bool]:
    """Whether a public message announces the repository of that name."""
    return lambda one: not one.ephemeral and any(url.endswith(f"/{name}") for url in one.links.values())


@asynccontextmanager
async def opened_place(
    settings: Settings, *, catalogue: bool = True, page: bool = False
) -> AsyncIterator[Place]:
    """A local Discord and Hub, with the chat page if asked; every problem that they note fails the test."""
    discord = DiscordSandbox(schema_folder=DISCORD_SCHEMA if DISCORD_SCHEMA.is_dir() else None)
    hub = HubSandbox(catalogue=catalogue)
    hub.limits.quotas["api"] = Quota(50_000, 50_000)
    discord.limits.first_answer_seconds = PATIENCE
    if page:
        mount(discord.app, hub.control_app())
    async with discord, hub, aiohttp.ClientSession() as session:
        with point_discord_at(discord.api_url, discord.gateway_url, discord.cdn_url):
            people = {
                name: await meet(session, discord.control_url, name)
                for name in ("Camille", "Alex", "Noor", "Robin")
            }
            told = {"hub_endpoint": hub.url, "discord_token": SecretStr(discord.token)}
            place = Place(discord, hub, session, settings.model_copy(update=told), people)
            try:
                yield place
            finally:
                await place.stop_bot()
        assert discord.journal.problems == []
        assert hub.journal.problems == []


@pytest.fixture
def template() -> str:
    """A database that a bot has been started on."""
    return STARTED


@cache
def _quick() -> Settings:
    """A bot that looks at the Hub five times a second: half of what a watch costs is looking."""
    return Settings(
        web_port=0,
        hub_timeout_seconds=1.0,
        feed_seconds=0.2,
        author_seconds=0.2,
        alert_seconds=0.2,
        job_heartbeat_seconds=1.0,
    )


@pytest.fixture
def settings(database_url: URL, tmp_path: Path) -> Settings:
    """Those of a bot with a database and a folder of the test's own."""
    own = {"database_url": SecretStr(dsn(database_url)), "data_dir": tmp_path}
    return _quick().model_copy(update=own)


@pytest.fixture
async def place(settings: Settings) -> AsyncIterator[Place]:
    """A place whose bot is running."""
    async with opened_place(settings) as opened:
        await opened.start_bot()
        yield opened


@pytest.fixture
async def quiet_place(settings: Settings) -> AsyncIterator[Place]:
    """A place whose bot is not running yet."""
    async with opened_place(settings) as opened:
        yield opened


@pytest.fixture
async def stored(database_url: URL) -> AsyncIterator[Database]:
    """The database of the journey's bot."""
    database = Database(database_url)
    yield database
    await database.close()
