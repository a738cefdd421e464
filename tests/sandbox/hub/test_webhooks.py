"""Webhooks: set up with huggingface_hub, received by a server on a socket."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from huggingface_hub import HfApi, WebhookPayload
from huggingface_hub.errors import HfHubHTTPError

from sandbox.hub.server import HubSandbox
from tests.waiting import until_true


@dataclass
class Receiver:
    """Keeps what was posted to it."""

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get("X-Webhook-Secret"))
        return web.Response()

    @property
    def events(self) -> list[tuple[str, str]]:
        return [(body["event"]["action"], body["event"]["scope"]) for body in self.bodies]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.add_routes([web.post("/hooks/hub", receiver.receive)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hooks/hub"
    yield receiver
    await runner.cleanup()


async def watch(api: HfApi, receiver: Receiver, kind: str = "org", name: str = "a") -> str:
    """Watch something with a webhook; its id."""
    made = await asyncio.to_thread(
        api.create_webhook,
        url=receiver.url,
        watched=[{"type": kind, "name": name}],
        domains=["repo"],
        secret="open sesame",
    )
    return made.id


async def test_a_publication_is_told_with_the_secret_in_clear(
    hub: HubSandbox, api_with_token: HfApi, receiver: Receiver
) -> None:
    await watch(api_with_token, receiver)
    info = hub.publish(id="a/b")
    await until_true(lambda: len(receiver.bodies) == 1)
    assert receiver.secrets == ["open sesame"]
    (body,) = receiver.bodies
    assert body["event"] == {"action": "create", "scope": "repo"}
    assert body["repo"]["name"] == "a/b"
    assert body["repo"]["id"] == info["_id"]
    assert body["repo"]["headSha"] == info["sha"]
    assert body["repo"]["url"]["api"] == f"{hub.url}/api/models/a/b"
    assert WebhookPayload(**body).webhook.version == 3


async def test_what_waited_in_private_is_told_as_a_changed_setting(
    hub: HubSandbox, api_with_token: HfApi, receiver: Receiver
) -> None:
    await watch(api_with_token, receiver)
    hub.publish(id="a/waited", created_days_ago=9)
    await until_true(lambda: len(receiver.bodies) == 1)
    assert receiver.events == [("update", "repo.config")]
    assert receiver.bodies[0]["updatedConfig"] == {"private": False}


async def test_commits_renames_and_deletions_are_told(
    hub: HubSandbox, api_with_token: HfApi, receiver: Receiver
) -> None:
    first = hub.publish(id="a/b")["sha"]
    await watch(api_with_token, receiver)
    second = hub.change("model", "a/b", commit="Add weights")["sha"]
    hub.change("model", "a/b", rename="a/c")
    hub.delete("model", "a/c")
    await until_true(lambda: len(receiver.bodies) == 3)
    by_action = {body["event"]["action"]: body for body in receiver.bodies}
    moved_ref = {"ref": "refs/heads/main", "oldSha": first, "newSha": second}
    assert by_action["update"]["updatedRefs"] == [moved_ref]
    assert by_action["move"]["repo"]["name"] == "a/b"
    assert by_action["move"]["movedTo"]["name"] == "a/c"
    assert by_action["delete"]["event"]["scope"] == "repo"
    for body in receiver.bodies:
        WebhookPayload(**body)


async def test_only_what_is_watched_is_told(
    hub: HubSandbox, api_with_token: HfApi, receiver: Receiver
) -> None:
    await watch(api_with_token, receiver, "dataset", "a/texts")
    hub.publish(id="a/b")
    hub.publish(kind="dataset", id="a/texts")
    await until_true(lambda: len(receiver.bodies) == 1)
    assert receiver.bodies[0]["repo"]["type"] == "dataset"
    assert len(hub.deliveries.sent) == 1


async def test_deliveries_can_be_repeated_and_late(
    hub: HubSandbox, api_with_token: HfApi, receiver: Receiver
) -> None:
    await watch(api_with_token, receiver)
    hub.deliveries.late, hub.deliveries.repeats = 3600.0, 2
    hub.publish(id="a/b")
    await asyncio.sleep(0)
    assert receiver.bodies == []
    hub.clock.advance(3600.0)
    await until_true(lambda: len(receiver.bodies) == 3)
    hub.deliveries.late = hub.deliveries.repeats = 0
    hub.deliveries.again(1)
    await until_true(lambda: len(receiver.bodies) == 4)
    assert all(body == receiver.bodies[0] for body in receiver.bodies)


async def test_a_receiver_that_is_away_is_noted(hub: HubSandbox, api_with_token: HfApi) -> None:
    await watch(api_with_token, Receiver(url="http://127.0.0.1:9/hooks/hub"))
    hub.publish(id="a/b")
    await until_true(lambda: hub.deliveries.sent[0].status == 0)


async def test_webhooks_are_listed_changed_disabled_and_deleted(
    hub: HubSandbox, api_with_token: HfApi, receiver: Receiver
) -> None:
    webhook_id = await watch(api_with_token, receiver)
    (listed,) = await asyncio.to_thread(api_with_token.list_webhooks)
    assert (listed.id, listed.secret, listed.domains) == (webhook_id, "open sesame", ["repo"])
    changed = await asyncio.to_thread(
        api_with_token.update_webhook, webhook_id, watched=[{"type": "model", "name": "a/b"}]
    )
    assert changed.watched[0].name == "a/b"
    disabled = await asyncio.to_thread(api_with_token.disable_webhook, webhook_id)
    assert disabled.disabled
    hub.publish(id="a/b")
    assert hub.deliveries.sent == []
    assert not (await asyncio.to_thread(api_with_token.enable_webhook, webhook_id)).disabled
    await asyncio.to_thread(api_with_token.delete_webhook, webhook_id)
    assert await asyncio.to_thread(api_with_token.list_webhooks) == []


async def test_webhooks_need_a_token(api: HfApi) -> None:
    with pytest.raises(HfHubHTTPError) as caught:
        await asyncio.to_thread(api.list_webhooks)
    assert caught.value.response.status_code == 401
