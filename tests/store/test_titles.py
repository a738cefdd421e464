"""Titles of posts in forums: the newest is given, at most once in five minutes, through every crash."""

import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

import bot.tables  # noqa: F401 - rows refer to those of other features
from bot.db.engine import Database
from bot.message import Button, Buttons, Message, Text
from bot.outbox import retitle_store, store
from bot.outbox.model import Draft, ForumPost, Posted
from bot.outbox.retitle_store import Booked
from bot.outbox.retitling import PAUSE, reopen, retitle
from bot.outbox.service import put

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORUM = ForumPost("first")
SECOND = timedelta(seconds=1)


async def delivery(database: Database, forum: ForumPost | None = FORUM) -> int:
    """A delivery that waits."""
    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO guild (id, name, locale, joined_at) VALUES (1, 'g', 'fr', now())")
        )
        message = Message((Text("hi"), Buttons((Button("Why?", "why:n0"),))))
        [delivery_id] = await put(session, [Draft(1, 1_000, "n0", message, forum=forum)], NOW)
        return delivery_id


async def post(database: Database, delivery_id: int) -> store.Left:
    async with database.transaction() as session:
        return await store.mark_sent(session, delivery_id, Posted(5, 50), NOW)


async def sending(database: Database, delivery_id: int) -> str:
    """The title under which it is posted."""
    async with database.transaction() as session:
        taken = await store.take(session, delivery_id)
        await store.mark_sending(session, delivery_id, 1, NOW)
    assert taken is not None
    assert taken.forum is not None
    return taken.forum.title


async def posted(database: Database) -> int:
    delivery_id = await delivery(database)
    await sending(database, delivery_id)
    await post(database, delivery_id)
    return delivery_id


async def want(database: Database, titles: Mapping[int, str]) -> None:
    async with database.transaction() as session:
        await retitle(session, titles)


async def jobs(database: Database) -> int:
    async with database.transaction() as session:
        query = text("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'retitle'")
        return await session.scalar(query) or 0


async def book(database: Database, delivery_id: int, now: datetime) -> Booked | datetime | None:
    async with database.transaction() as session:
        return await retitle_store.book(session, delivery_id, now, PAUSE)


async def finish(database: Database, delivery_id: int, title: str) -> bool:
    async with database.transaction() as session:
        return await retitle_store.finish(session, delivery_id, title)


async def test_what_waits_is_posted_under_the_newest_title(database: Database) -> None:
    delivery_id = await delivery(database)
    await want(database, {delivery_id: "second"})
    assert await sending(database, delivery_id) == "second"
    assert await post(database, delivery_id) == store.Left(edit=False, retitle=False)
    assert await jobs(database) == 0


async def test_a_title_that_changes_while_it_is_posted_is_given_afterwards(database: Database) -> None:
    delivery_id = await delivery(database)
    assert await sending(database, delivery_id) == "first"
    await want(database, {delivery_id: "second"})
    assert await jobs(database) == 0
    assert (await post(database, delivery_id)).retitle
    assert await book(database, delivery_id, NOW) == Booked(50, "second")


async def test_a_post_gets_a_new_title_once_and_the_same_title_never(database: Database) -> None:
    delivery_id = await posted(database)
    await want(database, {delivery_id: "first"})
    assert await jobs(database) == 0
    await want(database, {delivery_id: "second"})
    await want(database, {delivery_id: "second"})
    assert await jobs(database) == 1
    assert await book(database, delivery_id, NOW) == Booked(50, "second")
    assert await finish(database, delivery_id, "second")
    assert await book(database, delivery_id, NOW + PAUSE) is None


async def test_a_second_title_within_five_minutes_waits_for_its_time(database: Database) -> None:
    delivery_id = await posted(database)
    await want(database, {delivery_id: "second"})
    await book(database, delivery_id, NOW)
    await want(database, {delivery_id: "third"})
    assert not await finish(database, delivery_id, "second")
    assert await book(database, delivery_id, NOW + PAUSE - SECOND) == NOW + PAUSE
    assert await book(database, delivery_id, NOW + PAUSE) == Booked(50, "third")


async def test_a_post_that_is_in_no_forum_has_no_title(database: Database) -> None:
    delivery_id = await delivery(database, None)
    await want(database, {delivery_id: "second"})
    await post(database, delivery_id)
    assert await jobs(database) == 0


async def test_what_a_server_that_was_left_did_not_get_is_given_when_it_is_joined_again(
    database: Database,
) -> None:
    delivery_id = await posted(database)
    await want(database, {delivery_id: "second"})
    async with database.transaction() as session:
        await session.execute(text("UPDATE guild SET left_at = now()"))
    assert await book(database, delivery_id, NOW) is None
    async with database.transaction() as session:
        await session.execute(text("UPDATE guild SET left_at = NULL"))
        await reopen(session, 1)
    assert await jobs(database) == 2
    assert await book(database, delivery_id, NOW) == Booked(50, "second")


class World:
    """Discord's thread, and workers that do the jobs in any order; a killed one is taken over."""

    def __init__(self, database: Database, delivery_id: int, chance: random.Random) -> None:
        self.title = "first"
        self.now = NOW
        self._database = database
        self._id = delivery_id
        self._chance = chance
        self._jobs = 0
        self._calling: Booked | None = None
        self._answered: Booked | None = None

    def steps(self, *, deadly: bool = True) -> list[Callable[[], Awaitable[None]]]:
        found: list[Callable[[], Awaitable[None]]] = [self._pass_time]
        found += [self._begin] if self._jobs and not (self._calling or self._answered) else []
        found += [self._arrive] if self._calling else []
        found += [self._finish] if self._answered else []
        return found + ([self._die] if deadly and (self._calling or self._answered) else [])

    async def want(self, title: str) -> None:
        before = await jobs(self._database)
        await want(self._database, {self._id: title})
        self._jobs += await jobs(self._database) - before

    async def _pass_time(self) -> None:
        self.now += timedelta(seconds=self._chance.randrange(200))

    async def _begin(self) -> None:
        booked = await book(self._database, self._id, self.now)
        if booked is None:
            self._jobs -= 1
        elif isinstance(booked, Booked):
            self._calling = booked

    async def _arrive(self) -> None:
        assert self._calling is not None
        self.title = self._calling.title
        self._calling, self._answered = None, self._calling

    async def _finish(self) -> None:
        assert self._answered is not None
        title, self._answered = self._answered.title, None
        if await finish(self._database, self._id, title):
            self._jobs -= 1

    async def _die(self) -> None:
        self._calling = self._answered = None


@pytest.mark.parametrize("seed", range(4))
async def test_the_newest_title_wins_whatever_workers_do(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    world = World(database, await posted(database), chance)
    for number in range(40):
        if chance.random() < 0.2:
            await world.want(f"title {number}")
        await chance.choice(world.steps())()
    await world.want("the last")
    for _ in range(100):
        await chance.choice(world.steps(deadly=False))()
    assert world.title == "the last"


async def test_a_worker_that_stalled_with_an_older_title_is_put_right(database: Database) -> None:
    delivery_id = await posted(database)
    await want(database, {delivery_id: "second"})
    await book(database, delivery_id, NOW)
    await want(database, {delivery_id: "third"})
    assert await book(database, delivery_id, NOW + PAUSE) == Booked(50, "third")
    assert await finish(database, delivery_id, "third")
    assert not await finish(database, delivery_id, "second")
    assert await book(database, delivery_id, NOW + 2 * PAUSE) == Booked(50, "third")
