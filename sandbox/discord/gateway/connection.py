"""One websocket of the gateway: frames in, frames out, and the rules for both."""

import asyncio
import contextlib
import json
from collections import deque
from typing import Any, Protocol

from aiohttp import WSMsgType, web

from sandbox.clock import Clock
from sandbox.discord.gateway.compression import Compression
from sandbox.discord.gateway.protocol import Close, Op
from sandbox.discord.gateway.session import Session, encode
from sandbox.discord.limits import Limits

HEARTBEAT_MILLISECONDS = 41_250
MAX_FRAME = 4096
PATIENCE = 1.5
"""How many heartbeat intervals a client may stay silent."""


class Clients(Protocol):
    """Whoever knows the sessions."""

    def identify(self, connection: "Connection", data: Any) -> None:
        """Begin a session."""

    def resume(self, connection: "Connection", data: Any) -> None:
        """Go on with a session."""

    def request_members(self, session: Session, data: Any) -> None:
        """Send members of a guild."""

    def left(self, connection: "Connection", code: int | None) -> None:
        """A connection has ended; the client's close code, if it sent one."""


# What an answer takes over a real network, at the least.
ACK_SECONDS = 0.05


class Refused(Exception):
    """The server closes the connection with `code`."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


class Connection:
    """Reads what the client sends and writes what it must hear, in order."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        compression: Compression | None,
        clients: Clients,
        clock: Clock,
        limits: Limits,
    ) -> None:
        self._socket = socket
        self._compression = compression
        self._clients = clients
        self._clock = clock
        self._limits = limits
        self._outgoing: asyncio.Queue[str | int] = asyncio.Queue()
        self._received: deque[float] = deque()
        self._close_code: int | None = None
        self.session: Session | None = None

    def send(self, frame: str) -> None:
        """Put a frame on its way."""
        self._outgoing.put_nowait(frame)

    def send_op(self, op: Op, data: Any = None) -> None:
        """Put an operation on its way."""
        self.send(encode({"op": int(op), "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """Close after what is on its way."""
        self._outgoing.put_nowait(code)

    async def run(self) -> None:
        """Serve the client until either side closes."""
        self.send_op(Op.HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS, "_trace": ['["sandbox"]']})
        reading = asyncio.create_task(self._read())
        writing = asyncio.create_task(self._write())
        try:
            await asyncio.wait({reading, writing}, return_when=asyncio.FIRST_COMPLETED)
            client_code = reading.result() if reading.done() else None
            self._clients.left(self, client_code)
        finally:
            # The reader must have ended before the socket is closed: a close beside a waiting reader cuts
            # the connection without waiting for the client's own close frame.
            await _end(reading)
            await _end(writing)
        if self._close_code is not None:
            await self._socket.close(code=self._close_code)

    async def _write(self) -> None:
        while True:
            frame = await self._outgoing.get()
            if isinstance(frame, int):
                self._close_code = frame
                return
            try:
                if self._compression is None:
                    await self._socket.send_str(frame)
                else:
                    await self._socket.send_bytes(self._compression.compress(frame.encode()))
            except ConnectionError:
                return

    async def _read(self) -> int | None:
        """Take frames until the client goes; its close code, if it sent one."""
        patience = HEARTBEAT_MILLISECONDS / 1000 * PATIENCE
        while True:
            try:
                message = await self._socket.receive(timeout=patience)
                if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    return message.data if message.type == WSMsgType.CLOSE else None
                self._take(message.data)
            except TimeoutError:
                self.close(Close.SESSION_TIMED_OUT)
            except Refused as refused:
                self.close(refused.code)

    def _take(self, frame: str | bytes) -> None:
        size = len(frame.encode()) if isinstance(frame, str) else len(frame)
        if size > MAX_FRAME:
            raise Refused(Close.DECODE_ERROR)
        self._count()
        try:
            payload = json.loads(frame)
            op, data = Op(payload["op"]), payload.get("d")
        except (ValueError, KeyError, TypeError) as error:
            unknown = isinstance(error, ValueError) and not isinstance(error, json.JSONDecodeError)
            raise Refused(Close.UNKNOWN_OPCODE if unknown else Close.DECODE_ERROR) from None
        self._handle(op, data)

    def _count(self) -> None:
        allowed, seconds = self._limits.gateway_sends
        now = self._clock.time()
        self._received.append(now)
        while self._received[0] <= now - seconds:
            self._received.popleft()
        if len(self._received) > allowed:
            raise Refused(Close.RATE_LIMITED)

    def _handle(self, op: Op, data: Any) -> None:
        if op == Op.HEARTBEAT:
            # discord.py notes the time of a heartbeat in its own thread after sending it; an answer within
            # microseconds, which only loopback can give, comes before that and reads as a whole interval.
            asyncio.get_running_loop().call_later(ACK_SECONDS, self.send_op, Op.HEARTBEAT_ACK)
        elif op in {Op.IDENTIFY, Op.RESUME}:
            if self.session is not None:
                raise Refused(Close.ALREADY_AUTHENTICATED)
            if not isinstance(data, dict):
                raise Refused(Close.DECODE_ERROR)
            (self._clients.identify if op == Op.IDENTIFY else self._clients.resume)(self, data)
        elif self.session is None:
            raise Refused(Close.NOT_AUTHENTICATED)
        elif op == Op.REQUEST_MEMBERS:
            self._clients.request_members(self.session, data)
        elif op not in {Op.PRESENCE, Op.VOICE_STATE}:
            raise Refused(Close.UNKNOWN_OPCODE)


async def _end(task: asyncio.Task[Any]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
