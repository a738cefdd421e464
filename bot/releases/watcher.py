"""The watcher: looks at the Hub again and again, in one process at a time."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import asyncpg
import structlog

from bot.db.engine import AWAY, Database
from bot.hub import store
from bot.hub.errors import HubBusy, HubError
from bot.releases.lanes import Lanes
from bot.releases.timing import long_away

# One number for "watching the Hub" among the advisory locks of the server.
LOCK = 0x65737361695F6875
# How often a process that does not watch asks whether the one that does is still there, in seconds.
STANDBY = 5.0
# After a look that failed, in seconds; doubled with each failure.
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 60.0
# A lane that works says so in the database no more often than this.
NOTE_EVERY = timedelta(seconds=5)
_log = structlog.get_logger(__name__)


class Watcher:
    """Runs the lanes while this process holds the lock; another takes over when its connection ends."""

    def __init__(self, database: Database, lanes: Lanes, now: Callable[[], datetime]) -> None:
        self._database = database
        self._lanes = lanes
        self._now = now
        self._noted: dict[str, datetime] = {}

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            try:
                await self._watch_while_elected()
            except AWAY as error:
                _log.warning("the watcher lost its database, trying again", error=str(error))
            await asyncio.sleep(STANDBY)

    async def _watch_while_elected(self) -> None:
        connection = await self._database.connect_raw()
        try:
            if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
                return
            async with asyncio.TaskGroup() as group:
                lanes = [
                    group.create_task(self._lane("newest", self._newest)),
                    group.create_task(self._lane("trending", self._trending)),
                    group.create_task(self._lane("authors", self._lanes.look_at_due_list)),
                ]
                await _until_closed(connection)
                for lane in lanes:
                    lane.cancel()
        finally:
            with contextlib.suppress(*AWAY):
                # The server may notice the end of a connection late; who stands by need not wait for that.
                await connection.execute("SELECT pg_advisory_unlock_all()")
                await connection.close(timeout=5)

    async def _newest(self) -> float:
        await self._lanes.look_at_newest()
        return self._lanes.feed_seconds

    async def _trending(self) -> float:
        await self._lanes.look_at_trending()
        return self._lanes.trending_seconds

    async def _lane(self, name: str, look: Callable[[], Awaitable[float]]) -> None:
        """Look, wait as long as the look says, look again; less often while there is no answer."""
        failures = 0
        while True:
            try:
                pause = await look()
                await self._worked(name)
                failures = 0
            except HubBusy as error:
                pause = error.retry_after
                _log.info("the Hub asks to wait", lane=name, seconds=pause)
            except Exception as error:  # noqa: BLE001 - the lane's boundary: one look must not end the bot
                failures += 1
                pause = min(FIRST_PAUSE * 2**failures, LONGEST_PAUSE)
                await self._tell(name, error, pause)
            await asyncio.sleep(pause)

    async def _tell(self, name: str, error: Exception, pause: float) -> None:
        if isinstance(error, HubError):
            _log.warning("a look at the Hub failed", lane=name, error=str(error), seconds=pause)
            await self._failed(name, error)
        elif isinstance(error, AWAY):
            _log.warning("a look lost the database", lane=name, error=str(error), seconds=pause)
        else:
            _log.error("a look went wrong", lane=name, seconds=pause, exc_info=error)

    async def _worked(self, name: str) -> None:
        now = self._now()
        if name in self._noted and now - self._noted[name] < NOTE_EVERY:
            return
        async with self._database.transaction() as session:
            await store.lane_worked(session, name, now, long_away(self._lanes.feed_seconds))
        self._noted[name] = now

    async def _failed(self, name: str, error: HubError) -> None:
        self._noted.pop(name, None)
        with contextlib.suppress(*AWAY):
            async with self._database.transaction() as session:
                await store.lane_failed(session, name, str(error), self._now())


async def _until_closed(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Return when the connection that holds the lock is gone."""
    closed = asyncio.Event()
    connection.add_termination_listener(lambda _: closed.set())
    await closed.wait()
