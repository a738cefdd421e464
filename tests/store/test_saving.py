"""Saving watches beside everything else that goes on."""

import asyncio

from sqlalchemy import text

from bot.db.engine import Database
from bot.guilds.model import Guild
from bot.releases.model import Plan, Source
from bot.releases.saving import Saver
from bot.releases.store import held, watches
from tests.store.test_timekeeping import CHANNEL, GUILD, NOW, PERSON, watch
from tests.waiting import HERE, until

WAITING = text(f"SELECT count(*) FROM pg_locks WHERE NOT granted AND {HERE}")


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

    async def waits() -> bool:
        async with database.transaction() as session:
            return bool(await session.scalar(WAITING))

    saver = Saver(database, {}, lambda: NOW)
    async with database.transaction() as session:
        await watches.hold(session, [candidate.watch.id])
        saving = asyncio.create_task(saver.save(Guild(GUILD, "Atelier", "en-US"), [plan], PERSON))
        await until(waits, what="a wait for the watch")
        await held.lock_guilds(session, [GUILD])
    await saving
    async with database.transaction() as session:
        changed = await watches.one(session, GUILD, candidate.watch.id)
    assert changed is not None
    assert changed.kinds == ("dataset",)
