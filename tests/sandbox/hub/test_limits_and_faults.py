"""The Hub on a bad day: used-up quotas, and faults on demand."""

import asyncio

import aiohttp
import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils._http import parse_ratelimit_headers

from sandbox.hub.limits import Quota
from sandbox.hub.server import HubSandbox
from tests.sandbox.hub.conftest import TOKEN
from tests.waiting import PATIENCE, until_true


async def test_every_answer_tells_what_is_left(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    for left in (499, 498):
        async with session.get(f"{hub.url}/api/models") as response:
            found = parse_ratelimit_headers(response.headers)
        assert found is not None
        assert (found.resource_type, found.remaining, found.limit) == ("api", left, 500)
        assert found.window_seconds == 300
        assert 298 <= found.reset_in_seconds <= 300


async def test_files_are_counted_apart(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    hub.publish(id="a/b")
    async with session.get(f"{hub.url}/a/b/resolve/main/README.md") as response:
        assert response.headers["RateLimit"].startswith('"resolvers";r=2999;')


async def test_a_token_has_a_quota_of_its_own(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{hub.url}/api/models"):
        pass
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with session.get(f"{hub.url}/api/models", headers=headers) as response:
        assert response.headers["RateLimit"].startswith('"api";r=999;')


async def test_a_used_up_quota_is_429_until_the_window_ends(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/b")
    hub.limits.quotas["api"] = Quota(anonymous=1, token=1)
    await asyncio.to_thread(api.model_info, "a/b")
    with pytest.raises(HfHubHTTPError, match="you have reached your 'api' rate limit") as caught:
        await asyncio.to_thread(api.model_info, "a/b")
    assert caught.value.response.status_code == 429
    hub.clock.advance(300)
    assert (await asyncio.to_thread(api.model_info, "a/b")).id == "a/b"


async def test_a_wrong_token_is_refused(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{hub.url}/api/models", headers={"Authorization": "Bearer nonsense"}) as response:
        assert response.status == 401
        assert response.headers["X-Error-Message"] == "Invalid credentials in Authorization header"


async def test_who_am_i_needs_a_token(api: HfApi, api_with_token: HfApi) -> None:
    assert (await asyncio.to_thread(api_with_token.whoami))["name"] == "essai"
    with pytest.raises(HfHubHTTPError):
        await asyncio.to_thread(api.whoami, token="nonsense")


async def test_a_fault_answers_once_with_its_status(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    hub.faults.add("GET", "/api/models", "status", status=503)
    statuses = []
    for _ in range(2):
        async with session.get(f"{hub.url}/api/models") as response:
            statuses.append(response.status)
    assert statuses == [503, 200]
    assert [call.status for call in hub.journal.calls] == statuses


async def test_a_client_that_tries_again_gets_through_a_fault(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/b")
    hub.faults.add("GET", "/api/models", "status", status=500)
    found = await asyncio.to_thread(lambda: list(api.list_models()))
    assert [model.id for model in found] == ["a/b"]


async def test_a_connection_can_be_dropped(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    # aiohttp asks once more by itself.
    hub.faults.add("*", "/api/models", "drop_before", times=2)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await session.get(f"{hub.url}/api/models")


async def test_rubbish_is_no_json(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    hub.faults.add("GET", "/api/models", "rubbish")
    async with session.get(f"{hub.url}/api/models") as response:
        assert response.status == 200
        with pytest.raises(ValueError, match="Expecting value"):
            await response.json()


async def test_a_hanging_request_does_not_keep_the_hub_from_stopping(
    hub: HubSandbox, session: aiohttp.ClientSession
) -> None:
    hub.faults.add("GET", "/api/models", "hang")
    waiting = asyncio.create_task(session.get(f"{hub.url}/api/models").__aenter__())
    await until_true(lambda: hub.faults.waiting() == [])
    async with asyncio.timeout(5):
        await hub.stop()
        with pytest.raises(aiohttp.ClientError):
            await waiting


async def test_a_delay_passes_with_the_clock(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    hub.faults.add("GET", "/api/models", "delay", seconds=3600)
    waiting = asyncio.create_task(session.get(f"{hub.url}/api/models").__aenter__())
    await until_true(lambda: hub.faults.waiting() == [])
    hub.clock.advance(3600)
    async with asyncio.timeout(PATIENCE):
        assert (await waiting).status == 200
