"""The control API: what a person at the page, or a test, does to the local Hub."""

import contextlib
import dataclasses
import json
import re
from collections.abc import Callable
from typing import Any, Final, get_args

from aiohttp import web

from sandbox.faults import Effect
from sandbox.hub import wire
from sandbox.hub.facts import BadFacts, as_kind
from sandbox.hub.hub import Hub, summary
from sandbox.hub.limits import WINDOW
from sandbox.hub.model import Repository
from sandbox.hub.papers import daily_item
from sandbox.hub.people import collection_json
from sandbox.hub.routing import Answer, Handler, answer
from sandbox.hub.shipped import Catalogue, Entry
from sandbox.hub.webhooks import Deliveries

_REPOSITORY: Final = r"/repositories/{kind}/{id:[^/]+(?:/[^/]+)?}"
_FAULT: Final = frozenset({"method", "path", "effect", "status", "seconds", "times"})
_EFFECTS: Final = frozenset(get_args(Effect))


class Control:
    """The handlers of the control API over one Hub."""

    def __init__(self, hub: Hub, catalogue: Catalogue, deliveries: Deliveries) -> None:
        self._hub = hub
        self._catalogue = catalogue
        self._deliveries = deliveries

    def app(self) -> web.Application:
        """A fresh application with all routes, to be mounted under `/control/hub`."""
        app = web.Application(middlewares=[_word_mistakes])
        app.on_shutdown.append(self._end_streams)
        app.add_routes(
            [
                web.get("/state", self._state),
                web.get("/catalogue", self._entries),
                web.post("/publish", self._body(self._publish)),
                web.patch(_REPOSITORY, self._patch),
                web.delete(_REPOSITORY, self._delete),
                web.post("/papers", self._body(self._paper)),
                web.post("/collections", self._body(self._collection)),
                web.post("/faults", self._body(self._fault)),
                web.delete("/faults", self._clear_faults),
                web.post("/quota", self._body(self._quota)),
                web.post("/webhooks", self._body(self._webhooks)),
                web.get("/journal", self._journal),
                web.post("/clock", self._body(self._clock)),
                web.get("/events", self._events),
            ]
        )
        return app

    def publish(self, stated: dict[str, Any]) -> Repository:
        """Publish a catalogue entry, or whatever is stated; raises BadFacts."""
        if "catalogue" not in stated:
            return self._hub.publish(stated)
        entry = self._catalogue.entry(str(stated["catalogue"]))
        return self._hub.publish(
            entry.facts | {name: value for name, value in stated.items() if name != "catalogue"}
        )

    async def _state(self, _: web.Request) -> Answer:
        hub, now = self._hub, self._hub.clock.time()
        quota = hub.limits.quotas["api"]
        recent = [
            call for call in hub.journal.calls if call.at > now - WINDOW and call.path.startswith("/api/")
        ]
        return answer(
            {
                "repositories": [summary(each) for each in hub.state.repositories.values()],
                "requests_last_5_minutes": len(recent),
                "quota": {"anonymous": quota.anonymous, "token": quota.token},
                "faults": hub.faults.waiting(),
                "webhooks": [
                    _without_secret(dataclasses.asdict(each)) for each in hub.state.webhooks.values()
                ],
            }
        )

    async def _entries(self, _: web.Request) -> Answer:
        return answer({"entries": [self._entry(entry) for entry in self._catalogue.to_publish]})

    def _entry(self, entry: Entry) -> dict[str, Any]:
        return {
            "kind": entry.kind,
            "id": entry.id,
            "author": entry.id.split("/")[0],
            "summary": entry.facts.get("summary", ""),
            "published": self._hub.state.find(entry.kind, entry.id) is not None,
        }

    async def _publish(self, body: dict[str, Any]) -> Any:
        return wire.info(self.publish(body), blobs=True)

    async def _patch(self, request: web.Request) -> Answer:
        kind, repo_id = as_kind(request.match_info["kind"]), request.match_info["id"]
        return answer(wire.info(self._hub.change(kind, repo_id, await _json(request))))

    async def _delete(self, request: web.Request) -> Answer:
        self._hub.delete(as_kind(request.match_info["kind"]), request.match_info["id"])
        return answer({})

    async def _paper(self, body: dict[str, Any]) -> Any:
        return daily_item(self._hub, self._hub.add_paper(body))

    async def _collection(self, body: dict[str, Any]) -> Any:
        """Make a collection (`owner`, `title`, `items`), or add to one (`slug`, `type`, `id`)."""
        if "slug" in body:
            collection = self._hub.add_to_collection(body["slug"], body["type"], body["id"])
        else:
            items = [(str(kind), str(name)) for kind, name in body.get("items", [])]
            collection = self._hub.add_collection(body["owner"], body["title"], items)
        return collection_json(self._hub, collection)

    async def _fault(self, body: dict[str, Any]) -> Any:
        unknown = sorted(body.keys() - _FAULT)
        if unknown or not {"method", "path", "effect"} <= body.keys() or body["effect"] not in _EFFECTS:
            raise BadFacts(f"A fault needs method, path and effect ({', '.join(sorted(_EFFECTS))}).")
        self._hub.faults.add(**body)
        self._hub.events.send("FAULTS", {"faults": self._hub.faults.waiting()})
        return {}

    async def _clear_faults(self, _: web.Request) -> Answer:
        self._hub.faults.clear()
        self._hub.events.send("FAULTS", {"faults": []})
        return answer({})

    async def _quota(self, body: dict[str, Any]) -> Any:
        now = self._hub.limits.quotas["api"]
        self._hub.limits.quotas["api"] = dataclasses.replace(
            now, **{name: int(value) for name, value in body.items()}
        )
        return {}

    async def _webhooks(self, body: dict[str, Any]) -> Any:
        self._deliveries.late = float(body.get("late", self._deliveries.late))
        self._deliveries.repeats = int(body.get("repeats", self._deliveries.repeats))
        if "again" in body:
            self._deliveries.again(int(body["again"]))
        return {"sent": [dataclasses.asdict(delivery) for delivery in self._deliveries.sent]}

    async def _journal(self, request: web.Request) -> Answer:
        since = int(request.query.get("since", "0"))
        journal = self._hub.journal
        return answer(
            {
                "calls": [dataclasses.asdict(call) for call in journal.since(since)],
                "problems": journal.problems,
            }
        )

    async def _clock(self, body: dict[str, Any]) -> Any:
        self._hub.clock.advance(float(body["advance"]))
        return {"now": self._hub.clock.time()}

    async def _events(self, request: web.Request) -> Answer:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        with contextlib.suppress(ConnectionError):  # the browser has left
            await response.prepare(request)
            await response.write(b": listening\n\n")
            async for event in self._hub.events.listen():
                await response.write(b"data: " + json.dumps(dataclasses.asdict(event)).encode() + b"\n\n")
        return response

    async def _end_streams(self, _: web.Application) -> None:
        self._hub.events.close()

    def _body(self, act: Callable[[dict[str, Any]], Any]) -> Handler:
        async def handle(request: web.Request) -> Answer:
            return answer(await act(await _json(request)))

        return handle


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise BadFacts("The body must be a JSON object.")
    return body


def _without_secret(webhook: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in webhook.items() if name != "secret"}


@web.middleware
async def _word_mistakes(request: web.Request, handler: Handler) -> Answer:
    try:
        return await handler(request)
    except (ValueError, KeyError, TypeError, re.error) as mistake:
        return web.json_response({"error": str(mistake)}, status=400)
