"""A server with OpenAI's API that says what a test wants: lies, loops, stalls, breaks off, thinks aloud."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from aiohttp import web

Ending = Literal["stop", "stall", "break", "forever"]


@dataclass
class Script:
    """What one answer is: its pieces, and how it ends; `forever` says the pieces again and again.

    It goes on to the end only once `go` is set.
    """

    pieces: list[str]
    ending: Ending = "stop"
    go: asyncio.Event = field(default_factory=asyncio.Event)


class ScriptedModel:
    """`async with ScriptedModel() as model: model.will("…")`; `asked` are the bodies of the requests."""

    def __init__(self, name: str = "scripted") -> None:
        self.name = name
        self.url = ""
        self.asked: list[dict[str, Any]] = []
        self.at_once = self.most_at_once = 0
        self._scripts: list[Script] = []
        self._runner: web.AppRunner | None = None

    def will(self, *pieces: str, ending: Ending = "stop", held: bool = False) -> Script:
        """The next answer; with `held` it stops after its first piece until `go` is set."""
        script = Script(list(pieces), ending)
        if not held:
            script.go.set()
        self._scripts.append(script)
        return script

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(
            [
                web.get("/v1/models", self._models),
                web.post("/tokenize", self._tokenize),
                web.post("/v1/chat/completions", self._complete),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        for script in self._scripts:
            script.go.set()
        await self._runner.cleanup()

    async def _models(self, _: web.Request) -> web.Response:
        return web.json_response({"data": [{"id": self.name}]})

    async def _tokenize(self, request: web.Request) -> web.Response:
        return web.json_response({"tokens": (await request.json())["content"].split()})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        script = self._scripts.pop(0)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self._say(script, response, request)
        except ConnectionError:
            pass  # whoever asked has heard enough
        finally:
            self.at_once -= 1
        return response

    async def _say(self, script: Script, response: web.StreamResponse, request: web.Request) -> None:
        first, *rest = script.pieces or [""]
        await _piece(response, first)
        await script.go.wait()
        for piece in rest:
            await _piece(response, piece)
        while script.ending == "forever":
            for piece in script.pieces:
                await _piece(response, piece)
                await asyncio.sleep(0)
        if script.ending == "stall":
            await asyncio.Event().wait()
        if script.ending == "break":
            assert request.transport is not None
            request.transport.abort()
            return
        await response.write(b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n')
        await response.write(b"data: [DONE]\n\n")


async def _piece(response: web.StreamResponse, text: str) -> None:
    event = {"choices": [{"delta": {"content": text}, "finish_reason": None}]}
    await response.write(f"data: {json.dumps(event)}\n\n".encode())
