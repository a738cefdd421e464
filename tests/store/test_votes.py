"""What people think of answers, counted."""

import asyncio

from bot.answers import question_store
from bot.answers.model import Asked, Question
from bot.db.engine import Database, Session
from tests.store.holding import held
from tests.store.measuring import ALEX, CHANNEL, GUILD, NOOR, NOW, open_guilds


async def test_two_presses_at_once_count_as_one_vote(database: Database) -> None:
    await open_guilds(database)
    async with database.transaction() as session:
        asked = Asked(NOOR, CHANNEL, Question("What is a token?", "en"), is_public=False)
        question_id = await question_store.add(session, GUILD, asked, NOW)

    async def press(session: Session) -> int:
        return await question_store.vote(session, GUILD, question_id, ALEX, is_useful=True, reason="")

    async def press_again() -> int:
        async with database.transaction() as session:
            return await press(session)

    async with database.transaction() as session:
        first = await press(session)
        second = asyncio.create_task(press_again())
        await held(database)
    assert (first, await second) == (1, 0)
