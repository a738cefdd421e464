"""Channels that take no message any more: their watches pause, and nothing is deleted."""

from collections.abc import Callable
from datetime import datetime

from bot.db.engine import Session
from bot.outbox.model import Failure
from bot.releases.store import known, watches


class Closing:
    """Notes that channels are closed."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    async def closed(self, session: Session, guild_id: int, channel_id: int, failure: Failure) -> None:
        """A channel takes no messages: its watches pause with the reason."""
        await watches.pause_channel(session, guild_id, channel_id, failure, self._now())
        await known.forget_unwatched_lists(session)
