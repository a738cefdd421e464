import asyncio
import time
from datetime import UTC, datetime

from sqlalchemy import text

import bot.tables  # noqa: F401 - rows refer to those of other features
from bot.db.engine import Database
from bot.message import Button, Buttons, Message, Text
from bot.outbox import store
from bot.outbox.model import Draft, Posted
from bot.outbox.pace import Leased, Pace
from bot.outbox.service import put

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _drafts(guild_id: int, count: int) -> list[Draft]:
    nonces = [f"{guild_id:x}-{number:x}" for number in range(count)]
    return [
        Draft(
            guild_id, 1_000 + number, nonce, Message((Text("hi"), Buttons((Button("Why?", f"why:{nonce}"),))))
        )
        for number, nonce in enumerate(nonces)
    ]


async def _add_guilds(database: Database, *ids: int) -> None:
    async with database.transaction() as session:
        for guild_id in ids:
            await session.execute(
                text("INSERT INTO guild (id, name, locale, joined_at) VALUES (:id, 'g', 'fr', now())"),
                {"id": guild_id},
            )


async def _next_ones(database: Database, count: int) -> list[int]:
    """The guilds whose deliveries are next in the queue."""
    query = text(
        "SELECT guild_id FROM pgqueuer JOIN delivery ON delivery.id = (convert_from(payload, 'utf8')::jsonb "
        "->> 'delivery')::bigint ORDER BY pgqueuer.priority DESC, pgqueuer.id LIMIT :count"
    )
    async with database.transaction() as session:
        return list(await session.scalars(query, {"count": count}))


async def test_one_delivery_of_a_guild_does_not_wait_for_hundreds_of_another(database: Database) -> None:
    await _add_guilds(database, 1, 2)
    async with database.transaction() as session:
        await put(session, _drafts(1, 500), NOW)
    async with database.transaction() as session:
        await put(session, _drafts(2, 1), NOW)
    assert await _next_ones(database, 3) == [1, 2, 1]


async def test_a_guild_that_comes_late_takes_turns_with_one_that_is_being_served(database: Database) -> None:
    await _add_guilds(database, 1, 2)
    async with database.transaction() as session:
        ids = await put(session, _drafts(1, 100), NOW)
        for delivery_id in ids[:50]:
            await store.mark_sending(session, delivery_id, 1, NOW)
            await store.mark_sent(session, delivery_id, Posted(5), NOW)
        await session.execute(text("DELETE FROM pgqueuer WHERE priority > -50"))
    async with database.transaction() as session:
        await put(session, _drafts(2, 100), NOW)
    assert await _next_ones(database, 6) == [1, 2, 1, 2, 1, 2]


async def test_two_processes_share_one_pace(database: Database) -> None:
    async def lease(count: int) -> Leased:
        async with database.transaction() as session:
            return await store.lease(session, count, 100.0)

    one, other = Pace(100.0, lease), Pace(100.0, lease)
    began = time.monotonic()
    await asyncio.gather(*(pace.turn() for _ in range(30) for pace in (one, other)))
    # 60 turns at 100 a second: each process alone would need half the time, a slow machine more.
    assert time.monotonic() - began > 0.5


async def test_a_pause_is_known_to_all_and_ends_by_itself(database: Database) -> None:
    async with database.transaction() as session:
        assert await store.paused_for(session) == 0
        await store.pause(session, 100.0, "refused")
        await store.pause(session, 0.0, "refused")
    async with database.transaction() as session:
        assert 99 < await store.paused_for(session) <= 100
        await session.execute(text("UPDATE traffic SET paused_until = now() - interval '1 second'"))
        assert await store.paused_for(session) == 0
