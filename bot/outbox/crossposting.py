"""Passing messages of announcement channels on to the channels that follow: a step of its own after posting.

It is *wanted* when the delivery is put into the outbox, *booked* when it has one of the ten places that
Discord gives a channel in an hour (not documented; https://github.com/discord/discord-api-docs/issues/2258),
and *done* when Discord has passed it on, or says that it was done before: so it may be tried again after any
crash. What finds no place waits for one, at most a day; then it stays in its channel and is *given up*.
"""

from datetime import datetime, timedelta
from typing import Any, Literal

import structlog

from bot.jobs.worker import Again
from bot.outbox import crosspost_store as store
from bot.outbox.model import NotDelivered
from bot.outbox.waiting import Calling

JOB = "crosspost"
State = Literal["wanted", "booked", "done", "given_up"]
PER_HOUR = 10
HOUR = timedelta(hours=1)
_log = structlog.get_logger(__name__)


class Crossposter:
    """Passes on what was posted."""

    def __init__(self, calling: Calling) -> None:
        self._calling = calling

    async def crosspost(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: pass one message on. Raises Again while there is no place or no answer."""
        async with self._calling.attempt(attempts):
            await self._crosspost(int(payload["delivery"]))

    async def _crosspost(self, delivery_id: int) -> None:
        calling, now = self._calling, self._calling.now()
        async with calling.database.transaction() as session:
            booked = await store.book(session, delivery_id, now, PER_HOUR, HOUR)
        if isinstance(booked, datetime):
            # A little later than the place is free, each at its own moment.
            raise Again((booked - now).total_seconds() + 1 + calling.chance(), "ten were passed on this hour")
        if booked is None:
            return
        state: State = "done"
        try:
            await calling.publisher.crosspost(booked.channel_id, booked.message_id)
        except NotDelivered as error:
            _log.warning("not passed on", delivery=delivery_id, channel=booked.channel_id, reason=str(error))
            state = "given_up"
        async with calling.database.transaction() as session:
            await store.finish(session, delivery_id, state)
