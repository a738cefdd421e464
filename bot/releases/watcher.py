"""The watcher: looks at the Hub again and again, in one process at a time."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import asyncpg
import structlog

from bot.db.engine import AWAY, Database
from bot.hub.errors import HubBusy, HubError
from bot.releases.finding import Finder

# One number for "watching the Hub" among the advisory locks of the server.
LOCK = 0x65737361695F6875
# How often a process that does not watch asks whether the one that does is still there, in seconds.
STANDBY = 5.0
LONGEST_PAUSE = 60.0
_log = structlog.get_logger(__name__)


class Watcher:
    """Runs the lanes while this process holds the lock; another takes over when its connection ends."""

    def __init__(
        self, database: Database, finder: Finder, *, feed_seconds: float, author_seconds: float
    ) -> None:
        self._database = database
        self._finder = finder
        self._feed_seconds = feed_seconds
        self._author_seconds = author_seconds

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
                    group.create_task(self._lane("newest", self._finder.look_at_newest, self._feed_seconds)),
                    group.create_task(
                        self._lane("authors", self._finder.look_at_stalest_list, self._author_seconds)
                    ),
                ]
                await _until_closed(connection)
                for lane in lanes:
                    lane.cancel()
        finally:
            with contextlib.suppress(*AWAY):
                # The server may notice the end of a connection late; who stands by need not wait for that.
                await connection.execute("SELECT pg_advisory_unlock_all()")
                await connection.close(timeout=5)

    async def _lane(self, name: str, look: Callable[[], Awaitable[None]], seconds: float) -> None:
        """Look every `seconds`; less often while the Hub or the database does not answer."""
        failures = 0
        while True:
            pause = seconds
            try:
                await look()
                failures = 0
            except HubBusy as error:
                pause = max(seconds, error.retry_after)
                _log.info("the Hub asks to wait", lane=name, seconds=pause)
            except (HubError, *AWAY) as error:
                failures += 1
                pause = min(seconds * 2**failures, max(seconds, LONGEST_PAUSE))
                _log.warning("a look at the Hub failed", lane=name, error=str(error), seconds=pause)
            await asyncio.sleep(pause)


async def _until_closed(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Return when the connection that holds the lock is gone."""
    closed = asyncio.Event()
    connection.add_termination_listener(lambda _: closed.set())
    await closed.wait()
