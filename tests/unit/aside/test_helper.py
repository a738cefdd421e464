import asyncio
import os
from collections.abc import AsyncIterator

import psutil
import pytest

from bot.aside.helper import Helper, NoAnswer
from tests.waiting import until_true

ECHO = "tests.unit.aside.echo"


@pytest.fixture
async def helper() -> AsyncIterator[Helper]:
    one = Helper(ECHO, seconds=30, idle_seconds=600)
    yield one
    await one.close()


async def test_it_stays_warm_from_one_question_to_the_next(helper: Helper) -> None:
    assert await helper.ask(b"who") == await helper.ask(b"who")
    assert await helper.ask(b"who") != str(os.getpid()).encode()


async def test_questions_asked_at_once_get_their_own_answers(helper: Helper) -> None:
    questions = [bytes([number]) * (number * 10_000) for number in range(1, 9)]
    assert await asyncio.gather(*map(helper.ask, questions)) == questions


async def test_one_that_takes_too_long_is_killed_and_the_next_question_answered() -> None:
    helper = Helper(ECHO, seconds=3, idle_seconds=600)
    before = int(await helper.ask(b"who"))
    with pytest.raises(NoAnswer, match="longer than"):
        await helper.ask(b"sleep")
    assert not psutil.pid_exists(before)
    assert int(await helper.ask(b"who")) != before
    await helper.close()


async def test_one_that_dies_is_started_again(helper: Helper) -> None:
    with pytest.raises(NoAnswer, match="ended"):
        await helper.ask(b"die")
    assert await helper.ask(b"hello") == b"hello"


async def test_one_that_was_killed_while_idle_is_started_again_unnoticed(helper: Helper) -> None:
    pid = int(await helper.ask(b"who"))
    psutil.Process(pid).kill()
    await until_true(lambda: not psutil.pid_exists(pid))
    assert await helper.ask(b"hello") == b"hello"


async def test_an_error_is_told_without_its_words_and_ends_nothing(helper: Helper) -> None:
    before = await helper.ask(b"who")
    with pytest.raises(NoAnswer, match="ValueError") as told:
        await helper.ask(b"fail a-secret")
    assert "echo.py" in str(told.value)
    assert "a-secret" not in str(told.value)
    assert await helper.ask(b"who") == before


async def test_what_a_library_prints_does_not_come_between_the_answers(helper: Helper) -> None:
    assert await helper.ask(b"print") == b"print"
    assert await helper.ask(b"hello") == b"hello"


async def test_it_is_given_no_environment(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESSAI_DISCORD_TOKEN", "a secret")
    assert b"ESSAI_DISCORD_TOKEN" not in await helper.ask(b"secrets")


async def test_a_question_that_is_given_up_leaves_no_answer_for_the_next(helper: Helper) -> None:
    await helper.ask(b"hello")
    given_up = asyncio.create_task(helper.ask(b"sleep"))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    assert await helper.ask(b"next") == b"next"


async def test_when_nobody_asks_it_ends_and_frees_its_memory() -> None:
    helper = Helper(ECHO, seconds=30, idle_seconds=0.2)
    pid = int(await helper.ask(b"who"))
    await until_true(lambda: not psutil.pid_exists(pid))
    assert await helper.ask(b"hello") == b"hello"
    await helper.close()
