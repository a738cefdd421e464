"""Whoever notes that a channel takes no message and whoever opens it again never wait for each other."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

import bot.tables  # noqa: F401 - rows refer to those of other features
from bot.db.engine import Database
from bot.message import Button, Buttons, Message, Text
from bot.outbox.edits import Editor, change
from bot.outbox.model import Delivery, Draft, Edit, NotDelivered, Posted
from bot.outbox.service import Outbox, put
from bot.outbox.waiting import Calling
from bot.releases.closing import Closing
from bot.releases.store import lists
from tests.store.holding import held

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Closed:
    """A channel that takes nothing."""

    async def publish(self, delivery: Delivery, at_last: Callable[[], Awaitable[None]]) -> Posted:
        assert callable(at_last), delivery
        raise NotDelivered("channel_forbidden")

    async def find(self, delivery: Delivery, since: datetime) -> Posted | None:
        raise AssertionError(delivery, since)

    async def crosspost(self, channel_id: int, message_id: int) -> None:
        raise AssertionError(channel_id, message_id)

    async def edit(self, edit: Edit) -> None:
        assert edit.channel_id == 1_000
        raise NotDelivered("channel_forbidden")

    async def retitle(self, thread_id: int, title: str) -> None:
        raise AssertionError(thread_id, title)


def _message(words: str) -> Message:
    return Message((Text(words), Buttons((Button("Why?", "why:n0"),))))


async def _refused(database: Database) -> int:
    """A delivery that is to be posted in a channel that takes nothing."""
    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO guild (id, name, locale, joined_at) VALUES (1, 'g', 'fr', now())")
        )
        [delivery_id] = await put(session, [Draft(1, 1_000, "n0", _message("first"))], NOW)
    return delivery_id


async def _deliver(database: Database, calling: Calling, delivery_id: int) -> None:
    await Outbox(calling, Closing(lambda: NOW).closed).deliver({"delivery": delivery_id}, 0)


async def _edit(database: Database, calling: Calling, delivery_id: int) -> None:
    async with database.transaction() as session:
        await session.execute(text("UPDATE delivery SET state = 'sent', message_id = 5"))
        await change(session, {delivery_id: _message("second")})
    editor = Editor(calling, Closing(lambda: NOW).closed, lease=timedelta(minutes=1))
    await editor.edit({"delivery": delivery_id}, 0)


@pytest.mark.parametrize("work", [_deliver, _edit])
async def test_a_message_that_is_given_up_is_locked_after_the_watches(
    database: Database, work: Callable[[Database, Calling, int], Awaitable[None]]
) -> None:
    delivery_id = await _refused(database)
    calling = Calling(database, Closed(), lambda: NOW, lambda: 0.0)
    async with database.transaction() as session:
        await lists.hold(session)
        working = asyncio.ensure_future(work(database, calling, delivery_id))
        await held(database)
        await session.execute(text("SELECT id FROM delivery FOR UPDATE"))
    await working
    async with database.transaction() as session:
        failures = text("SELECT coalesce(failure, edit_failure) FROM delivery")
        assert await session.scalar(failures) == "channel_forbidden"
