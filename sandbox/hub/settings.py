"""Routes: the webhooks of the account that the token belongs to."""

import dataclasses
from typing import Any, Final

from aiohttp import web

from sandbox.hub.errors import Refusal
from sandbox.hub.model import Webhook, object_id
from sandbox.hub.routing import HUB, Handler, answer, needs_token, strict

_PATH: Final = "/api/settings/webhooks"
_KNOWN: Final = frozenset({"watched", "domains", "secret", "url"})
_TYPES: Final = frozenset({"dataset", "model", "org", "space", "user"})
_DOMAINS: Final = frozenset({"repo", "discussion"})


async def _read(request: web.Request) -> dict[str, Any]:
    needs_token(request)
    try:
        body = await request.json()
    except ValueError:
        raise Refusal(400, "The body must be JSON") from None
    mistake = _mistake(body) if isinstance(body, dict) else "The body must be an object"
    if mistake is not None:
        raise Refusal(400, mistake)
    return dict(body)


def _mistake(body: dict[str, Any]) -> str | None:
    watched, domains = body.get("watched", []), body.get("domains", [])
    if body.keys() - _KNOWN:
        return f"Unknown fields: {', '.join(sorted(body.keys() - _KNOWN))}"
    if not isinstance(watched, list) or not all(_is_watchable(item) for item in watched):
        return "watched holds {type, name} of users, organizations and repositories"
    if not isinstance(domains, list) or not all(domain in _DOMAINS for domain in domains):
        return "domains are repo and discussion"
    if not str(body.get("secret", "")).isascii():
        return "secret must be ASCII"
    return None


def _is_watchable(item: Any) -> bool:
    return isinstance(item, dict) and item.keys() == {"type", "name"} and item["type"] in _TYPES


def _webhook(request: web.Request) -> Webhook:
    needs_token(request)
    found = request.config_dict[HUB].state.webhooks.get(request.match_info["id"])
    if found is None:
        raise Refusal(404, "Webhook not found")
    return found


def _told(request: web.Request, webhook: Webhook) -> web.Response:
    request.config_dict[HUB].on_change()
    return answer({"webhook": dataclasses.asdict(webhook)})


async def _all(request: web.Request) -> web.Response:
    needs_token(request)
    return answer([dataclasses.asdict(each) for each in request.config_dict[HUB].state.webhooks.values()])


async def _create(request: web.Request) -> web.Response:
    hub, body = request.config_dict[HUB], await _read(request)
    if not body.get("url") or not body.get("watched"):
        raise Refusal(400, "url and watched are required")
    webhook_id = object_id("webhook", body["url"], str(hub.clock.time()), str(len(hub.state.webhooks)))
    domains = body.get("domains") or sorted(_DOMAINS)
    webhook = Webhook(webhook_id, body["url"], body["watched"], domains, body.get("secret"))
    hub.state.webhooks[webhook_id] = webhook
    return _told(request, webhook)


async def _one(request: web.Request) -> web.Response:
    return _told(request, _webhook(request))


async def _update(request: web.Request) -> web.Response:
    webhook = _webhook(request)
    for name, value in (await _read(request)).items():
        setattr(webhook, name, value)
    return _told(request, webhook)


async def _delete(request: web.Request) -> web.Response:
    hub, webhook = request.config_dict[HUB], _webhook(request)
    del hub.state.webhooks[webhook.id]
    hub.on_change()
    return answer({})


def _switch(*, disabled: bool) -> Handler:
    async def switch(request: web.Request) -> web.Response:
        webhook = _webhook(request)
        webhook.disabled = disabled
        return _told(request, webhook)

    return switch


ROUTES: Final = (
    web.get(_PATH, strict(_all)),
    web.post(_PATH, strict(_create)),
    web.get(f"{_PATH}/{{id}}", strict(_one)),
    web.post(f"{_PATH}/{{id}}", strict(_update)),
    web.delete(f"{_PATH}/{{id}}", strict(_delete)),
    web.post(f"{_PATH}/{{id}}/enable", strict(_switch(disabled=False))),
    web.post(f"{_PATH}/{{id}}/disable", strict(_switch(disabled=True))),
)
