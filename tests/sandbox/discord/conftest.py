"""The local Discord, started for each test, with the official description where it is at hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person, meet

SCHEMA_FOLDER = Path(__file__).parents[3] / "../shared/discord"


@pytest.fixture
async def discord_sandbox() -> AsyncIterator[DiscordSandbox]:
    sandbox = DiscordSandbox(schema_folder=SCHEMA_FOLDER)
    async with sandbox:
        yield sandbox


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def camille(session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox) -> Person:
    return await meet(session, discord_sandbox.control_url, "Camille")


@pytest.fixture
async def alex(session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox) -> Person:
    return await meet(session, discord_sandbox.control_url, "Alex")
