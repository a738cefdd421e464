"""Events as they happen, for one person's screen: server-sent events."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.discord.control.asking import user_of
from sandbox.discord.control.views import channel_view, guild_view
from sandbox.discord.core import Core
from sandbox.discord.events import Event
from sandbox.discord.model import User

KEEP_ALIVE_SECONDS = 15.0
SHOWN_WITH_STANDING = frozenset({"CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"})
HIDDEN = frozenset({"INTERACTION_CREATE", "WEBHOOKS_UPDATE"})


class Streams:
    """The open streams; `close` ends them all."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._open: set[asyncio.Queue[str | None]] = set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Stream what the person sees until they go."""
        user = user_of(self._core, request.query.get("user"))
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        )
        waiting: asyncio.Queue[str | None] = asyncio.Queue()
        hear = self._listener(user, waiting.put_nowait)
        self._core.events.listen(hear)
        self._open.add(waiting)
        try:
            await response.prepare(request)
            await response.write(b": hello\n\n")
            await _pump(response, waiting)
        except ConnectionError:
            pass
        finally:
            self._open.discard(waiting)
            self._core.events.forget(hear)
        return response

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        for waiting in self._open:
            waiting.put_nowait(None)

    def _listener(self, user: User, put: Callable[[str], None]) -> Callable[[Event], None]:
        def hear(event: Event) -> None:
            if self._sees(user, event):
                told = self._as_seen(user, event)
                put(f"data: {json.dumps(told, ensure_ascii=False)}\n\n")

        return hear

    def _sees(self, user: User, event: Event) -> bool:
        if event.type in HIDDEN or event.only_for not in {None, user.id}:
            return False
        state = self._core.state
        if event.channel_id is not None and event.channel_id in state.channels:
            return state.may_see(user.id, state.channels[event.channel_id])
        if event.guild_id is not None:
            return user.id in state.guilds[event.guild_id].members
        return True

    def _as_seen(self, user: User, event: Event) -> dict[str, Any]:
        """Channels as `user` sees them; that the bot came or went is a change of the server."""
        state = self._core.state
        if event.type in {"GUILD_CREATE", "GUILD_DELETE"} and event.guild_id is not None:
            guild = state.guilds[event.guild_id]
            return {"type": "GUILD_UPDATE", "data": guild_view(self._core, guild, user)}
        channel = state.channels.get(event.channel_id or 0)
        if channel is not None and event.type in SHOWN_WITH_STANDING:
            return {"type": event.type, "data": channel_view(self._core, channel, user)}
        return {"type": event.type, "data": event.data}


async def _pump(response: web.StreamResponse, waiting: asyncio.Queue[str | None]) -> None:
    while True:
        try:
            told = await asyncio.wait_for(waiting.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            told = ": still here\n\n"
        if told is None:
            with contextlib.suppress(ConnectionError):
                await response.write_eof()
            return
        await response.write(told.encode())
