"""A raw client of Discord's API: it knows the documentation and nothing of the sandbox's code."""

import asyncio
import io
import json
import zlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import zstandard

SOON = 10.0
DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    *(0, 1, 2, 3),
    *(6, 7, 8, 9, 10, 11),
)
GUILDS = 1 << 0
GUILD_MESSAGES = 1 << 9


@dataclass(frozen=True)
class Answer:
    """What REST answered."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> int:
        """Discord's own code of an error."""
        return int(self.body["code"])

    def errors(self, *path: str | int) -> list[str]:
        """The codes of the errors at `path` of the body that was sent; empty when there are none."""
        node = self.body.get("errors", {})
        for step in path:
            node = node.get(str(step), {})
        return [error["code"] for error in node.get("_errors", [])]


class Rest:
    """Requests with the bot's token."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        self.session = session
        self.url = url
        self.token = token

    async def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        files: Sequence[tuple[str, bytes]] = (),
        authorization: str | None = "",
    ) -> Answer:
        """One request; `authorization` None sends no token."""
        headers = {} if authorization is None else {"Authorization": authorization or f"Bot {self.token}"}
        data: Any = None
        if files:
            data = aiohttp.FormData({"payload_json": json.dumps(body or {})}, quote_fields=False)
            for number, (name, content) in enumerate(files):
                data.add_field(f"files[{number}]", io.BytesIO(content), filename=name)
        elif body is not None:
            data = json.dumps(body)
            headers["Content-Type"] = "application/json"
        async with self.session.request(method, self.url + path, data=data, headers=headers) as answer:
            text = await answer.text()
            is_json = answer.headers.get("Content-Type") == "application/json"
            return Answer(answer.status, json.loads(text) if is_json else text, answer.headers)

    async def guild(self, name: str = "Atelier IA") -> str:
        """The id of a guild by name."""
        guilds = (await self.call("GET", "/users/@me/guilds")).body
        return str(next(guild["id"] for guild in guilds if guild["name"] == name))

    async def channel(self, name: str, guild: str = "Atelier IA") -> str:
        """The id of a channel by name."""
        channels = (await self.call("GET", f"/guilds/{await self.guild(guild)}/channels")).body
        return str(next(channel["id"] for channel in channels if channel["name"] == name))

    async def application(self) -> str:
        """The application's id."""
        return str((await self.call("GET", "/applications/@me")).body["id"])

    async def post(self, channel: str, body: Any, **more: Any) -> Answer:
        """Write a message into a channel by id."""
        return await self.call("POST", f"/channels/{channel}/messages", body, **more)


class Closed(Exception):
    """The server closed the connection with `code`."""

    def __init__(self, code: int | None) -> None:
        super().__init__(str(code))
        self.code = code


class Line:
    """A connection to the gateway."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, token: str, compress: str | None) -> None:
        self._socket = socket
        self._token = token
        self._zlib = zlib.decompressobj() if compress == "zlib-stream" else None
        self._zstd = zstandard.ZstdDecompressor().decompressobj() if compress == "zstd-stream" else None
        self.sequence = 0
        self.session = ""

    async def receive(self) -> dict[str, Any]:
        """The next payload; Closed when the server has closed."""
        message = await asyncio.wait_for(self._socket.receive(), SOON)
        if message.type == aiohttp.WSMsgType.BINARY:
            payload = json.loads(self._inflate(message.data))
        elif message.type == aiohttp.WSMsgType.TEXT:
            assert self._zlib is None
            assert self._zstd is None
            payload = json.loads(message.data)
        else:
            raise Closed(self._socket.close_code)
        self.sequence = payload["s"] or self.sequence
        return dict(payload)

    def _inflate(self, data: bytes) -> bytes:
        if self._zlib is not None:
            assert data.endswith(b"\x00\x00\xff\xff")
            return self._zlib.decompress(data)
        assert self._zstd is not None
        return self._zstd.decompress(data)

    async def op(self, op: int) -> Any:
        """The data of the next payload with this operation; others are skipped."""
        while True:
            payload = await self.receive()
            if payload["op"] == op:
                return payload["d"]

    async def event(self, event_type: str) -> dict[str, Any]:
        """The data of the next event of this type; others are skipped."""
        while True:
            payload = await self.receive()
            if payload["t"] == event_type:
                return dict(payload["d"])

    async def closed(self) -> int | None:
        """The code with which the server closes."""
        try:
            while True:
                await self.receive()
        except Closed as closed:
            return closed.code

    async def send(self, op: int, data: Any) -> None:
        """Send a payload."""
        await self.send_text(json.dumps({"op": op, "d": data}))

    async def send_text(self, text: str) -> None:
        """Send text as it is."""
        await self._socket.send_str(text)

    async def send_bytes(self, data: bytes) -> None:
        """Send a binary frame."""
        await self._socket.send_bytes(data)

    async def identify(
        self, intents: int = GUILDS | GUILD_MESSAGES, shard: tuple[int, int] | None = None, **more: Any
    ) -> None:
        """Ask for a session."""
        data: dict[str, Any] = {
            "token": self._token,
            "intents": intents,
            "properties": {"os": "linux", "browser": "raw", "device": "raw"},
            **more,
        }
        if shard is not None:
            data["shard"] = list(shard)
        await self.send(IDENTIFY, data)

    async def ready(
        self, intents: int = GUILDS | GUILD_MESSAGES, shard: tuple[int, int] | None = None
    ) -> dict[str, Any]:
        """Ask for a session and wait for READY."""
        await self.identify(intents, shard)
        ready = await self.event("READY")
        self.session = ready["session_id"]
        return ready

    async def resume(self, session: str, sequence: int) -> None:
        """Ask to go on with a session."""
        await self.send(RESUME, {"token": self._token, "session_id": session, "seq": sequence})

    async def drop(self, code: int = 4000) -> None:
        """Close from this side."""
        await self._socket.close(code=code)


@asynccontextmanager
async def connected(
    rest: Rest, session: aiohttp.ClientSession, *, compress: str | None = None, version: int = 10
) -> AsyncIterator[Line]:
    """A connection that has heard HELLO."""
    url = (await rest.call("GET", "/gateway")).body["url"]
    query = {"v": str(version), "encoding": "json", **({} if compress is None else {"compress": compress})}
    async with session.ws_connect(url, params=query) as socket:
        yield Line(socket, rest.token, compress)
