"""Nobody holds up everyone else's notebooks."""

from contextlib import ExitStack
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


def _refusal(openings: Openings, member_id: int) -> str:
    with pytest.raises(TryLater) as refusal, openings.preview(member_id):
        pass
    return language("en").tell(refusal.value.sentence)


def test_a_member_opens_one_notebook_at_a_time_and_others_go_on(openings: Openings) -> None:
    with openings.one(ALEX):
        assert "still opening a notebook for you" in _refusal(openings, ALEX)
        with openings.preview(NOOR):
            pass
    with openings.preview(ALEX):
        pass


def test_one_that_went_wrong_holds_up_no_other(openings: Openings) -> None:
    with pytest.raises(ValueError, match="broken"), openings.preview(ALEX):
        raise ValueError("broken")
    with openings.preview(ALEX):
        pass


def test_previews_in_an_hour_are_limited_for_each_member(openings: Openings, clock: Clock) -> None:
    for _ in range(MOST_IN_WINDOW):
        with openings.preview(ALEX):
            pass
        clock.now += timedelta(minutes=1)
    told = _refusal(openings, ALEX)
    assert f"{MOST_IN_WINDOW} notebooks" in told
    assert moment(NOW + WINDOW) in told
    with openings.preview(NOOR), openings.one(ALEX):
        pass
    clock.now = NOW + WINDOW
    with openings.preview(ALEX):
        pass
    assert moment(NOW + WINDOW + timedelta(minutes=1)) in _refusal(openings, ALEX)


def test_not_too_many_wait_for_the_one_process(openings: Openings) -> None:
    with ExitStack() as waiting:
        for member_id in range(100, 100 + MOST_AT_ONCE):
            waiting.enter_context(openings.preview(member_id))
        assert "Many notebooks" in _refusal(openings, ALEX)
    with openings.preview(ALEX):
        pass
