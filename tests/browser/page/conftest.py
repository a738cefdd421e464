"""Both local servers with the page and the zoo bot, fresh for each test."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from sandbox.discord.server import DiscordSandbox
from sandbox.hub.server import HubSandbox
from sandbox.page.server import mount
from sandbox.redirect import point_discord_at
from tests.browser.page.zoo import Zoo

READY_SECONDS = 10.0


@dataclass(frozen=True)
class World:
    """What stands behind the page."""

    discord: DiscordSandbox
    hub: HubSandbox
    zoo: Zoo

    @property
    def url(self) -> str:
        return self.discord.url


@pytest_asyncio.fixture(loop_scope="session")
async def world() -> AsyncIterator[World]:
    async with contextlib.AsyncExitStack() as stack:
        hub = await stack.enter_async_context(HubSandbox())
        discord = DiscordSandbox()
        mount(discord.app, hub.control_app())
        await stack.enter_async_context(discord)
        stack.enter_context(point_discord_at(discord.api_url, discord.gateway_url, discord.cdn_url))
        zoo = await stack.enter_async_context(Zoo())
        running = asyncio.create_task(zoo.start(discord.token))
        async with asyncio.timeout(READY_SECONDS):
            await zoo.wait_until_ready()
        yield World(discord, hub, zoo)
        await zoo.close()
        await running
