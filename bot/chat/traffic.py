"""Every request of discord.py asks for its turn right before it leaves, also when it is a repetition."""

from types import SimpleNamespace
from typing import Protocol

import aiohttp
from discord.http import Route

# Discord does not count them: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
UNCOUNTED = ("/interactions/", "/webhooks/")


class Gate(Protocol):
    """What `bot/outbox/traffic.py` is to this side."""

    async def before(self) -> None:
        """Wait until a request may go out."""

    async def after(self, status: int | None) -> None:
        """Count an answer; None when there was none."""


def trace(gate: Gate) -> aiohttp.TraceConfig:
    """The hooks for discord.py's `http_trace`.

    They run inside of its lock for a channel's own limit, so who waits for that takes no turn from others.
    """

    async def start(_: object, about: SimpleNamespace, params: aiohttp.TraceRequestStartParams) -> None:
        about.counted = _is_counted(str(params.url))
        if about.counted:
            await gate.before()

    async def end(_: object, about: SimpleNamespace, params: aiohttp.TraceRequestEndParams) -> None:
        shared = params.response.headers.get("X-RateLimit-Scope") == "shared"
        if about.counted and not shared:
            await gate.after(params.response.status)

    async def fail(_: object, about: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams) -> None:
        if about.counted and isinstance(params.exception, (aiohttp.ClientError, OSError)):
            await gate.after(None)

    config = aiohttp.TraceConfig()
    config.on_request_start.append(start)
    config.on_request_end.append(end)
    config.on_request_exception.append(fail)
    return config


def _is_counted(url: str) -> bool:
    return url.startswith(Route.BASE) and not url.removeprefix(Route.BASE).startswith(UNCOUNTED)
