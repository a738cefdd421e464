"""The gateway: who is connected, and who hears of what."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.discord.contents import readable
from sandbox.discord.core import Core
from sandbox.discord.events import Event
from sandbox.discord.gateway.compression import compression_for
from sandbox.discord.gateway.connection import Connection, Refused
from sandbox.discord.gateway.identify import Starts, check_intents, check_shard, check_token
from sandbox.discord.gateway.members import answer_members
from sandbox.discord.gateway.protocol import (
    Close,
    Intent,
    Op,
    intents_for,
    shard_of,
)
from sandbox.discord.gateway.session import Session, encode
from sandbox.discord.schema import Schema
from sandbox.discord.wire import basics
from sandbox.discord.wire.channels import guild_create

SERVER_LIMIT = 1 << 22
CLOSE_SECONDS = 1.0
"""How long a client may take to answer a close."""
NOT_FOR_BOTS = frozenset({"INTERACTION_STATE"})


class Gateway:
    """All sessions of the bot; a listener of the core's events."""

    def __init__(self, core: Core, schema: Schema | None, url: Callable[[], str]) -> None:
        self._core = core
        self._schema = schema
        self._url = url
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self.starts = Starts(core)
        self.welcomed = asyncio.Event()
        core.events.listen(self.hear)

    @property
    def connected(self) -> bool:
        """Whether the bot is there."""
        return any(session.line is not None for session in self._sessions.values())

    def hears(self, guild_id: int | None) -> bool:
        """Whether a session hears of this guild: it is connected, or may still resume."""
        return any(
            shard_of(guild_id, session.shard[1]) == session.shard[0]
            for session in self._sessions.values()
            if not self._too_old(session)
        )

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket."""
        socket = web.WebSocketResponse(timeout=CLOSE_SECONDS, max_msg_size=SERVER_LIMIT, compress=False)
        await socket.prepare(request)
        try:
            compression = compression_for(request.query.get("compress"))
        except KeyError:
            await socket.close(code=Close.DECODE_ERROR)
            return socket
        if request.query.get("v", "10") != "10":
            await socket.close(code=Close.INVALID_API_VERSION)
            return socket
        if request.query.get("encoding", "json") != "json":
            await socket.close(code=Close.DECODE_ERROR)
            return socket
        connection = Connection(socket, compression, self, self._core.clock, self._core.limits)
        self._connections.add(connection)
        try:
            await connection.run()
        finally:
            self._connections.discard(connection)
        return socket

    def close_all(self, code: int) -> None:
        """Close every connection with `code`."""
        for connection in tuple(self._connections):
            connection.close(code)

    def reconnect_all(self) -> None:
        """Ask every client to reconnect and resume."""
        for connection in tuple(self._connections):
            connection.send_op(Op.RECONNECT)

    def invalidate_all(self, *, resumable: bool) -> None:
        """Tell every client that its session is invalid."""
        for connection in tuple(self._connections):
            session, connection.session = connection.session, None
            if session is not None:
                session.line = None
                session.dropped_at = self._core.clock.time()
                if not resumable:
                    self._sessions.pop(session.id, None)
            connection.send_op(Op.INVALID_SESSION, resumable)

    def identify(self, connection: Connection, data: Any) -> None:
        """Begin a session, or refuse it."""
        check_token(self._core, data)
        intents = check_intents(self._core, data)
        shard = check_shard(self._core, data)
        if not self.starts.take(shard[0]):
            connection.send_op(Op.INVALID_SESSION, data=False)
            return
        session = Session(intents, shard, self._core.limits.replayed_events)
        self._sessions[session.id] = session
        self._join(connection, session)
        self._welcome(session)

    def _join(self, connection: Connection, session: Session) -> None:
        if session.line is not None:
            session.line.close(Close.UNKNOWN_ERROR)
        session.line = connection
        session.dropped_at = None
        connection.session = session

    def _welcome(self, session: Session) -> None:
        state = self._core.state
        guilds = [
            guild for guild in state.bot_guilds() if shard_of(guild.id, session.shard[1]) == session.shard[0]
        ]
        application = state.application
        ready = {
            "v": 10,
            "user": basics.own_user(state.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._url(),
            "shard": list(session.shard),
            "application": {
                "id": str(application.id),
                "flags": application.flags,
                "flags_new": str(application.flags),
            },
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "user_settings": {},
            "geo_ordered_rtc_regions": [],
            "_trace": [],
        }
        self._dispatch([session], "READY", ready)
        if session.intents & Intent.GUILDS:
            for guild in guilds:
                self._dispatch([session], "GUILD_CREATE", guild_create(state, guild))
        self.welcomed.set()

    def resume(self, connection: Connection, data: Any) -> None:
        """Replay what was missed, or tell that the session is gone."""
        check_token(self._core, data)
        session = self._sessions.get(str(data.get("session_id")))
        sequence = data.get("seq")
        if session is None or self._too_old(session):
            self._sessions.pop(str(data.get("session_id")), None)
            connection.send_op(Op.INVALID_SESSION, data=False)
            return
        if isinstance(sequence, bool) or not isinstance(sequence, int) or sequence > session.sequence:
            del self._sessions[session.id]
            raise Refused(Close.INVALID_SEQ)
        if not session.can_replay_from(sequence):
            del self._sessions[session.id]
            connection.send_op(Op.INVALID_SESSION, data=False)
            return
        self._join(connection, session)
        session.replay(sequence)
        self._dispatch([session], "RESUMED", {"_trace": []})

    def _too_old(self, session: Session) -> bool:
        if session.dropped_at is None:
            return False
        return self._core.clock.time() - session.dropped_at > self._core.limits.session_seconds

    def request_members(self, session: Session, data: Any) -> None:
        """Answer a request for members."""
        for event_type, answer in answer_members(self._core, session, data):
            self._dispatch([session], event_type, answer)

    def left(self, connection: Connection, code: int | None) -> None:
        """Keep the session for a while, unless the client closed with 1000 or 1001."""
        session = connection.session
        if session is None or session.line is not connection:
            return
        session.line = None
        session.dropped_at = self._core.clock.time()
        if code in {1000, 1001}:
            self._sessions.pop(session.id, None)
        self._forget_old()

    def _forget_old(self) -> None:
        for session in [each for each in self._sessions.values() if self._too_old(each)]:
            del self._sessions[session.id]

    def hear(self, event: Event) -> None:
        """Send an event to every session that wants it and may have it."""
        if event.only_for is not None or event.type in NOT_FOR_BOTS or not self._concerns_bot(event):
            return
        needed = intents_for(event.type, direct=event.guild_id is None)
        hearing = [session for session in self._sessions.values() if self._wants(session, event, needed)]
        with_content = [session for session in hearing if self._may_read(session, event)]
        if with_content:
            self._dispatch(with_content, event.type, event.data)
        without = [session for session in hearing if session not in with_content]
        if without:
            self._dispatch(without, event.type, readable(self._core, event.data))

    def _concerns_bot(self, event: Event) -> bool:
        """Nothing of guilds that the bot is not in, and no messages of channels it cannot see."""
        state = self._core.state
        if event.type == "GUILD_DELETE":
            return True
        if event.guild_id is not None and state.guilds[event.guild_id].bot_joined_at is None:
            return False
        if (
            event.channel_id is None
            or event.type == "INTERACTION_CREATE"
            or event.type.startswith("CHANNEL_")
        ):
            return True
        channel = state.channels.get(event.channel_id)
        return channel is not None and state.may_see(state.application.id, channel)

    def _wants(self, session: Session, event: Event, needed: int) -> bool:
        shard, count = session.shard
        if shard_of(event.guild_id, count) != shard:
            return False
        own_member = (
            event.type == "GUILD_MEMBER_UPDATE" and event.author_id == self._core.state.application.id
        )
        return needed == 0 or bool(session.intents & needed) or own_member

    def _may_read(self, session: Session, event: Event) -> bool:
        """Whether all content of a message may be sent."""
        if event.type not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} or event.guild_id is None:
            return True
        return bool(session.intents & Intent.MESSAGE_CONTENT)

    def _dispatch(self, sessions: list[Session], event_type: str, data: dict[str, Any]) -> None:
        if self._schema is not None:
            problem = self._schema.event_problem(event_type, data)
            if problem is not None:
                self._core.journal.problem(f"gateway event {event_type}: {problem}")
        encoded = encode(data)
        for session in sessions:
            session.dispatch(event_type, encoded)
