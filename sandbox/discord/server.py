"""The local Discord as one object: start it, and it serves REST, gateway, CDN and the control API."""

import functools
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.clock import Clock
from sandbox.discord import storage, world
from sandbox.discord.cdn import cdn_application
from sandbox.discord.control.application import control_application
from sandbox.discord.core import Core
from sandbox.discord.gateway.gateway import Gateway
from sandbox.discord.interactions.machine import Interactions
from sandbox.discord.limits import Limits
from sandbox.discord.rest import (
    channels,
    commands,
    guilds,
    identity,
    interactions,
    messages,
    reactions,
    threads,
)
from sandbox.discord.rest.api import Api
from sandbox.discord.rest.endpoint import Endpoint
from sandbox.discord.schema import OPENAPI, Schema
from sandbox.discord.snowflakes import Snowflakes
from sandbox.discord.state import State
from sandbox.faults import Faults
from sandbox.journal import Journal
from sandbox.listening import listen

MAX_BODY = 32 * 1024 * 1024
GOING_AWAY = 1001


class DiscordSandbox:
    """A Discord on a loopback address.

    `data_file` keeps its state between two runs; `schema_folder` holds the official description that every
    request, answer and event is then checked against, with the outcome in `journal.problems`.
    Mount more on `app` before `start`.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        data_file: Path | None = None,
        schema_folder: Path | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self._store = None if data_file is None else storage.Store(data_file)
        self.core = self._furnished()
        self._schema = _schema_in(schema_folder)
        self.gateway = Gateway(self.core, self._schema, lambda: self.gateway_url)
        self.interactions = Interactions(self.core)
        self.api = Api(self.core, self._endpoints(), self._schema)
        self.app = self._application()
        self._runner: web.AppRunner | None = None
        self.url = ""

    def _furnished(self) -> Core:
        saved = None if self._store is None else self._store.load()
        if saved is not None:
            return Core(saved.state, self.clock, Snowflakes(self.clock, saved.last_id))
        snowflakes = Snowflakes(self.clock)
        core = Core(State(world.application(snowflakes)), self.clock, snowflakes)
        world.furnish(core)
        return core

    def _endpoints(self) -> list[Endpoint]:
        return [
            *identity.endpoints(lambda: self.gateway_url, self.gateway.starts.left),
            *guilds.endpoints(),
            *channels.endpoints(),
            *threads.endpoints(),
            *messages.endpoints(),
            *reactions.endpoints(),
            *commands.endpoints(),
            *interactions.endpoints(self.interactions),
        ]

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_route("*", "/api/v10/{path:.*}", self.api.handle)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.add_subapp("/cdn", cdn_application(self.core))
        app.add_subapp("/control/discord", control_application(self.core, self.gateway, self.interactions))
        return app

    @property
    def state(self) -> State:
        """Users, guilds, channels, messages, commands."""
        return self.core.state

    @property
    def faults(self) -> Faults:
        """What goes wrong next."""
        return self.core.faults

    @property
    def journal(self) -> Journal:
        """What was asked, and what was wrong with it."""
        return self.core.journal

    @property
    def limits(self) -> Limits:
        """Discord's limits on rates and times."""
        return self.core.limits

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.state.application.token

    @property
    def api_url(self) -> str:
        """Where REST is."""
        return f"{self.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return f"ws{self.url.removeprefix('http')}/gateway"

    @property
    def cdn_url(self) -> str:
        """Where files are."""
        return f"{self.url}/cdn"

    @property
    def control_url(self) -> str:
        """Where people and tests are."""
        return f"{self.url}/control/discord"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on `port` (0: any free one). Raises PortTaken."""
        self._runner, self.url = await listen(self.app, host, port)
        self.core.signer.origin = self.cdn_url
        self.core.deadlines.start()
        if self._store is not None:
            self._store.watch(self.core)

    async def until_connected(self) -> None:
        """Wait for the bot to be there."""
        await self.gateway.welcomed.wait()

    async def until_saved(self) -> None:
        """Wait until everything up to now is on disk, where that was asked for."""
        if self._store is not None:
            await self._store.until_saved()

    async def stop(self) -> None:
        """Close every connection, write the state, stop listening."""
        self.gateway.close_all(GOING_AWAY)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self.core.deadlines.stop()
        if self._store is not None:
            await self._store.close(self.core)

    async def __aenter__(self) -> Self:
        """Start on a free port."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        await self.stop()


@functools.cache
def _schema_in(folder: Path | None) -> Schema | None:
    if folder is None or not (folder / OPENAPI).is_file():
        return None
    return Schema(folder)
