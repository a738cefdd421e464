"""Channels that take no message any more: their watches pause, and nothing is deleted."""

from collections.abc import Callable
from datetime import datetime

from bot.db.engine import Session
from bot.jobs.queue import enqueue
from bot.outbox.model import Failure
from bot.releases.store import closed, held, lists, watches

TELL = "tell_closed"


class Closing:
    """Notes that channels are closed."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    async def closed(self, session: Session, guild_id: int, channel_id: int, failure: Failure) -> None:
        """A channel takes no messages: its watches pause with the reason, and a job tells moderators.

        A guild that was left keeps its watches as they are, for the day on which it is joined again.
        """
        if await held.has_left(session, guild_id):
            return
        # Before the watches are locked, as by everybody who changes both: else two could wait for each other.
        await lists.hold(session)
        paused = await watches.pause_channel(session, guild_id, channel_id, failure, self._now())
        if not paused:
            return
        await lists.forget_unwatched(session)
        await closed.add(session, guild_id, channel_id, failure, self._now())
        await enqueue(session, TELL, {"guild": guild_id, "channel": channel_id})
