"""Passing messages of announcement channels on to the channels that follow: a step of its own after posting.

It is *wanted* when the delivery is put into the outbox, *booked* when it has one of the ten places that
Discord gives a channel in an hour (not documented; https://github.com/discord/discord-api-docs/issues/2258),
and *done* when Discord has passed it on, or says that it was done before: so it may be tried again after any
crash. What finds no place waits for one, at most a day; then it stays in its channel and is *given up*.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal

import structlog

from bot.db.engine import Database
from bot.jobs.worker import Again
from bot.outbox import crosspost_store as store
from bot.outbox.model import NotDelivered, Publisher, Unclear, pause_before_retry
from bot.outbox.waiting import wait_out_a_pause

JOB = "crosspost"
State = Literal["wanted", "booked", "done", "given_up"]
PER_HOUR = 10
HOUR = timedelta(hours=1)
_log = structlog.get_logger(__name__)


class Crossposter:
    """Passes on what was posted; `paused_for` and `chance` as for the outbox."""

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        now: Callable[[], datetime],
        *,
        paused_for: Callable[[], float],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._now = now
        self._paused_for = paused_for
        self._chance = chance

    async def crosspost(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: pass one message on. Raises Again while there is no place or no answer."""
        await wait_out_a_pause(self._database, self._paused_for, self._chance)
        delivery_id, now = int(payload["delivery"]), self._now()
        async with self._database.transaction() as session:
            booked = await store.book(session, delivery_id, now, PER_HOUR, HOUR)
        if isinstance(booked, datetime):
            # A little later than the place is free, each at its own moment.
            raise Again((booked - now).total_seconds() + 1 + self._chance(), "ten were passed on this hour")
        if booked is None:
            return
        try:
            await self._publisher.crosspost(booked.channel_id, booked.message_id)
        except NotDelivered as error:
            _log.warning("not passed on", delivery=delivery_id, channel=booked.channel_id, reason=str(error))
            state: State = "given_up"
        except Unclear as error:
            seconds = error.retry_after or pause_before_retry(attempts, self._chance())
            raise Again(seconds, str(error)) from error
        else:
            state = "done"
        async with self._database.transaction() as session:
            await store.finish(session, delivery_id, state)
