from datetime import UTC, datetime, timedelta

import pytest

from bot.releases.timing import USUAL, Timing
from bot.releases.timing_choices import CAPS, HOURS, RHYTHMS, cap_value, chosen, rhythm_value
from bot.releases.timing_words import outlook_in_words, timing_in_words
from bot.texts import language

EN, FR = language("en"), language("fr")
START = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_every_option_of_the_panel_gives_its_timing_and_anything_else_changes_nothing() -> None:
    for rhythm, weekday in RHYTHMS:
        found = chosen(USUAL, "rhythm", [rhythm_value(rhythm, weekday)])
        assert (found.rhythm, found.weekday) == (rhythm, weekday)
    for hour in HOURS:
        assert chosen(USUAL, "hour", [str(hour)]).hour == hour
    for most, window in CAPS:
        found = chosen(USUAL, "cap", [cap_value(most, window)])
        assert (found.most, found.window) == (most, window)
    for field in ("rhythm", "hour", "cap", "nothing"):
        assert chosen(USUAL, field, ["99", "weekly-7", "instantly"]) == USUAL


def test_the_usual_cap_is_one_of_the_options() -> None:
    assert (USUAL.most, USUAL.window) in CAPS


@pytest.mark.parametrize(
    ("timing", "english", "french"),
    [
        (USUAL, [], []),
        (Timing(most=1, window="day"), [("At most", "1 post a day")], [("Au plus", "1 message par jour")]),
        (
            Timing("daily", 18),
            [("When", "one digest a day, at 18:00")],
            [("Quand", "un résumé par jour, à 18\u00a0h")],
        ),
        (
            Timing("weekly", 9, 4),
            [("When", "one digest a week, on Fridays, at 9:00")],
            [("Quand", "un résumé par semaine, le vendredi, à 9\u00a0h")],
        ),
    ],
)
def test_what_is_not_as_usual_is_told(
    timing: Timing, english: list[tuple[str, str]], french: list[tuple[str, str]]
) -> None:
    assert timing_in_words(timing, EN) == english
    assert timing_in_words(timing, FR) == french


def test_a_backtest_tells_what_the_timing_would_have_done() -> None:
    moments = [START + timedelta(days=day, minutes=minute) for day in (0, 1, 9) for minute in (0, 10, 20, 30)]
    twelve = "In the last 30 days that would have been 12 posts."
    assert outlook_in_words(moments, Timing(most=3), "UTC", EN) == [
        twelve,
        "On 3 days there was more than 3 posts an hour: the rest would have stood in one message each.",
    ]
    assert outlook_in_words(moments, USUAL, "UTC", EN) == [twelve]
    assert outlook_in_words(moments, Timing("weekly"), "UTC", EN) == [
        "In the last 30 days that would have been 12 releases in 2 digests."
    ]
