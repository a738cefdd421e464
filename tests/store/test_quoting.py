"""What was taken from messages follows them, on the real PostgreSQL."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.answers import guide_store, store
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.answers.quoting import QuotingService
from bot.answers.said import origin_of
from bot.db.engine import Database
from tests.store.measuring import CHANNEL, GUILD, NOOR, NOW, OTHER_GUILD, open_guilds
from tests.waiting import HERE, until

THREAD, MESSAGE, OTHER = 500, 501, 502


@pytest.fixture
async def quoting(database: Database) -> QuotingService:
    await open_guilds(database)
    taken = {
        (Source.GUIDE, origin_of(THREAD, MESSAGE)): "A thread",
        (Source.GUIDE, origin_of(THREAD, OTHER)): "A thread",
        (Source.GUIDE, str(MESSAGE)): "Okapis sleep",
        (Source.ANSWER, str(MESSAGE)): "Do okapis sleep?",
    }
    async with database.transaction() as session:
        for (source, origin), title in taken.items():
            piece = Piece(title, "Okapis sleep at noon.", NOW, "https://x/1", CHANNEL, NOOR, "en")
            await store.put(session, GUILD, source, origin, [piece])
    return QuotingService(database, lambda: NOW)


async def waits_for_a_lock(database: Database) -> bool:
    """Whether somebody waits for another transaction on this database."""
    query = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND {HERE}"
    async with database.transaction() as session:
        return bool(await session.scalar(text(query)))


async def known(database: Database, guild: int = GUILD) -> set[tuple[str, str]]:
    async with database.transaction() as session:
        guides, answers = [await store.origins(session, guild, one) for one in (Source.GUIDE, Source.ANSWER)]
    return {("guide", one) for one in guides} | {("answer", one) for one in answers}


async def test_a_deleted_message_leaves_wherever_it_is_quoted(
    quoting: QuotingService, database: Database
) -> None:
    await quoting.deleted(OTHER_GUILD, THREAD, [MESSAGE])
    assert len(await known(database)) == 4
    await quoting.deleted(GUILD, THREAD, [MESSAGE, 999])
    assert await known(database) == {("guide", origin_of(THREAD, OTHER))}


async def test_an_edited_message_is_quoted_as_it_is_now(quoting: QuotingService, database: Database) -> None:
    await quoting.edited(GUILD, THREAD, MESSAGE, "Okapis wake at dusk.", NOW - timedelta(days=1))
    async with database.transaction() as session:
        found = await guide_store.quoted(session, GUILD, [str(MESSAGE), origin_of(THREAD, MESSAGE)])
        ids = {origin: one for _, origin, one in found}
    assert [(source.value, one.title) for source, _, one in found] == [
        ("answer", "Do okapis sleep?"),
        ("guide", "Okapis wake at dusk."),
        ("guide", "A thread"),
    ]
    assert ids[str(MESSAGE)].author_id == NOOR


async def test_a_message_whose_new_words_are_unknown_is_forgotten_but_not_for_an_old_edit(
    quoting: QuotingService, database: Database
) -> None:
    await quoting.edited(GUILD, THREAD, MESSAGE, "", NOW - timedelta(hours=1))
    assert len(await known(database)) == 4
    await quoting.edited(GUILD, THREAD, MESSAGE, "", NOW - timedelta(seconds=1))
    assert await known(database) == {("guide", origin_of(THREAD, OTHER))}


async def test_a_thread_is_one_guide_and_goes_with_its_channel(
    quoting: QuotingService, database: Database
) -> None:
    async with database.transaction() as session:
        every = {one.key: one.passages for one in await guide_store.every(session, GUILD)}
        assert every == {f"t{THREAD}": 2, str(MESSAGE): 1}
        assert len(await guide_store.origins(session, GUILD, f"t{THREAD}")) == 2
    async with database.transaction() as session:
        piece = Piece("When?", "At noon.", NOW, f"https://x/{GUILD}/{THREAD}/9", CHANNEL, NOOR, "en")
        await store.put(session, GUILD, Source.ANSWER, "9", [piece])
    await quoting.closed(GUILD, THREAD)
    assert ("answer", "9") not in await known(database)
    assert ("answer", str(MESSAGE)) in await known(database)
    await quoting.closed(GUILD, CHANNEL)
    assert not await known(database)


async def test_what_changes_while_a_thread_is_read_is_kept_as_it_is_now(
    quoting: QuotingService, database: Database
) -> None:
    kept, edited, gone = (origin_of(THREAD, one) for one in (601, 602, 603))
    async with quoting.in_step(GUILD):
        # Discord tells of these while the words from before are on their way.
        await quoting.edited(GUILD, THREAD, 602, "Okapis wake at dusk.", NOW)
        await quoting.edited(OTHER_GUILD, THREAD, 601, "Nothing of this.", NOW)
        await quoting.deleted(GUILD, THREAD, [603])
        async with database.transaction() as session:
            for origin in (kept, edited, gone):
                piece = Piece("A thread", "Okapis sleep at noon.", NOW, "https://x/1", CHANNEL, NOOR, "en")
                await store.put(session, GUILD, Source.GUIDE, origin, [piece])
    async with database.transaction() as session:
        found = await session.execute(
            text("SELECT origin, text FROM passage WHERE origin = ANY(:these)"),
            {"these": [kept, edited, gone]},
        )
        assert {one.origin: one.text for one in found} == {
            kept: "Okapis sleep at noon.",
            edited: "Okapis wake at dusk.",
        }


async def test_a_guide_that_is_removed_while_an_edit_of_it_waits_stays_away(
    quoting: QuotingService, database: Database
) -> None:
    async with database.transaction() as session:
        await store.remove(session, GUILD, Source.GUIDE, [str(MESSAGE)])
        edit = asyncio.create_task(quoting.edited(GUILD, THREAD, MESSAGE, "Okapis wake.", NOW))
        await until(lambda: waits_for_a_lock(database), what="the edit to wait")
    await edit
    assert ("guide", str(MESSAGE)) not in await known(database)
