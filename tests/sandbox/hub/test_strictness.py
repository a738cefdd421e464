"""What the local Hub does not know is refused, and noted as a problem."""

import aiohttp
import pytest

from sandbox.hub.server import HubSandbox
from tests.sandbox.hub.conftest import TOKEN


async def complaints(hub: HubSandbox, session: aiohttp.ClientSession, path: str) -> tuple[int, list[str]]:
    """The status of a request, and the problems noted because of it, which are then forgiven."""
    async with session.get(f"{hub.url}{path}") as response:
        status = response.status
    problems = list(hub.journal.problems)
    hub.journal.problems.clear()
    return status, problems


async def test_an_unknown_route_is_a_problem(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    assert await complaints(hub, session, "/api/modelz") == (404, ["unknown route GET /api/modelz"])


async def test_an_unknown_query_parameter_is_a_problem(
    hub: HubSandbox, session: aiohttp.ClientSession
) -> None:
    found = await complaints(hub, session, "/api/models?direction=-1")
    assert found == (400, ["GET /api/models: unknown query direction"])


@pytest.mark.parametrize(
    "query",
    [
        "sort=weather",
        "limit=none",
        "limit=0",
        "cursor=rubbish",
        "full=perhaps",
        "num_parameters=big",
        "author=a&author=b",
    ],
)
async def test_a_value_that_makes_no_sense_is_refused(
    hub: HubSandbox, session: aiohttp.ClientSession, query: str
) -> None:
    status, problems = await complaints(hub, session, f"/api/models?{query}")
    assert (status, problems) == (400, [])


@pytest.mark.parametrize(
    "path", ["/api/daily_papers?p=x", "/api/collections?p=-1", "/api/daily_papers?sort=x"]
)
async def test_a_page_that_is_no_number_is_refused(
    hub: HubSandbox, session: aiohttp.ClientSession, path: str
) -> None:
    assert await complaints(hub, session, path) == (400, [])


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"weather": 1},
        {"watched": [{"type": "car", "name": "x"}]},
        {"domains": ["x"]},
        {"secret": "é"},
    ],
)
async def test_a_webhook_that_makes_no_sense_is_refused(
    hub: HubSandbox, session: aiohttp.ClientSession, body: object
) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = f"{hub.url}/api/settings/webhooks"
    async with session.post(url, json=body, headers=headers) as response:
        assert response.status == 400


async def test_spaces_have_no_downloads_to_sort_by(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    assert (await complaints(hub, session, "/api/spaces?sort=downloads"))[0] == 400


async def test_weights_are_not_there(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    assert await complaints(hub, session, "/cdn/abc") == (404, ["/cdn/abc: the sandbox keeps no weights"])


async def test_the_control_api_is_not_in_the_journal(hub: HubSandbox, session: aiohttp.ClientSession) -> None:
    assert await complaints(hub, session, "/control/hub/state") == (200, [])
    assert hub.journal.calls == []
