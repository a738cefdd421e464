import pytest

from bot.outbox.breaker import (
    CALM,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    REFUSALS,
    UNANSWERED,
    WINDOW,
    Breaker,
    Pause,
)

BUDGET = 10_000
BUDGET_SECONDS = 600.0


def test_a_refused_token_stops_everything_at_once() -> None:
    assert Breaker().note(401, 0.0) == Pause("token_refused", FIRST_PAUSE["token_refused"])


@pytest.mark.parametrize("status", [403, 404, 429])
def test_many_refusals_in_a_short_time_make_a_pause(status: int) -> None:
    breaker = Breaker()
    assert [breaker.note(status, 1.0) for _ in range(REFUSALS - 1)] == [None] * (REFUSALS - 1)
    assert breaker.note(status, 1.0) == Pause("refused", FIRST_PAUSE["refused"])


def test_refusals_that_are_far_apart_make_none() -> None:
    breaker = Breaker()
    step = WINDOW / (REFUSALS - 2)
    assert {breaker.note(404, number * step) for number in range(5 * REFUSALS)} == {None}


@pytest.mark.parametrize("status", [None, 500, 503])
def test_requests_without_an_answer_make_a_pause_when_no_other_is_answered(status: int | None) -> None:
    breaker = Breaker()
    for _ in range(3 * UNANSWERED):
        assert breaker.note(status, 0.0) is None
        assert breaker.note(200, 0.0) is None
    pauses = [breaker.note(status, 0.0) for _ in range(UNANSWERED)]
    assert pauses[-1] == Pause("unanswered", FIRST_PAUSE["unanswered"])


def test_pauses_double_up_to_the_longest_and_what_was_under_way_does_not_add_to_them() -> None:
    breaker = Breaker()
    seconds = []
    for _ in range(6):
        pause = breaker.note(401, breaker.until)
        assert pause is not None
        seconds.append(pause.seconds)
        assert breaker.note(401, breaker.until - 1) is None
    assert seconds == [60, 120, 240, 480, LONGEST_PAUSE, LONGEST_PAUSE]


def test_after_a_calm_time_the_next_pause_is_a_first_one() -> None:
    breaker = Breaker()
    for _ in range(3):
        breaker.note(401, breaker.until)
    assert breaker.note(401, breaker.until + CALM + 1) == Pause("token_refused", 60.0)


def test_the_budget_of_invalid_requests_is_never_at_risk() -> None:
    """Everything is refused, at full speed, for an hour."""
    breaker = Breaker()
    refused: list[float] = []
    now = 1.0
    while now < 3600:
        if now >= breaker.until:
            breaker.note(403, now)
            refused.append(now)
        now += 1 / 45
    most = max(
        sum(1 for at in refused if begin <= at < begin + BUDGET_SECONDS) for begin in range(0, 3600, 60)
    )
    assert most < BUDGET / 10
