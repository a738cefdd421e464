"""Titles of posts in forums that follow their release: a step of its own after posting.

What is not posted yet is posted under the newest title. Otherwise that is *wanted*, and *done* when Discord
has it; a title that is given twice is the same. Discord takes two titles of a thread in ten minutes (not
documented; https://github.com/discord/discord-api-docs/issues/1900), so that there are five between two, also
after a crash: several changes meanwhile become one. A thread that takes no title keeps its own: *given up*.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.db.engine import Session
from bot.jobs.queue import enqueue, ids
from bot.jobs.worker import Again
from bot.outbox import retitle_store as store
from bot.outbox.model import NotDelivered
from bot.outbox.waiting import Calling

JOB = "retitle"
PAUSE = timedelta(minutes=5)
_log = structlog.get_logger(__name__)


async def retitle(session: Session, titles: Mapping[int, str]) -> None:
    """Give posts in forums other titles, by delivery, in the caller's transaction."""
    if titles:
        await enqueue(session, JOB, *ids("delivery", await store.want(session, titles)))


async def reopen(session: Session, guild_id: int, channel_id: int | None = None) -> None:
    """A forum, or (None) a guild, takes titles again: give those that it did not take."""
    await enqueue(session, JOB, *ids("delivery", await store.reopen(session, guild_id, channel_id)))


class Retitler:
    """Gives threads the titles that are wanted."""

    def __init__(self, calling: Calling) -> None:
        self._calling = calling

    async def retitle(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: give one thread its title. Raises Again while it must wait, or nobody can tell."""
        async with self._calling.attempt(attempts):
            await self._retitle(int(payload["delivery"]))

    async def _retitle(self, delivery_id: int) -> None:
        calling, now = self._calling, self._calling.now()
        async with calling.database.transaction() as session:
            booked = await store.book(session, delivery_id, now, PAUSE)
        if isinstance(booked, datetime):
            raise Again((booked - now).total_seconds() + calling.chance(), "a thread was just given a title")
        if booked is None:
            return
        try:
            await calling.publisher.retitle(booked.thread_id, booked.title)
        except NotDelivered as error:
            _log.info("not given a title", delivery=delivery_id, thread=booked.thread_id, reason=str(error))
            async with calling.database.transaction() as session:
                await store.give_up(session, delivery_id)
            return
        async with calling.database.transaction() as session:
            is_newest = await store.finish(session, delivery_id, booked.title)
        if not is_newest:
            raise Again(PAUSE.total_seconds(), "another title is wanted by now")
