"""What the jobs of the outbox have in common: how they call Discord, and what happens to a closed channel."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.db.engine import Database, Session
from bot.jobs.worker import Again
from bot.outbox import store
from bot.outbox.model import Failure, Publisher, Unclear, pause_before_retry

# A worker looks this often (s) whether a pause is over, or whether it is to stop.
LOOK_SECONDS = 1.0
ChannelClosed = Callable[[Session, int, int, Failure], Awaitable[None]]


def each(*closed: ChannelClosed) -> ChannelClosed:
    """Tell each of these of a closed channel, in one transaction."""

    async def told(session: Session, guild_id: int, channel_id: int, failure: Failure) -> None:
        for tell in closed:
            await tell(session, guild_id, channel_id, failure)

    return told


@dataclass(frozen=True)
class Calling:
    """With what a job calls Discord.

    `paused_for()` gives the seconds for which this process may not call it; `chance()` a number from 0 to 1.
    """

    database: Database
    publisher: Publisher
    now: Callable[[], datetime]
    paused_for: Callable[[], float]
    chance: Callable[[], float] = random.random

    @asynccontextmanager
    async def attempt(self, attempts: int) -> AsyncIterator[None]:
        """Do the block, after so many tries. Raises Again during a pause, and where the block is Unclear."""
        await self._wait_out_a_pause()
        try:
            yield
        except Unclear as error:
            seconds = error.retry_after or pause_before_retry(attempts, self.chance())
            raise Again(seconds, str(error)) from error

    async def _wait_out_a_pause(self) -> None:
        """Keep the job, so that what waits behind it stays in its order; raises Again from time to time."""
        async with self.database.transaction() as session:
            seconds = max(self.paused_for(), await store.paused_for(session))
        if seconds:
            await asyncio.sleep(min(seconds, LOOK_SECONDS))
            raise Again(self.chance(), "deliveries pause")
