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

    def forget(self) -> None:
        """Of a request that is over, count nothing."""


def trace(gate: Gate) -> aiohttp.TraceConfig:
    """The hooks for discord.py's `http_trace`.

    They run inside of its lock for a channel's own limit, so who waits for that takes no turn from others.
    """

    async def start(_: object, about: SimpleNamespace, params: aiohttp.TraceRequestStartParams) -> None:
        about.left = False
        if _is_counted(str(params.url)):
            await gate.before()
            about.left = True

    async def end(_: object, about: SimpleNamespace, params: aiohttp.TraceRequestEndParams) -> None:
        if about.left:
            shared = params.response.headers.get("X-RateLimit-Scope") == "shared"
            await _over(gate, None if shared else params.response)

    async def fail(_: object, about: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams) -> None:
        if about.left:
            await _over(gate, params.exception)

    config = aiohttp.TraceConfig()
    config.on_request_start.append(start)
    config.on_request_end.append(end)
    config.on_request_exception.append(fail)
    return config


async def _over(gate: Gate, ended: aiohttp.ClientResponse | BaseException | None) -> None:
    if isinstance(ended, aiohttp.ClientResponse):
        await gate.after(ended.status)
    elif isinstance(ended, (aiohttp.ClientError, OSError)):
        await gate.after(None)
    else:
        gate.forget()


def _is_counted(url: str) -> bool:
    return url.startswith(Route.BASE) and not url.removeprefix(Route.BASE).startswith(UNCOUNTED)
