"""Saving watches beside everything else that goes on."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest
from sqlalchemy import text

from bot.db.engine import Database, Session
from bot.errors import TryLater
from bot.guilds.model import Guild
from bot.hub.models import Repository
from bot.releases.listening import FirstLook, Look, Past
from bot.releases.model import ListKind, Plan, ReadList, Source, Watch
from bot.releases.saving import Saver
from bot.releases.store import held, known, lists, watches
from tests.store.holding import held as waited
from tests.store.test_timekeeping import CHANNEL, GUILD, NOW, PERSON, watch

ACME = Source("author", "acme")


class Listens:
    """Listens to authors; a first look waits until it may go on."""

    def __init__(self, *there: Repository) -> None:
        self.begun, self.goes_on = asyncio.Event(), asyncio.Event()
        self._there = there

    async def first_look(self, source: Source, kind: ListKind) -> FirstLook:
        assert (source, kind) == (ACME, "model")
        self.begun.set()
        await self.goes_on.wait()
        return FirstLook(self._there)

    async def look(self, watched: ReadList) -> Look:
        raise AssertionError(watched)

    async def past(self, source: Source, kind: ListKind) -> Past:
        raise AssertionError(source, kind)


async def test_what_appears_between_the_first_looks_of_two_guilds_is_news_for_the_first(
    database: Database,
) -> None:
    new = Repository("model", "acme/New", "k", "acme")
    listens = Listens(new)
    saver = Saver(database, {"author": listens}, lambda: NOW)
    plan = Plan(ACME, CHANNEL, ("model",))
    second = asyncio.create_task(saver.save(Guild(GUILD + 1, "Lab", "fr"), [plan], PERSON))
    await listens.begun.wait()
    async with database.transaction() as session:
        await lists.add(session, ReadList(ACME, "model", None), NOW)
    listens.goes_on.set()
    await second
    async with database.transaction() as session:
        assert not await known.are_known(session, "model", [new.key])


async def lost(session: Session, one: Watch) -> None:
    raise AssertionError(session, one)


async def also(session: Session, opened: Sequence[Watch], left: Sequence[Watch]) -> None:
    assert session.is_active
    assert not left or opened


Act = Callable[[Saver, Watch], Awaitable[None]]
WAKING: dict[str, Act] = {
    "resume": lambda saver, one: saver.resume(one, PERSON),
    "end its pause": lambda saver, one: saver.end_pause(one, lost),
    "reopen its channel": lambda saver, one: saver.reopen(GUILD, CHANNEL, [one], also),
}


async def crossed(
    database: Database, act: Act, one: Watch, other: Callable[[Session], Awaitable[object]]
) -> None:
    """Something is done with a watch as it was read, while another changes it."""
    async with database.transaction() as session:
        await lists.hold(session)
        acting = asyncio.create_task(_done(act(Saver(database, {}, lambda: NOW), one)))
        await waited(database)
        await other(session)
    with pytest.raises(TryLater):
        await acting


async def _done(work: Awaitable[None]) -> None:
    await work


async def paused(database: Database) -> Watch:
    """A watch whose channel was closed, with a list that others need too."""
    candidate = await watch(database, Plan(ACME, CHANNEL, ("model",)))
    async with database.transaction() as session:
        await lists.add(session, ReadList(ACME, "model", None), NOW)
        await watches.pause_channel(session, GUILD, CHANNEL, "channel_missing", NOW)
        found = await watches.one(session, GUILD, candidate.watch.id)
    assert found is not None
    return found


@pytest.mark.parametrize("name", WAKING)
async def test_a_watch_never_goes_on_with_kinds_whose_lists_nobody_has_read(
    database: Database, name: str
) -> None:
    one = await paused(database)
    datasets = Plan(ACME, CHANNEL, ("dataset",))
    await crossed(
        database,
        WAKING[name],
        one,
        lambda session: watches.change(session, GUILD, one.id, datasets, PERSON, NOW),
    )
    async with database.transaction() as session:
        now = await watches.one(session, GUILD, one.id)
    assert now is not None
    assert now.state == "paused"


async def test_a_paused_watch_that_goes_on_gets_no_kinds_whose_lists_nobody_has_read(
    database: Database,
) -> None:
    one = await paused(database)
    datasets = Plan(ACME, CHANNEL, ("dataset",))
    await crossed(
        database,
        lambda saver, found: saver.change(found, datasets, PERSON),
        one,
        lambda session: watches.resume(session, GUILD, one.id, PERSON, NOW),
    )
    async with database.transaction() as session:
        now = await watches.one(session, GUILD, one.id)
    assert now is not None
    assert (now.state, now.kinds) == ("active", ("model",))


async def test_a_watch_is_saved_again_while_a_release_is_announced_for_it(database: Database) -> None:
    candidate = await watch(database)
    plan = Plan(Source("author", "acme"), CHANNEL, ("dataset",))
    async with database.transaction() as session:
        await session.execute(
            text("""
                INSERT INTO watched_list (source_kind, source, kind, baseline_at, looked_at, due_at)
                VALUES ('author', 'acme', 'dataset', now(), now(), now())
            """)
        )

    saver = Saver(database, {}, lambda: NOW)
    async with database.transaction() as session:
        await watches.hold(session, [candidate.watch.id])
        saving = asyncio.create_task(saver.save(Guild(GUILD, "Atelier", "en-US"), [plan], PERSON))
        await waited(database)
        await held.lock_guilds(session, [GUILD])
    await saving
    async with database.transaction() as session:
        changed = await watches.one(session, GUILD, candidate.watch.id)
    assert changed is not None
    assert changed.kinds == ("dataset",)
