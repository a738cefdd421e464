"""The worker: takes jobs off the queue and runs their handlers, in this process by default."""

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import PgqException, RetryRequested
from pgqueuer.domain.models import Job

from bot.db.engine import AWAY, Database
from bot.jobs.queue import decode

Handler = Callable[[dict[str, Any], int], Awaitable[None]]

BATCH = 20
LONGEST_PAUSE = 30.0
# A job that fails for a reason nobody foresaw is kept as "failed" after this many tries (about 17 minutes).
MOST_ATTEMPTS = 10
_log = structlog.get_logger(__name__)


class Again(Exception):
    """Raised by a handler that wants its job to be run again after `seconds`."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Worker:
    """Runs the jobs of one process until it is stopped.

    A handler gets the job's payload and the number of attempts before this one. After a crash, a job is taken
    over by any worker once its heartbeat is `heartbeat` seconds old; handlers must bear being run twice.
    With `most_at_once` (at least 2) the other jobs stay in the queue, in their order, where all processes see
    them.
    """

    def __init__(
        self,
        database: Database,
        handlers: dict[str, Handler],
        *,
        heartbeat: float,
        most_at_once: int | None = None,
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._heartbeat = timedelta(seconds=heartbeat)
        self._most_at_once = most_at_once
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until `stop` is called; reconnects when the database went away."""
        pause = 0.5
        while not self._stopping.is_set():
            try:
                await self._run_connected()
                pause = 0.5
            except (*AWAY, PgqException) as error:
                _log.warning("job queue lost its database, trying again", error=str(error), seconds=pause)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), timeout=pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Finish what is running and take nothing more."""
        self._stopping.set()

    async def _run_connected(self) -> None:
        connection = await self._database.connect_raw()
        try:
            queue = _Queue(Queries(AsyncpgDriver(connection)))
            for name, handler in self._handlers.items():
                self._register(queue, name, handler)
            relay = asyncio.create_task(self._pass_on_stop(queue))
            try:
                await queue.run(
                    # PgQueuer wants at least two batches to fit in.
                    batch_size=min(BATCH, (self._most_at_once or 2 * BATCH) // 2),
                    max_concurrent_tasks=self._most_at_once,
                    dequeue_timeout=min(timedelta(seconds=10), self._heartbeat),
                    heartbeat_timeout=self._heartbeat,
                    shutdown_on_listener_failure=True,
                )
            finally:
                relay.cancel()
        finally:
            await connection.close(timeout=5)

    def _register(self, queue: QueueManager, name: str, handler: Handler) -> None:
        executor = functools.partial(DatabaseRetryEntrypointExecutor, max_attempts=MOST_ATTEMPTS)
        queue.entrypoint(name, on_failure="hold", executor_factory=executor)(_entrypoint(handler))

    async def _pass_on_stop(self, queue: QueueManager) -> None:
        await self._stopping.wait()
        queue.shutdown.set()


class _Queue(QueueManager):
    """Its tables are those of our own migrations, which have run before."""

    async def verify_structure(self) -> None:
        """Ask nothing: it would be fourteen slow questions at every connection."""


def _entrypoint(handler: Handler) -> Callable[[Job], Awaitable[None]]:
    async def run(job: Job) -> None:
        try:
            await handler(decode(job.payload), job.attempts)
        except Again as wish:
            raise RetryRequested(timedelta(seconds=wish.seconds), str(wish)) from wish
        except asyncio.CancelledError as stop:
            # PgQueuer would take a job that is cut off by the end of its process for a cancelled one, and
            # delete it; so it goes back on the queue for the next process.
            raise RetryRequested(timedelta(0), "the process stops") from stop

    return run
