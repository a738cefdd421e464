"""The outbox: record, then act, then confirm."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.db.engine import Database, Session
from bot.jobs.queue import enqueue, ids
from bot.jobs.worker import Again
from bot.outbox import store
from bot.outbox.model import (
    Delivery,
    Draft,
    Failure,
    NotDelivered,
    Publisher,
    Step,
    Unclear,
    is_too_late,
    next_step,
    pause_before_retry,
)

JOB = "deliver"
ChannelClosed = Callable[[Session, int, int, Failure], Awaitable[None]]
_log = structlog.get_logger(__name__)


async def put(session: Session, drafts: Sequence[Draft], now: datetime) -> list[int]:
    """Store the drafts and the jobs that deliver them, in the caller's transaction; the delivery ids."""
    if not drafts:
        return []
    delivery_ids = await store.add(session, drafts, now)
    await enqueue(session, JOB, *ids("delivery", delivery_ids))
    return delivery_ids


class Outbox:
    """Delivers what was put into it.

    `channel_closed(session, guild_id, channel_id, failure)` is called in the transaction that notes that a
    channel takes no message, so that whoever fills the outbox can stop.
    """

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        channel_closed: ChannelClosed,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._channel_closed = channel_closed
        self._now = now

    async def deliver(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: post one delivery, or find that it is posted. Raises Again while nobody can tell."""
        try:
            await self._deliver(int(payload["delivery"]))
        except Unclear as error:
            raise Again(pause_before_retry(attempts), str(error)) from error

    async def _deliver(self, delivery_id: int) -> None:
        async with self._database.transaction() as session:
            delivery = await store.take(session, delivery_id)
            if delivery is None:
                return
            step = next_step(delivery, self._now())
            if step == "send" and delivery.sending_since is None:
                await store.mark_sending(session, delivery_id, self._now())
        if step == "nothing":
            return
        try:
            message_id = await self._post(delivery, step)
        except NotDelivered as error:
            await self._give_up(delivery, error.failure)
            return
        async with self._database.transaction() as session:
            await store.mark_sent(session, delivery_id, message_id, self._now())

    async def _post(self, delivery: Delivery, step: Step) -> int:
        if step == "search" and delivery.sending_since is not None:
            found = await self._publisher.find(delivery.channel_id, delivery.nonce, delivery.sending_since)
            if found is not None:
                return found
        if is_too_late(delivery, self._now()):
            raise NotDelivered("too_late")
        if step == "search":
            # The earlier try had no effect: this is a new one, with a window of its own.
            async with self._database.transaction() as session:
                await store.mark_sending(session, delivery.id, self._now())
        return await self._publisher.publish(delivery.channel_id, delivery.message, delivery.nonce)

    async def _give_up(self, delivery: Delivery, failure: Failure) -> None:
        _log.warning("not delivered", delivery=delivery.id, channel=delivery.channel_id, failure=failure)
        async with self._database.transaction() as session:
            await store.mark_failed(session, delivery.id, failure)
            if failure in ("channel_missing", "channel_forbidden"):
                await self._channel_closed(session, delivery.guild_id, delivery.channel_id, failure)
