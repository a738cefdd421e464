"""What is wanted of a posted message and what Discord has: the newest content wins."""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

import bot.tables  # noqa: F401 - rows refer to those of other features
from bot.db.engine import Database
from bot.message import Button, Buttons, Message, Text
from bot.outbox import edit_store, store
from bot.outbox.edits import change, reopen
from bot.outbox.model import Draft, Edit
from bot.outbox.service import put

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD, CHANNEL = 1, 1_000
LEASE = timedelta(minutes=1)


def message(words: str, nonce: str = "n0") -> Message:
    return Message((Text(words), Buttons((Button("Why?", f"why:{nonce}"),))))


async def delivery(database: Database, *, count: int = 1, first: int = 0) -> list[int]:
    """New deliveries, which wait."""
    async with database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO guild (id, name, locale, joined_at) VALUES (1, 'g', 'fr', now()) "
                "ON CONFLICT DO NOTHING"
            )
        )
        nonces = [f"n{number}" for number in range(first, first + count)]
        drafts = [Draft(GUILD, CHANNEL, nonce, message("first", nonce)) for nonce in nonces]
        return await put(session, drafts, NOW)


async def posted(database: Database) -> int:
    """A delivery that Discord has."""
    [delivery_id] = await delivery(database)
    async with database.transaction() as session:
        await store.mark_sending(session, delivery_id, 1, NOW)
    await mark_sent(database, delivery_id)
    return delivery_id


async def mark_sent(database: Database, delivery_id: int) -> None:
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE delivery SET state = 'sent', message_id = 5 WHERE id = :id"), {"id": delivery_id}
        )


async def want(database: Database, delivery_id: int, words: str, *, urgent: bool = False) -> None:
    async with database.transaction() as session:
        await change(session, {delivery_id: message(words)}, urgent=urgent)


async def queued(database: Database) -> list[int]:
    """The priorities of the edits in the queue."""
    async with database.transaction() as session:
        rows = await session.scalars(
            text("SELECT priority FROM pgqueuer WHERE entrypoint = 'edit' ORDER BY id")
        )
        return list(rows)


async def begin(database: Database, delivery_id: int) -> Edit | float | None:
    async with database.transaction() as session:
        return await edit_store.begin(session, delivery_id, LEASE)


async def run_out(database: Database) -> None:
    """The time is over for which workers have messages in hand."""
    async with database.transaction() as session:
        await session.execute(text("UPDATE delivery SET editing_until = now() - interval '1 second'"))


async def finish(database: Database, edit: Edit) -> bool:
    async with database.transaction() as session:
        return await edit_store.finish(session, edit)


async def test_many_changes_before_the_edit_are_one_edit_with_the_newest_content(database: Database) -> None:
    delivery_id = await posted(database)
    for words in ("second", "third", "fourth"):
        await want(database, delivery_id, words)
    assert len(await queued(database)) == 1
    edit = await begin(database, delivery_id)
    assert isinstance(edit, Edit)
    assert edit.message == message("fourth")
    assert await finish(database, edit)
    assert await begin(database, delivery_id) is None


async def test_what_is_the_same_as_before_is_not_edited(database: Database) -> None:
    delivery_id = await posted(database)
    await want(database, delivery_id, "first")
    assert await queued(database) == []


async def test_a_change_during_an_edit_is_made_by_the_same_worker(database: Database) -> None:
    delivery_id = await posted(database)
    await want(database, delivery_id, "second")
    edit = await begin(database, delivery_id)
    assert isinstance(edit, Edit)
    await want(database, delivery_id, "third")
    assert len(await queued(database)) == 1
    assert not await finish(database, edit)


async def test_a_message_that_waits_is_posted_with_the_newest_content(database: Database) -> None:
    [delivery_id] = await delivery(database)
    await want(database, delivery_id, "second")
    async with database.transaction() as session:
        taken = await store.take(session, delivery_id)
    assert taken is not None
    assert taken.message == message("second")
    assert await queued(database) == []


async def test_a_change_while_nobody_knows_whether_it_was_posted_is_made_afterwards(
    database: Database,
) -> None:
    [delivery_id] = await delivery(database)
    async with database.transaction() as session:
        await store.mark_sending(session, delivery_id, 1, NOW)
    await want(database, delivery_id, "second")
    assert await begin(database, delivery_id) is None
    await mark_sent(database, delivery_id)
    edit = await begin(database, delivery_id)
    assert isinstance(edit, Edit)
    assert edit.message == message("second")


async def test_an_edit_that_a_person_waits_for_goes_before_everything_else(database: Database) -> None:
    delivery_id = await posted(database)
    await delivery(database, first=1)
    await want(database, delivery_id, "second")
    await want(database, delivery_id, "third", urgent=True)
    async with database.transaction() as session:
        first = await session.execute(
            text("SELECT entrypoint, priority > 0 FROM pgqueuer ORDER BY priority DESC, id LIMIT 1")
        )
        assert tuple(first.one()) == ("edit", True)


async def test_a_message_that_a_moderator_deleted_is_left_alone(database: Database) -> None:
    delivery_id = await posted(database)
    await want(database, delivery_id, "second")
    async with database.transaction() as session:
        await edit_store.give_up(session, delivery_id, "message_missing")
        await session.execute(text("DELETE FROM pgqueuer"))
    await want(database, delivery_id, "third")
    await want(database, delivery_id, "fourth", urgent=True)
    assert await begin(database, delivery_id) is None
    async with database.transaction() as session:
        assert (await store.turns(session, [GUILD]))[0] == {}


async def test_what_a_closed_channel_missed_is_made_up_for_when_it_is_open_again(database: Database) -> None:
    delivery_id = await posted(database)
    await want(database, delivery_id, "second")
    async with database.transaction() as session:
        await edit_store.give_up(session, delivery_id, "channel_forbidden")
        await session.execute(text("DELETE FROM pgqueuer"))
    async with database.transaction() as session:
        await reopen(session, GUILD, CHANNEL)
    assert len(await queued(database)) == 1
    edit = await begin(database, delivery_id)
    assert isinstance(edit, Edit)
    assert edit.message == message("second")


async def test_a_content_without_the_nonce_is_refused_as_a_whole(database: Database) -> None:
    [delivery_id] = await delivery(database)
    with pytest.raises(ValueError, match="nonce"):
        async with database.transaction() as session:
            await change(session, {delivery_id: message("second", "other")})
    async with database.transaction() as session:
        taken = await store.take(session, delivery_id)
    assert taken is not None
    assert taken.message == message("first")


async def test_edits_of_one_server_do_not_delay_a_post_of_another(database: Database) -> None:
    many = await delivery(database, count=50)
    async with database.transaction() as session:
        for delivery_id in many:
            await store.mark_sending(session, delivery_id, 1, NOW)
        await session.execute(text("UPDATE delivery SET state = 'sent', message_id = 5"))
        await session.execute(text("DELETE FROM pgqueuer"))
        await change(session, {one: message("new", f"n{n}") for n, one in enumerate(many)})
        await session.execute(
            text("INSERT INTO guild (id, name, locale, joined_at) VALUES (2, 'g', 'fr', now())")
        )
        await put(session, [Draft(2, 2_000, "other", message("x", "other"))], NOW)
        order = list(
            await session.scalars(text("SELECT entrypoint FROM pgqueuer ORDER BY priority DESC, id"))
        )
    assert order.index("deliver") <= 1


class World:
    """Discord's message, and workers that do the jobs in any order; a killed one is taken over."""

    def __init__(self, database: Database, delivery_id: int, chance: random.Random) -> None:
        self.shown = "first"
        self._database = database
        self._delivery_id = delivery_id
        self._chance = chance
        self._jobs = 0
        self._calling: Edit | None = None
        self._answered: Edit | None = None

    def steps(self, *, deadly: bool = True) -> list[Callable[[], Awaitable[None]]]:
        found: list[Callable[[], Awaitable[None]]] = [self._begin] if self._jobs else []
        if self._calling:
            found += [self._arrive, self._arrive, *([self._die] if deadly else [])]
        if self._answered:
            found += [self._finish, self._finish, *([self._die] if deadly else [])]
        return found

    async def want(self, words: str, *, urgent: bool = False) -> None:
        before = len(await queued(self._database))
        await want(self._database, self._delivery_id, words, urgent=urgent)
        self._jobs += len(await queued(self._database)) - before

    async def _begin(self) -> None:
        edit = await begin(self._database, self._delivery_id)
        if isinstance(edit, Edit):
            assert self._calling is self._answered is None, "two workers at once"
            self._calling = edit
        if not isinstance(edit, float):
            self._jobs -= 1

    async def _arrive(self) -> None:
        assert self._calling is not None
        assert isinstance(self._calling.message.parts[0], Text)
        self.shown = self._calling.message.parts[0].markdown
        self._calling, self._answered = None, self._calling

    async def _finish(self) -> None:
        assert self._answered is not None
        is_newest = await finish(self._database, self._answered)
        self._answered = None
        if not is_newest:
            self._jobs += 1
            await self._begin()

    async def _die(self) -> None:
        """The worker's job is done again, by whoever takes over when its time is over."""
        self._calling = self._answered = None
        self._jobs += 1
        await run_out(self._database)


@pytest.mark.parametrize("seed", range(8))
async def test_the_newest_content_wins_whatever_workers_do(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    world = World(database, await posted(database), chance)
    for number in range(40):
        if chance.random() < 0.3:
            await world.want(f"content {number}", urgent=chance.random() < 0.5)
        if steps := world.steps():
            await chance.choice(steps)()
    await world.want("the last")
    for _ in range(200):
        if steps := world.steps(deadly=False):
            await chance.choice(steps)()
    assert world.steps() == []
    assert world.shown == "the last"


async def test_a_worker_that_died_is_taken_over_when_its_time_is_over(database: Database) -> None:
    delivery_id = await posted(database)
    await want(database, delivery_id, "second")
    assert isinstance(await begin(database, delivery_id), Edit)
    seconds = await begin(database, delivery_id)
    assert isinstance(seconds, float)
    assert 0 < seconds <= LEASE.total_seconds()
    await run_out(database)
    assert isinstance(await begin(database, delivery_id), Edit)
