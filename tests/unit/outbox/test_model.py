from datetime import UTC, datetime, timedelta

import pytest

from bot.message import Button, Buttons, Message, Panel, Text, plain
from bot.outbox.model import (
    NONCE_WINDOW,
    TOO_LATE,
    Delivery,
    Draft,
    State,
    is_too_late,
    next_step,
    pause_before_retry,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CREATED = NOW - timedelta(minutes=30)


def _delivery(
    state: State, sending_since: datetime | None = None, created_at: datetime = CREATED
) -> Delivery:
    return Delivery(1, 2, 3, "n", plain("x"), state, created_at, sending_since)


def test_a_waiting_delivery_is_sent() -> None:
    assert next_step(_delivery("waiting"), NOW) == "send"


@pytest.mark.parametrize("state", ["sent", "failed"])
def test_a_finished_delivery_needs_nothing(state: State) -> None:
    assert next_step(_delivery(state, NOW), NOW) == "nothing"


def test_an_unsure_delivery_is_sent_again_while_discord_remembers_its_nonce() -> None:
    assert next_step(_delivery("sending", NOW - NONCE_WINDOW), NOW) == "repeat"


def test_an_unsure_delivery_is_searched_for_once_the_nonce_may_be_forgotten() -> None:
    since = NOW - NONCE_WINDOW - timedelta(seconds=1)
    assert next_step(_delivery("sending", since), NOW) == "search"


def test_after_a_day_it_is_too_late() -> None:
    assert not is_too_late(_delivery("waiting", created_at=NOW - TOO_LATE), NOW)
    assert is_too_late(_delivery("waiting", created_at=NOW - TOO_LATE - timedelta(seconds=1)), NOW)


def test_pauses_grow_to_a_minute() -> None:
    assert [pause_before_retry(attempts) for attempts in (0, 1, 2, 6, 60)] == [1, 2, 4, 60, 60]


@pytest.mark.parametrize("attempts", [0, 3, 10])
def test_pauses_of_those_who_failed_together_are_spread_over_half_their_length(attempts: int) -> None:
    longest = pause_before_retry(attempts)
    assert pause_before_retry(attempts, 0.0) == longest / 2
    assert longest / 2 < pause_before_retry(attempts, 0.3) < longest


def test_a_draft_carries_its_nonce_in_a_button() -> None:
    message = Message((Panel((Text("hi"), Buttons((Button("Why?", "why:abc"),)))),))
    assert Draft(1, 2, "abc", message).nonce == "abc"
    for nonce, wrong in (("abc", plain("hi")), ("a" * 26, message), ("xyz", message)):
        with pytest.raises(ValueError, match="nonce"):
            Draft(1, 2, nonce, wrong)
