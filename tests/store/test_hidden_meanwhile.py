"""Rankings of which a line is hidden while they are read or turned, on the real PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text

from bot.boards.model import PAGE, Choice
from bot.boards.service import BoardService
from bot.charts.artist import Artist
from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.results.care_service import end_post
from bot.results.reproduction.store import hold
from tests.store.holding import held
from tests.store.measuring import ALEX, GUILD, HUB, NOOR, NOW, ROBIN, open_guilds, post
from tests.unit.competitive.making import of

CHOICE = Choice("gsm8k")


@pytest.fixture
async def boards(database: Database) -> BoardService:
    await open_guilds(database)
    return BoardService(database, Artist(), lambda: NOW)


async def _hide(session: Session, result_id: int) -> None:
    await hold(session, GUILD)
    query = text("SELECT post FROM result WHERE id = :id")
    nonce = (await session.execute(query, {"id": result_id})).scalar_one()
    await end_post(session, GUILD, nonce, "hidden", ROBIN, NOW, None, HUB)


async def _models(database: Database, boards: BoardService) -> list[str]:
    async with database.transaction() as session:
        board = await boards.board(session, GUILD, CHOICE, 0)
    return [board.set_up.example.model or "", *(one.standing.model for one in board.lines)]


async def _course(database: Database, boards: BoardService) -> list[str]:
    async with database.transaction() as session:
        course = await boards.over_time(session, GUILD, CHOICE, 10)
    return [course.example.model or "", *(one.model for one in course.lines)]


@pytest.mark.parametrize("read", [_models, _course])
async def test_what_is_hidden_while_it_is_read_is_not_told_and_the_rest_is(
    database: Database, boards: BoardService, read: Callable[[Database, BoardService], Awaitable[list[str]]]
) -> None:
    first = await post(database, ALEX, 0.8, result=of("a/first", 0.8))
    await post(database, NOOR, 0.7, result=of("a/second", 0.7))
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE result_line IN ACCESS EXCLUSIVE MODE"))
        reading = asyncio.ensure_future(read(database, boards))
        await held(database)
        await _hide(session, first)
    assert await reading == ["a/second", "a/second"]


async def test_a_ranking_of_which_all_is_hidden_while_it_is_read_says_that_there_is_nothing(
    database: Database, boards: BoardService
) -> None:
    only = await post(database, ALEX, 0.8, result=of("a/first", 0.8))
    async with database.transaction() as session:
        await session.execute(text("LOCK TABLE result_line IN ACCESS EXCLUSIVE MODE"))
        reading = asyncio.create_task(_models(database, boards))
        await held(database)
        await _hide(session, only)
    with pytest.raises(BadRequest, match="Nobody has posted results"):
        await reading


async def test_the_button_to_a_page_that_is_no_more_leads_to_the_first_one(
    database: Database, boards: BoardService
) -> None:
    ids = [
        await post(database, ALEX, 0.5 + number / 100, result=of(f"a/m{number}", 0.5))
        for number in range(PAGE + 1)
    ]
    async with database.transaction() as session:
        assert len((await boards.board(session, GUILD, CHOICE, 1)).lines) == 1
        await _hide(session, ids[3])
        shown = await boards.board(session, GUILD, CHOICE, 1)
    assert (shown.first, shown.total, len(shown.lines)) == (0, PAGE, PAGE)
