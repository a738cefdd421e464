"""The local Discord, started for each test, with the official description where it is at hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.discord.server import DiscordSandbox
from sandbox.person import People, Person

SCHEMA_FOLDER = Path(__file__).parents[3] / "../shared/discord"


@pytest.fixture
async def discord_sandbox() -> AsyncIterator[DiscordSandbox]:
    sandbox = DiscordSandbox(schema_folder=SCHEMA_FOLDER)
    async with sandbox:
        yield sandbox


@pytest.fixture
async def people(discord_sandbox: DiscordSandbox) -> AsyncIterator[People]:
    async with People(discord_sandbox.control_url) as people:
        yield people


@pytest.fixture
async def camille(people: People) -> Person:
    return await people.meet("Camille")


@pytest.fixture
async def alex(people: People) -> Person:
    return await people.meet("Alex")
