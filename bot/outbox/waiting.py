"""What sending and editing have in common: the pause of all calls, and what happens to a closed channel."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.db.engine import Database, Session
from bot.jobs.worker import Again
from bot.outbox import store
from bot.outbox.model import Failure

# A worker looks this often (s) whether a pause is over, or whether it is to stop.
LOOK_SECONDS = 1.0
ChannelClosed = Callable[[Session, int, int, Failure], Awaitable[None]]


def each(*closed: ChannelClosed) -> ChannelClosed:
    """Tell each of these of a closed channel, in one transaction."""

    async def told(session: Session, guild_id: int, channel_id: int, failure: Failure) -> None:
        for tell in closed:
            await tell(session, guild_id, channel_id, failure)

    return told


async def wait_out_a_pause(
    database: Database, paused_for: Callable[[], float], chance: Callable[[], float]
) -> None:
    """Keep the job, so that what waits behind it stays in its order; raises Again from time to time."""
    async with database.transaction() as session:
        seconds = max(paused_for(), await store.paused_for(session))
    if seconds:
        await asyncio.sleep(min(seconds, LOOK_SECONDS))
        raise Again(chance(), "deliveries pause")
