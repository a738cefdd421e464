"""A worker that stalls in the middle of a forum's post, for so long that another one takes it for dead."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

import bot.tables  # noqa: F401 - rows refer to those of other features
from bot.db.engine import Database
from bot.jobs.worker import Again
from bot.message import Button, Buttons, Message, Text
from bot.outbox.edits import change
from bot.outbox.model import NONCE_WINDOW, SETTLED, Delivery, Draft, Edit, ForumPost, Posted
from bot.outbox.service import Outbox, put
from bot.outbox.waiting import Calling

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WHY = Buttons((Button("Why?", "why:n0"),))
MESSAGE = Message((Text("hi"), WHY))


class Forum:
    """What is posted; `stalled` keeps a worker right before its call, `searching` one in its search."""

    def __init__(self) -> None:
        self.posts: list[str] = []
        self.arrived = asyncio.Event()
        self.stalled, self.searching = asyncio.Event(), asyncio.Event()

    async def publish(self, delivery: Delivery, at_last: Callable[[], Awaitable[None]]) -> Posted:
        self.arrived.set()
        await self.stalled.wait()
        await at_last()
        self.posts.append(delivery.nonce)
        return Posted(len(self.posts), len(self.posts))

    async def find(self, delivery: Delivery, since: datetime) -> Posted | None:
        assert since == NOW
        found = Posted(1, 1) if delivery.nonce in self.posts else None
        self.arrived.set()
        await self.searching.wait()
        return found

    async def crosspost(self, channel_id: int, message_id: int) -> None:
        raise AssertionError(channel_id, message_id)

    async def edit(self, edit: Edit) -> None:
        raise AssertionError(edit)

    async def retitle(self, thread_id: int, title: str) -> None:
        raise AssertionError(thread_id, title)


class Case:
    """One delivery, and workers that share a clock."""

    def __init__(self, database: Database, title: str | None = "Small-1B") -> None:
        self.forum = Forum()
        self._title = title
        self.now = NOW
        self._database = database
        self._id = 0

    async def begin(self) -> None:
        async with self._database.transaction() as session:
            await session.execute(
                text("INSERT INTO guild (id, name, locale, joined_at) VALUES (1, 'g', 'fr', now())")
            )
            forum = None if self._title is None else ForumPost(self._title)
            draft = Draft(1, 1_000, "n0", MESSAGE, forum=forum)
            [self._id] = await put(session, [draft], self.now)

    async def work(self) -> None:
        async def closed(*_: object) -> None:
            raise AssertionError

        calling = Calling(self._database, self.forum, lambda: self.now, lambda: 0.0)
        await Outbox(calling, closed).deliver({"delivery": self._id}, 0)

    async def want(self, message: Message) -> None:
        async with self._database.transaction() as session:
            await change(session, {self._id: message})

    async def queued_edits(self) -> int:
        async with self._database.transaction() as session:
            rows = await session.scalars(text("SELECT id FROM pgqueuer WHERE entrypoint = 'edit'"))
            return len(rows.all())

    async def arrived(self, worker: "asyncio.Task[None]") -> None:
        """Until a worker calls Discord, or gives up."""
        call = asyncio.create_task(self.forum.arrived.wait())
        await asyncio.wait([call, worker], return_when=asyncio.FIRST_COMPLETED)
        call.cancel()
        self.forum.arrived.clear()

    async def stall(self, after: timedelta = SETTLED) -> "asyncio.Task[None]":
        """A worker that has noted the sending and goes no further for a little longer than that."""
        worker = asyncio.create_task(self.work())
        await self.arrived(worker)
        self.now += after + timedelta(seconds=1)
        return worker


@pytest.fixture
async def case(database: Database) -> Case:
    case = Case(database)
    await case.begin()
    return case


async def test_who_wakes_after_another_worker_has_posted_posts_nothing(case: Case) -> None:
    case.forum.searching.set()
    first = await case.stall()
    second = asyncio.create_task(case.work())
    await case.arrived(second)  # its search
    await case.arrived(second)  # its call
    case.forum.stalled.set()
    outcomes = await asyncio.gather(first, second, return_exceptions=True)
    assert case.forum.posts == ["n0"]
    assert [type(one) for one in outcomes].count(Again) == 1
    await case.work()
    assert case.forum.posts == ["n0"]


async def test_who_searches_while_the_first_one_wakes_posts_nothing(case: Case) -> None:
    first = await case.stall()
    second = asyncio.create_task(case.work())
    await case.arrived(second)  # its search, which has found nothing
    case.forum.stalled.set()
    await first
    case.forum.searching.set()
    with pytest.raises(Again):
        await second
    assert case.forum.posts == ["n0"]


async def test_who_wakes_before_anybody_noticed_posts_once(case: Case) -> None:
    first = await case.stall()
    case.forum.stalled.set()
    await first
    await case.work()
    assert case.forum.posts == ["n0"]


async def test_a_content_that_is_wanted_while_a_worker_stalls_is_edited_in(case: Case) -> None:
    worker = await case.stall()
    await case.want(Message((Text("newer"), WHY)))
    case.forum.stalled.set()
    await worker
    assert case.forum.posts == ["n0"]
    assert await case.queued_edits() == 1


async def test_a_content_that_is_wanted_during_a_search_is_edited_in(case: Case) -> None:
    crashed = await case.stall()
    crashed.cancel()
    worker = asyncio.create_task(case.work())
    await case.arrived(worker)  # its search, which finds nothing
    await case.want(Message((Text("newer"), WHY)))
    case.forum.searching.set()
    case.forum.stalled.set()
    await worker
    assert case.forum.posts == ["n0"]
    assert await case.queued_edits() == 1


async def test_who_stalls_with_what_a_crash_left_unsure_searches_before_it_repeats_that(
    database: Database,
) -> None:
    case = Case(database, title=None)
    await case.begin()
    case.forum.searching.set()
    crashed = await case.stall(timedelta(0))
    crashed.cancel()
    case.forum.posts.append("n0")  # its call came through all the same
    stalled = await case.stall(NONCE_WINDOW)
    case.forum.stalled.set()
    with pytest.raises(Again):
        await stalled
    await case.work()
    assert case.forum.posts == ["n0"]
