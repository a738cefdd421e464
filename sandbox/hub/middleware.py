"""What happens to every request: noted, spoiled on demand, counted, refused in the Hub's words."""

import asyncio
import json
import uuid
from typing import Any

from aiohttp import web

from sandbox.faults import suffer
from sandbox.hub.errors import Refusal
from sandbox.hub.hub import Hub
from sandbox.hub.limits import Bucket
from sandbox.hub.query import BadQuery
from sandbox.hub.routing import HUB, Answer, Handler, token


def _outside(request: web.Request) -> bool:
    return request.path.startswith("/control/")


@web.middleware
async def note(request: web.Request, handler: Handler) -> Answer:
    """Write the request and its status into the journal."""
    if _outside(request):
        return await handler(request)
    hub, status = request.config_dict[HUB], 0
    try:
        response = await handler(request)
        status = response.status
    except web.HTTPException as refused:
        status = refused.status
        raise
    except asyncio.CancelledError:
        raise
    except BaseException:
        hub.journal.problem(f"{request.method} {request.path} failed in the sandbox")
        raise
    finally:
        body = await _body(request)
        hub.journal.record(
            at=hub.clock.time(),
            method=request.method,
            path=request.path,
            query=request.query_string,
            body=body,
            status=status,
        )
    return response


async def _body(request: web.Request) -> Any:
    if not request.content_type.endswith("json"):
        return None
    try:
        return json.loads(await request.read())
    except ValueError:
        return None


@web.middleware
async def spoil(request: web.Request, handler: Handler) -> Answer:
    """Let a waiting fault happen instead of, before or after the answer."""
    hub = request.config_dict[HUB]
    fault = None if _outside(request) else hub.faults.take(request.method, request.path)
    if fault is None:
        return await handler(request)
    return await suffer(fault, request, handler, hub.clock)


@web.middleware
async def refuse(request: web.Request, handler: Handler) -> Answer:
    """Count the request against its window, and word every refusal as the Hub does."""
    if _outside(request):
        return await handler(request)
    hub = request.config_dict[HUB]
    headers = {"X-Request-Id": f"Root=1-{uuid.uuid4()}"}
    try:
        allowance = hub.limits.take(_bucket(request), token(request), hub.clock.time())
        headers |= allowance.headers
        if allowance.exceeded:
            raise Refusal(429, "We had to rate limit you.")  # noqa: TRY301 - all refusals are worded below
        _known(request, hub)
        response = await handler(request)
    except Refusal as refusal:
        response = _refused(refusal)
    except BadQuery as error:
        response = _refused(Refusal(400, str(error)))
    except web.HTTPTemporaryRedirect as redirect:
        text = f"Temporary Redirect. Redirecting to {redirect.location}"
        response = web.Response(status=307, text=text, headers={"Location": str(redirect.location)})
    if not response.prepared:
        response.headers.update(headers)
    return response


def _refused(refusal: Refusal) -> web.Response:
    return web.json_response({"error": refusal.message}, status=refusal.status, headers=refusal.headers)


def _bucket(request: web.Request) -> Bucket:
    return "resolvers" if "/resolve/" in request.path else "api"


def _known(request: web.Request, hub: Hub) -> None:
    if request.match_info.http_exception is None:
        return
    # huggingface_hub asks for this once a day; 404 is a right answer, and a list would break the client.
    if request.path != "/api/agent-harnesses":
        hub.journal.problem(f"unknown route {request.method} {request.path}")
    raise Refusal(404, "Sorry, we can't find the page you are looking for.")


ALL = (note, spoil, refuse)
