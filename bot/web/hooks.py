"""`POST /hooks/hub`: the Hub tells that something happened; stored, then answered, in milliseconds."""

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from aiohttp import web

from bot.db.engine import AWAY
from bot.errors import EssaiError

PATH: Final = "/hooks/hub"
HEADER: Final = "X-Webhook-Secret"
LARGEST_BYTES: Final = 256 * 1024
_log = structlog.get_logger(__name__)


class NoHook(EssaiError):
    """What was received is no payload; the message says why."""


def hub_route(secret: str, receive: Callable[[Any], Awaitable[bool]]) -> web.RouteDef:
    """The route. `receive` stores a payload: True when it is kept for work; it raises NoHook.

    Answers: 401 without the secret and 403 with a wrong one, 413 for a large body, 400 for one that is no
    payload, 503 while the database is away, so that the Hub shows the delivery as failed.
    """

    async def hook(request: web.Request) -> web.Response:
        refusal = _stranger(request, secret)
        if refusal is not None:
            return refusal
        body = await _body(request)
        if body is None:
            return _refusal(413, f"The body is larger than {LARGEST_BYTES} bytes.")
        try:
            kept = await receive(json.loads(body))
        except NoHook as error:
            return _refusal(400, f"This is no payload of a webhook: {error}.")
        except (ValueError, RecursionError):
            return _refusal(400, "The body is not JSON.")
        except AWAY as error:
            _log.warning("a hook was not stored", error=str(error))
            return _refusal(503, "The database is away.")
        return web.json_response({"kept": kept})

    return web.post(PATH, hook)


def _stranger(request: web.Request, secret: str) -> web.Response | None:
    """The refusal of whoever does not know the secret; how long it takes says nothing of it."""
    given = request.headers.get(HEADER)
    if given is None:
        return _refusal(401, f"The header {HEADER} is missing.")
    if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
        return _refusal(403, "The secret is not the right one.")
    return None


async def _body(request: web.Request) -> bytes | None:
    """The whole body, or None as soon as it is too large, whatever length it states."""
    body = bytearray()
    async for part in request.content.iter_chunked(LARGEST_BYTES):
        body += part
        if len(body) > LARGEST_BYTES:
            return None
    return bytes(body)


def _refusal(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)
