"""The outbox: record, then act, then confirm."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from bot.db.engine import Database, Session
from bot.jobs.queue import enqueue, ids
from bot.jobs.worker import Again
from bot.outbox import crossposting, edits, retitling, store
from bot.outbox.fairness import priority, turns
from bot.outbox.model import (
    CLOSED,
    SETTLED,
    Delivery,
    Draft,
    Failed,
    Failure,
    NotDelivered,
    Posted,
    Step,
    is_fresh,
    is_too_late,
    next_step,
    pause_before_retry,
)
from bot.outbox.waiting import Calling, ChannelClosed

JOB = "deliver"
LISTED = 100
# What waits for a busy channel asks again at least every 2 to this power (s).
LONGEST_QUEUE = 3
_log = structlog.get_logger(__name__)


async def put(session: Session, drafts: Sequence[Draft], now: datetime) -> list[int]:
    """Store the drafts and the jobs that deliver them, in the caller's transaction; the delivery ids."""
    if not drafts:
        return []
    guild_ids = [draft.guild_id for draft in drafts]
    given = turns(guild_ids, *await store.turns(session, set(guild_ids)))
    delivery_ids = await store.add(session, drafts, given, now)
    await _queue(session, delivery_ids, given)
    return delivery_ids


async def failed(database: Database) -> list[Failed]:
    """The newest deliveries of all guilds that were given up, at most LISTED."""
    async with database.transaction() as session:
        return await store.failed(session, LISTED)


async def retry(database: Database, wanted: Sequence[int] | None, now: datetime) -> int:
    """Put those of `wanted` (None: all) that were given up into the queue again; how many they are."""
    async with database.transaction() as session:
        again = await store.lock_failed(session, wanted)
        guild_ids = [guild_id for _, guild_id in again]
        given = turns(guild_ids, *await store.turns(session, set(guild_ids)))
        for (delivery_id, _), turn in zip(again, given, strict=True):
            await store.begin_again(session, delivery_id, turn, now)
        await _queue(session, [delivery_id for delivery_id, _ in again], given)
    return len(again)


async def _queue(session: Session, delivery_ids: Sequence[int], given: Sequence[int]) -> None:
    jobs = ids("delivery", delivery_ids)
    await enqueue(session, JOB, *jobs, priorities=[priority(turn) for turn in given])


class Outbox:
    """Delivers what was put into it.

    `channel_closed(session, guild_id, channel_id, failure)` is called in the transaction that notes that a
    channel takes no message, so that whoever fills the outbox can stop.
    """

    def __init__(self, calling: Calling, channel_closed: ChannelClosed) -> None:
        self._calling = calling
        self._database = calling.database
        self._now = calling.now
        self._channel_closed = channel_closed
        self._busy: set[int] = set()

    async def deliver(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: post one delivery, or find that it is posted. Raises Again while nobody can tell."""
        async with self._calling.attempt(attempts):
            with ExitStack() as alone:
                await self._deliver(int(payload["delivery"]), attempts, alone)

    async def _deliver(self, delivery_id: int, attempts: int, alone: ExitStack) -> None:
        async with self._database.transaction() as session:
            delivery = await store.take(session, delivery_id)
            step: Step = "nothing" if delivery is None else next_step(delivery, self._now())
            if delivery is None or step == "nothing":
                return
            if step == "wait":
                raise Again(SETTLED.total_seconds(), "Discord may still be at work on it")
            alone.enter_context(self._one_at_a_time(delivery.channel_id, attempts))
            if step == "send":
                delivery = await self._begun(session, delivery)
        try:
            posted = await self._post(delivery, step)
        except NotDelivered as error:
            await self._give_up(delivery, error.failure)
            return
        async with self._database.transaction() as session:
            left = await store.mark_sent(session, delivery_id, posted, self._now())
            steps = {
                edits.JOB: left.edit,
                retitling.JOB: left.retitle,
                crossposting.JOB: delivery.crosspost,
            }
            for job in (name for name, is_left in steps.items() if is_left):
                await enqueue(session, job, {"delivery": delivery_id})
            if left.afterwards is not None:
                about = {"guild": delivery.guild_id, "nonce": delivery.nonce}
                await enqueue(session, left.afterwards, about)

    @contextmanager
    def _one_at_a_time(self, channel_id: int, attempts: int) -> Iterator[None]:
        """Keep a channel for one delivery; raises Again for the next ones.

        They would only wait for the channel's own limit, in places that other channels need, and discord.py
        runs into that limit (429) when several wait at once.
        """
        if channel_id in self._busy:
            pause = pause_before_retry(min(attempts, LONGEST_QUEUE), self._calling.chance())
            raise Again(pause, "the channel is busy")
        self._busy.add(channel_id)
        try:
            yield
        finally:
            self._busy.discard(channel_id)

    async def _post(self, delivery: Delivery, step: Step) -> Posted:
        if delivery.guild_left:
            raise NotDelivered("guild_left")
        if step == "search" and delivery.sending_since is not None:
            found = await self._calling.publisher.find(delivery, delivery.sending_since)
            if found is not None:
                return found
        if is_too_late(delivery, self._now()):
            raise NotDelivered("too_late")
        if step == "search":
            # The earlier try had no effect: this is a new one, with a window of its own.
            async with self._database.transaction() as session:
                delivery = await self._begun(session, delivery)
        return await self._calling.publisher.publish(delivery, partial(self._look_once_more, delivery, step))

    async def _look_once_more(self, delivery: Delivery, step: Step) -> None:
        """Right before the call; raises Again when another worker has begun it since this one stalled."""
        if is_fresh(delivery, self._now()):
            return
        if step == "repeat":
            raise Again(self._calling.chance(), "Discord may have forgotten its nonce by now")
        async with self._database.transaction() as session:
            await self._begun(session, delivery)

    async def _begun(self, session: Session, delivery: Delivery) -> Delivery:
        """The delivery, noted as *sending* from now on; raises Again when another worker was faster."""
        now, before = self._now(), delivery.sending_since
        # Another content may be wanted since this one was taken: an edit is to follow then.
        if not await store.mark_sending(session, delivery.id, delivery.version, now, before):
            raise Again(SETTLED.total_seconds(), "another worker has it in hand")
        return replace(delivery, sending_since=now)

    async def _give_up(self, delivery: Delivery, failure: Failure) -> None:
        _log.warning("not delivered", delivery=delivery.id, channel=delivery.channel_id, failure=failure)
        async with self._database.transaction() as session:
            # First the watches, as in `edits.py`.
            if failure in CLOSED:
                await self._channel_closed(session, delivery.guild_id, delivery.channel_id, failure)
            await store.mark_failed(session, delivery.id, failure)
