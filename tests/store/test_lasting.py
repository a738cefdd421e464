"""Messages that are quoted are looked up now and then, on the real PostgreSQL."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.answers import lasting, store
from bot.answers.lasting import SELDOM, Lasting, Shown
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.answers.quoting import QuotingService
from bot.answers.said import origin_of
from bot.db.engine import AWAY, Database
from tests.store.holding import held
from tests.store.measuring import CHANNEL, GUILD, NOOR, NOW, open_guilds
from tests.waiting import HERE

THREAD = 500


class Seen:
    """Shows some messages, and remembers for which it was asked."""

    def __init__(self, gone: set[int], unknown: set[int], edited: dict[int, str] | None = None) -> None:
        self.asked: list[tuple[int, int]] = []
        self.gone = gone
        self._unknown = unknown
        self._edited = edited or {}

    def is_ready(self) -> bool:
        return True

    async def message(self, guild_id: int, channel_id: int, message_id: int) -> Shown | None:
        assert guild_id == GUILD
        self.asked.append((channel_id, message_id))
        if message_id in self._unknown:
            return None
        if message_id in self.gone:
            return Shown(is_there=False)
        is_edited = message_id in self._edited
        return Shown(text=self._edited.get(message_id, "They sleep."), edited_at=NOW if is_edited else None)


async def test_what_is_gone_is_forgotten_a_few_at_a_time_and_each_once_a_day(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lasting, "MOST_AT_ONCE", 2)
    await quote(database)
    times = [NOW]

    def now() -> datetime:
        return times[-1]

    looked = Lasting(database, QuotingService(database, now), now)
    seen = Seen({1, 2}, {3})
    await looked.look(seen)
    assert seen.asked == [(THREAD, 1), (THREAD, 2)]
    assert await known(database) == {"3", "page"}
    for _ in range(3):
        await looked.look(seen)
    assert seen.asked[2:] == [(CHANNEL, 3)]
    times.append(NOW + SELDOM)
    await looked.look(seen)
    await looked.missed(seen)
    assert seen.asked[3:] == [(CHANNEL, 3), (CHANNEL, 3)]
    assert await known(database) == {"3", "page"}


async def test_what_was_edited_meanwhile_is_taken_anew_where_discord_gives_its_words(
    database: Database,
) -> None:
    await quote(database)
    looked = Lasting(database, QuotingService(database, lambda: NOW), lambda: NOW)
    before = await said(database)
    await looked.missed(Seen(set(), set(), {1: "They wake at dusk.", 2: ""}))
    after = await said(database)
    assert {text for _, text in before} == {"They sleep.", "They eat."}
    assert after - before == {(origin_of(THREAD, 1), "They wake at dusk.")}
    assert before - after == {(origin_of(THREAD, 1), "They sleep.")}
    await looked.missed(Seen(set(), set(), {1: "They wake at dusk."}))
    assert await said(database) == after


async def said(database: Database) -> set[tuple[str, str]]:
    """All that is quoted, by what it was taken from."""
    async with database.transaction() as session:
        found = await session.execute(text("SELECT origin, text FROM passage WHERE guild_id IS NOT NULL"))
        return {(row.origin, row.text) for row in found}


async def known(database: Database) -> set[str]:
    async with database.transaction() as session:
        return await store.origins(session, GUILD, Source.GUIDE) | await store.origins(
            session, GUILD, Source.ANSWER
        )


async def quote(database: Database) -> None:
    """Three messages, and a page that is none."""
    await open_guilds(database)
    taken = {
        (Source.GUIDE, origin_of(THREAD, 1)): (THREAD, 1),
        (Source.ANSWER, "2"): (THREAD, 2),
        (Source.GUIDE, "3"): (CHANNEL, 3),
    }
    async with database.transaction() as session:
        for (source, origin), (place, message) in taken.items():
            link = f"https://discord.com/channels/{GUILD}/{place}/{message}"
            at = NOW - timedelta(hours=message)
            piece = Piece("Okapis", "They sleep.", at, link, CHANNEL, NOOR, "en")
            await store.put(session, GUILD, source, origin, [piece])
        page = Piece("Okapis", "They eat.", NOW, "https://x/channels/1/2/9", None, None, "en")
        await store.put(session, GUILD, Source.GUIDE, "page", [page])


async def cut_off(database: Database, looked: Lasting, seen: Seen, statement: str) -> None:
    """A look for which the database goes away as soon as it asks for what this statement locks."""
    async with database.transaction() as session:
        await session.execute(text(statement))
        looking = asyncio.create_task(looked.look(seen))
        await held(database)
        waiting = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted"
        await session.execute(text(f"{waiting} AND {HERE}"))
    with pytest.raises(AWAY):
        await looking


@pytest.mark.parametrize(
    "statement", ["LOCK TABLE passage IN ACCESS EXCLUSIVE MODE", "LOCK TABLE passage IN EXCLUSIVE MODE"]
)
async def test_what_the_database_was_away_for_is_looked_at_with_the_next_chore(
    database: Database, statement: str
) -> None:
    await quote(database)
    looked = Lasting(database, QuotingService(database, lambda: NOW), lambda: NOW)
    seen = Seen({1, 2}, set())
    await cut_off(database, looked, seen, statement)
    await looked.look(seen)
    assert await known(database) == {"3", "page"}
