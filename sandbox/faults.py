"""Faults on demand: what a real server does on a bad day, done when a test says so."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from sandbox.clock import Clock

Effect = Literal[
    "status", "status_after", "drop_before", "drop_after", "delay", "hang", "hang_after", "rubbish"
]


@dataclass
class Fault:
    """What happens to the next `times` requests that match.

    `status` answers with that status instead of the effect, `status_after` after it; `drop_before` and
    `drop_after` cut the connection without or with the effect; `delay` waits `seconds` first; `hang` and
    `hang_after` never answer, without or with the effect; `rubbish` answers 200 with what is not JSON.
    """

    method: str
    path: re.Pattern[str]
    effect: Effect
    status: int = 500
    seconds: float = 0.0
    times: int = 1


class Faults:
    """The faults that are waiting for their request."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(
        self,
        method: str,
        path: str,
        effect: Effect,
        *,
        status: int = 500,
        seconds: float = 0.0,
        times: int = 1,
    ) -> None:
        """Let the next `times` requests of `method` ("*" for any) whose path the regex finds go wrong."""
        self._waiting.append(Fault(method, re.compile(path), effect, status, seconds, times))

    def clear(self) -> None:
        """Forget all that wait."""
        self._waiting.clear()

    def waiting(self) -> list[dict[str, str | int | float]]:
        """Those that wait, as the control API shows them."""
        return [{**vars(fault), "path": fault.path.pattern} for fault in self._waiting]

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this request, used up by one, or None."""
        for fault in self._waiting:
            if fault.method in ("*", method) and fault.path.search(path):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None


JSON_TYPE = {"Content-Type": "application/json"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def suffer(fault: Fault, request: web.Request, handler: Handler, clock: Clock) -> web.StreamResponse:
    """Answer `request` as `fault` says; the caller has not run `handler` yet."""
    if fault.effect == "delay":
        await clock.sleep(fault.seconds)
        return await handler(request)
    if fault.effect.endswith("_after"):
        await handler(request)
    if fault.effect.startswith("hang"):
        await clock.sleep(3600.0)
    if fault.effect.startswith("status"):
        return web.Response(status=fault.status, body=b"{}", headers=JSON_TYPE)
    if fault.effect == "rubbish":
        return web.Response(body=b"<html>not what you asked for", headers=JSON_TYPE)
    if request.transport is not None:
        request.transport.abort()
    raise web.HTTPServiceUnavailable  # the client never sees it: its connection is gone
