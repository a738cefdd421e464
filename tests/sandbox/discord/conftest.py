"""The local Discord, started for each test, with the official description where it is at hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person, meet
from tests.sandbox.discord.raw import Line, Rest, connected

SCHEMA_FOLDER = Path(__file__).parents[3] / "../shared/discord"


@pytest.fixture
async def discord_sandbox() -> AsyncIterator[DiscordSandbox]:
    """A server whose own answers and events, at least, must be right in every test."""
    sandbox = DiscordSandbox(schema_folder=SCHEMA_FOLDER)
    async with sandbox:
        yield sandbox
    own = [each for each in sandbox.journal.problems if each.startswith(("answer", "gateway"))]
    assert own == []


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


@pytest.fixture
def rest(session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox) -> Rest:
    """A raw client with the bot's token."""
    return Rest(session, discord_sandbox.api_url, discord_sandbox.token)


@pytest.fixture
async def line(rest: Rest, session: aiohttp.ClientSession) -> AsyncIterator[Line]:
    """A raw connection to the gateway that is ready."""
    async with connected(rest, session) as line:
        await line.ready()
        yield line


@pytest.fixture
async def general(rest: Rest) -> str:
    """The id of #general."""
    return await rest.channel("general")
