"""Nobody holds up everyone else's notebooks."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import TryLater
from bot.notebooks.openings import MOST_AT_ONCE, MOST_IN_WINDOW, WINDOW, Openings
from bot.texts import language, moment

NOW = datetime(2026, 7, 1, tzinfo=UTC)
ALEX, NOOR = 10, 11


class Clock:
    """Moves when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def openings(clock: Clock) -> Openings:
    return Openings(clock)


async def _refusal(openings: Openings, member_id: int) -> str:
    with pytest.raises(TryLater) as refusal:
        async with openings.preview(member_id):
            pass
    return language("en").tell(refusal.value.sentence)


async def test_a_member_opens_one_notebook_after_the_other_and_others_go_on(openings: Openings) -> None:
    opened: list[str] = []

    async def next_one() -> None:
        async with openings.preview(ALEX):
            opened.append("second")

    async with openings.one(ALEX):
        second = asyncio.create_task(next_one())
        await asyncio.sleep(0)
        assert "still opening a notebook for you" in await _refusal(openings, ALEX)
        async with openings.preview(NOOR):
            opened.append("first")
    await second
    assert opened == ["first", "second"]


async def test_one_that_went_wrong_holds_up_no_other(openings: Openings) -> None:
    with pytest.raises(ValueError, match="broken"):
        async with openings.preview(ALEX):
            raise ValueError("broken")
    async with openings.preview(ALEX):
        pass


async def test_previews_in_an_hour_are_limited_for_each_member(openings: Openings, clock: Clock) -> None:
    for _ in range(MOST_IN_WINDOW):
        async with openings.preview(ALEX):
            pass
        clock.now += timedelta(minutes=1)
    told = await _refusal(openings, ALEX)
    assert f"{MOST_IN_WINDOW} notebooks" in told
    assert moment(NOW + WINDOW) in told
    async with openings.preview(NOOR), openings.one(ALEX):
        pass
    clock.now = NOW + WINDOW
    async with openings.preview(ALEX):
        pass
    assert moment(NOW + WINDOW + timedelta(minutes=1)) in await _refusal(openings, ALEX)


async def test_not_too_many_wait_for_the_one_process(openings: Openings) -> None:
    async with AsyncExitStack() as waiting:
        for member_id in range(100, 100 + MOST_AT_ONCE):
            await waiting.enter_async_context(openings.preview(member_id))
        assert "Many notebooks" in await _refusal(openings, ALEX)
    async with openings.preview(ALEX):
        pass
