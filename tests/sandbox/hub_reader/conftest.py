"""The bot's reader of the Hub on the local Hub."""

from collections.abc import Callable

import aiohttp
import pytest

from bot.hub.cards import CardReader
from bot.hub.reader import HubReader
from bot.hub.turns import OwnTurns
from sandbox.hub.server import HubSandbox

AGENT = "essai-tests"


@pytest.fixture
def hub(full_hub: HubSandbox) -> HubSandbox:
    """A Hub with the shipped catalogue, of which the reader asks nothing that it does not know."""
    return full_hub


@pytest.fixture
def make_reader(hub: HubSandbox, session: aiohttp.ClientSession) -> Callable[..., HubReader]:
    """A reader with a token, or with a time limit in seconds."""

    def make(token: str | None = None, timeout: float = 5.0) -> HubReader:
        return HubReader(session, hub.url, token, OwnTurns(), AGENT, timeout=timeout)

    return make


@pytest.fixture
def reader(make_reader: Callable[..., HubReader]) -> HubReader:
    return make_reader()


@pytest.fixture
def card_reader(hub: HubSandbox, session: aiohttp.ClientSession) -> CardReader:
    return CardReader(session, hub.url, None, AGENT, timeout=5.0)
