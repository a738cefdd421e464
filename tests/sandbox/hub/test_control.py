"""The control API, as the page and the tests use it."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox.hub.server import HubSandbox
from tests.waiting import PATIENCE


class Control:
    """Asks the control API of a Hub."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        async with self._session.request(method, f"{self._url}/control/hub/{path}", json=body) as response:
            return response.status, await response.json()


@pytest.fixture
def control(hub: HubSandbox, session: aiohttp.ClientSession) -> Control:
    return Control(session, hub.url)


@pytest.fixture
def full_control(full_hub: HubSandbox, session: aiohttp.ClientSession) -> Control:
    return Control(session, full_hub.url)


async def test_a_catalogue_entry_is_published_with_one_press(
    full_hub: HubSandbox, full_control: Control
) -> None:
    _, before = await full_control("GET", "catalogue")
    entry = next(each for each in before["entries"] if each["id"] == "mistralai/Devstral-Small-2507")
    assert entry["author"] == "mistralai"
    assert entry["summary"].startswith("A model for software agents")
    assert not entry["published"]
    status, info = await full_control("POST", "publish", {"catalogue": entry["id"]})
    assert (status, info["safetensors"]["total"]) == (200, 23_572_403_200)
    _, after = await full_control("GET", "catalogue")
    assert next(each for each in after["entries"] if each["id"] == entry["id"])["published"]
    status, refusal = await full_control("POST", "publish", {"catalogue": entry["id"]})
    assert (status, refusal) == (400, {"error": "mistralai/Devstral-Small-2507 is already on this Hub."})


async def test_anything_can_be_published(hub: HubSandbox, control: Control) -> None:
    stated = {
        "kind": "dataset",
        "id": "a/texts",
        "licence": {"id": "other", "name": "house-rules", "link": "https://example.org"},
        "languages": "fr",
        "created_days_ago": 2,
        "readme": "---\npretty_name: Texts\n---\n\nMany French texts.\n",
    }
    status, info = await control("POST", "publish", stated)
    assert status == 200
    assert info["cardData"]["license_name"] == "house-rules"
    assert info["cardData"]["pretty_name"] == "Texts"
    assert "language:fr" in info["tags"]
    _, state = await control("GET", "state")
    (repository,) = state["repositories"]
    assert repository["licence"] == "house-rules"
    assert repository["created_at"] < repository["published_at"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, 'A repository needs an "id" such as "author/name".'),
        ({"id": "a/b", "weather": "fine"}, "Unknown facts: weather."),
        ({"id": "a/b", "kind": "car"}, "\"kind\" is one of model, dataset, space, not 'car'."),
        ({"id": "a/b", "gated": "perhaps"}, '"gated" is false, "auto" or "manual".'),
        ({"id": "a/b", "base_model": {"cousin": "c/d"}}, '"base_model" names one relation of'),
        ({"id": "a/b", "parameters": "7B"}, '"parameters" is a number, or numbers by dtype.'),
        ({"id": "a/b", "parameters": 9, "quantisations": ["Q99"]}, "Unknown quantisations: Q99."),
        ({"catalogue": "no/such"}, "The catalogue has no no/such to publish."),
        ([], "The body must be a JSON object."),
    ],
)
async def test_a_mistake_is_answered_with_a_sentence(control: Control, body: Any, sentence: str) -> None:
    status, answer = await control("POST", "publish", body)
    assert status == 400
    assert answer["error"].startswith(sentence)


async def test_a_repository_is_flipped_renamed_changed_and_deleted(hub: HubSandbox, control: Control) -> None:
    hub.publish(id="a/b", private=True)
    _, state = await control("GET", "state")
    assert state["repositories"][0]["published_at"] is None
    changes = {"private": False, "rename": "a/c", "gated": "auto", "card_data": {"license": "mit"}}
    status, info = await control("PATCH", "repositories/model/a/b", changes)
    assert status == 200
    assert (info["id"], info["gated"], info["cardData"]["license"]) == ("a/c", "auto", "mit")
    _, state = await control("GET", "state")
    assert state["repositories"][0]["published_at"] is not None
    assert (await control("DELETE", "repositories/model/a/c"))[0] == 200
    assert (await control("DELETE", "repositories/model/a/c"))[0] == 400
    assert (await control("PATCH", "repositories/model/a/c", {"weather": 1}))[0] == 400


async def test_papers_faults_quota_clock_and_journal_are_set_from_outside(
    hub: HubSandbox, control: Control, session: aiohttp.ClientSession
) -> None:
    assert (await control("POST", "papers", {"id": "2501.00001", "title": "T"}))[1]["title"] == "T"
    fault = {"method": "GET", "path": "/api/models", "effect": "status", "status": 500, "times": 2}
    assert (await control("POST", "faults", fault))[0] == 200
    assert (await control("POST", "faults", {"effect": "weather"}))[0] == 400
    async with session.get(f"{hub.url}/api/models") as response:
        assert response.status == 500
    _, state = await control("GET", "state")
    assert state["faults"][0]["times"] == 1
    assert state["requests_last_5_minutes"] == 1
    await control("DELETE", "faults")
    await control("POST", "quota", {"anonymous": 7})
    _, state = await control("GET", "state")
    assert (state["faults"], state["quota"]) == ([], {"anonymous": 7, "token": 1_000})
    before = hub.clock.time()
    await control("POST", "clock", {"advance": 600})
    assert hub.clock.time() - before >= 600
    _, journal = await control("GET", "journal?since=0")
    assert [call["path"] for call in journal["calls"]] == ["/api/models"]
    assert (await control("GET", "journal?since=1"))[1]["calls"] == []


async def test_deliveries_are_made_late_and_repeated_from_outside(hub: HubSandbox, control: Control) -> None:
    assert await control("POST", "webhooks", {"late": 5, "repeats": 1}) == (200, {"sent": []})
    assert (hub.deliveries.late, hub.deliveries.repeats) == (5.0, 1)


async def test_events_tell_what_happens_as_it_happens(
    hub: HubSandbox, control: Control, session: aiohttp.ClientSession
) -> None:
    async with session.get(f"{hub.url}/control/hub/events") as stream:
        assert await stream.content.readline() == b": listening\n"
        hub.publish(id="a/b")
        hub.change("model", "a/b", commit="more")
        hub.delete("model", "a/b")
        await control("DELETE", "faults")
        found: list[dict[str, Any]] = []
        async with asyncio.timeout(PATIENCE):
            while len(found) < 4:
                line = await stream.content.readline()
                if line.startswith(b"data: "):
                    found.append(json.loads(line.removeprefix(b"data: ")))
    assert [event["type"] for event in found] == ["PUBLISHED", "CHANGED", "DELETED", "FAULTS"]
    assert found[0]["data"]["id"] == "a/b"


async def test_the_control_api_can_be_mounted_on_another_server(
    hub: HubSandbox, session: aiohttp.ClientSession
) -> None:
    app = web.Application()
    app.add_subapp("/control/hub", hub.control_app())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    elsewhere = Control(session, f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        assert (await elsewhere("POST", "publish", {"id": "a/b"}))[0] == 200
        assert hub.state.find("model", "a/b") is not None
    finally:
        await runner.cleanup()
