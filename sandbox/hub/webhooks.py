"""Webhook deliveries: payloads of version 3, sent when something changes; late or repeated when asked to.

Source: https://huggingface.co/docs/hub/webhooks
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from sandbox.clock import Clock
from sandbox.hub import wire
from sandbox.hub.hub import Happening
from sandbox.hub.model import Repository, Webhook
from sandbox.hub.state import HubState

VERSION: Final = 3
TIMEOUT_SECONDS: Final = 30.0
_PREFIX: Final = {"model": "", "dataset": "datasets/", "space": "spaces/"}


@dataclass
class Delivery:
    """One payload on its way; `status` is the receiver's answer, 0 when there was none."""

    webhook: str
    payload: dict[str, Any]
    status: int | None = None


class Deliveries:
    """Sends what happens to the webhooks that watch it.

    `late` is a delay in seconds and `repeats` how often each payload comes again: the real Hub promises
    neither promptness nor uniqueness.
    """

    def __init__(self, state: HubState, clock: Clock) -> None:
        self.late = 0.0
        self.repeats = 0
        self.sent: list[Delivery] = []
        self.url = ""
        self._state = state
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    def happened(self, happening: Happening) -> None:
        """Send it to everyone who watches."""
        for webhook in self._state.webhooks.values():
            if _watches(webhook, happening.repository):
                self._send(webhook, payload(happening, webhook, self._owner(happening.repository), self.url))

    def again(self, last: int = 1) -> None:
        """Repeat the last deliveries, as they were."""
        for delivery in self.sent[-last:]:
            if delivery.webhook in self._state.webhooks:
                self._send(self._state.webhooks[delivery.webhook], delivery.payload)

    async def close(self) -> None:
        """Give up what has not arrived."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _owner(self, repository: Repository) -> str:
        return self._state.owners[repository.author].oid

    def _send(self, webhook: Webhook, data: dict[str, Any]) -> None:
        for _ in range(self.repeats + 1):
            delivery = Delivery(webhook.id, data)
            self.sent.append(delivery)
            task = asyncio.get_running_loop().create_task(self._deliver(webhook, delivery))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, webhook: Webhook, delivery: Delivery) -> None:
        await self._clock.sleep(self.late)
        # The secret goes in clear: it is no signature of the payload.
        headers = {"X-Webhook-Secret": webhook.secret} if webhook.secret else {}
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(webhook.url, json=delivery.payload, headers=headers) as response,
            ):
                delivery.status = response.status
        except (aiohttp.ClientError, TimeoutError):
            delivery.status = 0


def _watches(webhook: Webhook, repository: Repository) -> bool:
    targets = ({"type": repository.kind, "name": repository.id}, *_owners(repository))
    return (
        not webhook.disabled
        and "repo" in webhook.domains
        and any(each in webhook.watched for each in targets)
    )


def _owners(repository: Repository) -> tuple[dict[str, str], dict[str, str]]:
    return {"type": "org", "name": repository.author}, {"type": "user", "name": repository.author}


def payload(happening: Happening, webhook: Webhook, owner: str, url: str) -> dict[str, Any]:
    """What is posted. It has neither an id nor a time: receivers tell repeats apart by what it says."""
    repository = happening.repository
    data: dict[str, Any] = {
        "event": {"action": happening.action, "scope": happening.scope},
        "repo": {
            "type": repository.kind,
            "name": repository.id,
            "id": repository.oid,
            "private": repository.private,
            "url": {
                "web": f"{url}/{_PREFIX[repository.kind]}{repository.id}",
                "api": f"{url}/api/{repository.kind}s/{repository.id}",
            },
            "headSha": repository.sha,
            "owner": {"id": owner},
        },
        "webhook": {"id": webhook.id, "version": VERSION},
        **happening.extra,
    }
    if repository.kind == "space":
        data["repo"] |= wire.pick(repository, ["subdomain"])
    return data
