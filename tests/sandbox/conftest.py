"""What the tests of both local servers share."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.hub.server import HubSandbox


@pytest.fixture
async def full_hub() -> AsyncIterator[HubSandbox]:
    """A Hub with the shipped catalogue; a test that makes it complain fails."""
    async with HubSandbox() as hub:
        yield hub
    assert hub.journal.problems == []


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session
