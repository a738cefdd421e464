"""A local Hub on a socket, and the clients that ask it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from huggingface_hub import HfApi, close_session, constants

from sandbox.hub.server import HubSandbox

TOKEN = "hf_a_reader_of_trials"


@pytest.fixture
async def hub() -> AsyncIterator[HubSandbox]:
    """An empty Hub; a test that makes it complain fails, unless it forgives the complaint itself."""
    async with HubSandbox(catalogue=False) as hub:
        yield hub
    assert hub.journal.problems == []


@pytest.fixture
def quiet_client(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """huggingface_hub without its daily question to the real Hub, and without a connection left open."""
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
    yield
    close_session()


@pytest.fixture
def api(hub: HubSandbox, quiet_client: None) -> HfApi:
    return HfApi(endpoint=hub.url, token=False)


@pytest.fixture
def api_with_token(hub: HubSandbox, quiet_client: None) -> HfApi:
    return HfApi(endpoint=hub.url, token=TOKEN)


@pytest.fixture
def full_api(full_hub: HubSandbox, quiet_client: None) -> HfApi:
    return HfApi(endpoint=full_hub.url, token=False)
