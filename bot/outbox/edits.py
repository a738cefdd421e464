"""Messages that change after they were posted: the newest content wins, through crashes and in any order.

A delivery counts the versions of its wanted content and knows which one Discord has. Whoever changes it
queues an edit only where none is waiting, so that many changes become one edit; one worker at a time has a
message in hand, and asks after its call whether a newer content was wanted meanwhile. What is not posted yet
is posted with the newest content; where a crash leaves open which content that was, an edit follows. An edit
is the same when it is made twice.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

import structlog

from bot.db.engine import Session
from bot.jobs.queue import enqueue, ids
from bot.jobs.worker import Again
from bot.message import Message
from bot.outbox import edit_store, retitling, store
from bot.outbox.fairness import priority, turns
from bot.outbox.model import CLOSED, Edit, Failure, NotDelivered, Unclear, carries
from bot.outbox.waiting import Calling, ChannelClosed

JOB = "edit"
# What nobody waits for is edited a little later: changes seldom come alone.
SETTLE = timedelta(seconds=2)
# Before every delivery and every other edit, whatever their turns.
URGENT = 1
# Messages that are stored with one statement.
BATCH = 500
_log = structlog.get_logger(__name__)


async def change(session: Session, wanted: Mapping[int, Message], *, urgent: bool = False) -> None:
    """Give deliveries another content, in the caller's transaction; `urgent` where a person waits for it.

    Every message carries the nonce of its delivery in one of its buttons; raises ValueError otherwise.
    """
    items = iter(sorted(wanted.items()))
    while batch := dict(islice(items, BATCH)):
        changed = await edit_store.change(session, batch)
        if not all(carries(batch[one.id], one.nonce) for one in changed):
            raise ValueError("a message carries the nonce of its delivery in one of its buttons")
        if urgent:
            posted = ids("delivery", [one.id for one in changed if one.is_posted])
            await enqueue(session, JOB, *posted, priorities=[URGENT] * len(posted))
        else:
            await _queue(session, {one.id: one.guild_id for one in changed if one.needs_edit})


async def reopen(session: Session, guild_id: int, channel_id: int | None = None) -> None:
    """A channel takes messages again, or (None) a guild is joined again: edit what could not be edited."""
    again = await edit_store.reopen(session, guild_id, channel_id)
    await _queue(session, dict.fromkeys(again, guild_id))
    await retitling.reopen(session, guild_id, channel_id)


async def _queue(session: Session, guilds: Mapping[int, int]) -> None:
    """Queue edits that nobody waits for, by delivery with its guild."""
    if not guilds:
        return
    given = turns(list(guilds.values()), *await store.turns(session, set(guilds.values())))
    await edit_store.set_turns(session, dict(zip(guilds, given, strict=True)))
    jobs = ids("delivery", list(guilds))
    await enqueue(session, JOB, *jobs, priorities=[priority(turn) for turn in given], after=SETTLE)


class Editor:
    """Brings messages on Discord to the content that is wanted.

    A worker has a message in hand for `lease` at most, so that of two calls the newer one comes last.
    `channel_closed` is that of `bot/outbox/service.py Outbox`.
    """

    def __init__(self, calling: Calling, channel_closed: ChannelClosed, *, lease: timedelta) -> None:
        self._calling = calling
        self._database = calling.database
        self._channel_closed = channel_closed
        self._lease = lease

    async def edit(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: edit one message until it has the newest content. Raises Again while nobody can tell."""
        async with self._calling.attempt(attempts):
            while not await self._edit_once(int(payload["delivery"])):
                pass

    async def _edit_once(self, delivery_id: int) -> bool:
        """Whether there is nothing more to do."""
        async with self._database.transaction() as session:
            edit = await edit_store.begin(session, delivery_id, self._lease)
        if edit is None:
            return True
        if isinstance(edit, float):
            raise Again(edit, "another worker has the message in hand")
        if edit.guild_left:
            await self._give_up(edit, "guild_left")
            return True
        try:
            await self._calling.publisher.edit(edit)
        except NotDelivered as error:
            await self._give_up(edit, error.failure)
            return True
        except (Unclear, asyncio.CancelledError):
            async with self._database.transaction() as session:
                await edit_store.release(session, delivery_id)
            raise
        async with self._database.transaction() as session:
            return await edit_store.finish(session, edit)

    async def _give_up(self, edit: Edit, failure: Failure) -> None:
        _log.info("not edited", delivery=edit.delivery_id, channel=edit.channel_id, failure=failure)
        async with self._database.transaction() as session:
            # First the watches, as whoever opens the channel again: else the two could wait for each other.
            if failure in CLOSED:
                await self._channel_closed(session, edit.guild_id, edit.channel_id, failure)
            await edit_store.give_up(session, edit.delivery_id, failure)
