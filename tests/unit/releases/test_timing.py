from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.guilds.model import GuildSettings, QuietHours
from bot.releases.timing import (
    AWAY,
    CATCH_UP,
    GATHER,
    STUCK_RETRY,
    USUAL,
    WINDOWS,
    Outage,
    Outlook,
    Rhythm,
    Timing,
    Wait,
    full_until,
    is_late,
    long_away,
    next_digest,
    outage_of,
    outlook,
    waits,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
HOUR, DAY = WINDOWS["hour"], WINDOWS["day"]
OPEN = GuildSettings()
QUIET = GuildSettings(quiet=QuietHours(time(22), time(8)))
DAILY = Timing("daily", hour=9)
WEEKLY = Timing("weekly", hour=18, weekday=4)
MOMENTS = some.integers(0, 365 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))
ZONES = some.sampled_from(["UTC", "Europe/Paris", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia"])


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_a_release_in_quiet_hours_waits_for_their_end() -> None:
    assert waits(USUAL, QUIET, at(23), at(23)) == Wait("quiet", at(8, day=24))
    assert waits(USUAL, QUIET, at(23), at(8, day=24)) is None
    assert waits(USUAL, QUIET, NOON, NOON) is None
    assert waits(USUAL, OPEN, at(23), at(23)) is None


def test_a_digest_waits_for_its_hour_in_the_time_zone_of_the_server() -> None:
    paris = GuildSettings(time_zone="Europe/Paris")
    assert waits(DAILY, paris, NOON, NOON) == Wait("daily", at(8, day=24))
    assert waits(DAILY, paris, NOON, at(8, day=24)) is None
    assert waits(WEEKLY, OPEN, NOON, NOON) == Wait("weekly", at(18, day=27))


def test_a_digest_due_in_quiet_hours_comes_at_their_end() -> None:
    early = Timing("daily", hour=3)
    assert waits(early, QUIET, NOON, NOON) == Wait("daily", at(8, day=24))
    assert waits(early, QUIET, NOON, at(3, day=24)) == Wait("daily", at(8, day=24))


def test_what_is_late_gathers_before_it_is_told() -> None:
    assert waits(USUAL, OPEN, NOON, NOON, is_late=True) == Wait("late", NOON + GATHER)
    assert waits(USUAL, OPEN, NOON, NOON + GATHER, is_late=True) is None
    assert waits(DAILY, OPEN, NOON, NOON, is_late=True) == Wait("daily", at(9, day=24))


def test_nothing_is_added_while_discord_takes_no_posts() -> None:
    assert waits(USUAL, OPEN, NOON, NOON, is_stuck=True) == Wait("late", NOON + STUCK_RETRY)
    later = NOON + timedelta(days=1)
    assert waits(DAILY, OPEN, NOON, later, is_stuck=True) == Wait("daily", later + STUCK_RETRY)


@given(MOMENTS, some.integers(0, 23), some.integers(0, 6), ZONES, some.sampled_from(["daily", "weekly"]))
def test_the_next_digest_is_soon_at_its_hour_and_the_one_after_it_a_day_or_week_later(
    after: datetime, hour: int, weekday: int, zone: str, rhythm: Rhythm
) -> None:
    timing = Timing(rhythm, hour, weekday)
    first = next_digest(timing, zone, after)
    second = next_digest(timing, zone, first)
    step = timedelta(days=1 if rhythm == "daily" else 7)
    assert after < first <= after + step + timedelta(hours=2)
    assert step - timedelta(hours=2) <= second - first <= step + timedelta(hours=2)
    shown = first.astimezone(ZoneInfo(zone))
    skipped = shown.utcoffset() != (first - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).utcoffset()
    assert shown.hour == hour or skipped
    assert rhythm == "daily" or shown.weekday() == weekday


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)),  # 02:00 is skipped
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 0, tzinfo=UTC)),  # 02:00 comes twice
    ],
)
def test_a_digest_comes_once_on_the_days_on_which_clocks_change(after: datetime, due: datetime) -> None:
    two = Timing("daily", hour=2)
    assert next_digest(two, "Europe/Paris", after) == due
    assert next_digest(two, "Europe/Paris", due) - due >= timedelta(hours=23)


def test_a_window_is_full_until_its_oldest_post_is_over() -> None:
    posted = [at(11, 30), at(11, 40), at(10, 30)]
    assert full_until(posted, 2, HOUR, NOON) == at(12, 30)
    assert full_until(posted, 3, HOUR, NOON) is None
    assert full_until(posted, 3, DAY, NOON) == at(10, 30, day=24)
    assert full_until(posted, 2, HOUR, NOON, since=at(11, 30)) is None


@given(some.lists(MOMENTS, max_size=40), some.integers(1, 5))
def test_posts_within_the_cap_never_exceed_it_in_any_window(moments: list[datetime], most: int) -> None:
    posted: list[datetime] = []
    for moment in sorted(moments):
        if full_until(posted, most, DAY, moment) is None:
            posted.append(moment)
    for moment in posted:
        assert sum(moment - DAY < one <= moment for one in posted) <= most


def test_what_was_published_while_the_hub_could_not_be_reached_is_late() -> None:
    outage = Outage(at(8), at(11))
    assert is_late(at(9), at(11), outage)
    assert not is_late(at(10, 55), at(11), outage)  # it would have waited for the next look anyway
    assert not is_late(at(11, 1), at(11, 2), outage)
    assert is_late(at(9, day=1), at(11), outage)  # private before: nobody knows since when it is not
    assert is_late(None, at(11), outage)


def test_an_outage_is_a_long_time_without_a_look_and_remembered_until_all_was_read_again() -> None:
    assert outage_of(None, None, NOON) is None
    assert outage_of(NOON - AWAY, None, NOON) is None
    assert outage_of(at(8), None, NOON) == Outage(at(8), NOON)
    ended = Outage(at(8), at(11, 50))
    assert outage_of(at(11, 59), ended, NOON) == ended
    assert outage_of(at(11, 59), ended, ended.until + CATCH_UP) is None


def test_rare_looks_are_no_outage() -> None:
    assert long_away(60) == AWAY
    assert long_away(3600) == timedelta(hours=2)


def test_the_outlook_counts_messages_and_days_beyond_the_cap() -> None:
    two = Timing(most=2, window="hour")
    busy = [at(9, minute) for minute in (0, 10, 20, 30, 40)]
    assert outlook(busy, two, "UTC") == Outlook(3, 1)
    assert outlook([*busy, at(10, 5), at(10, 6), at(10, 7)], two, "UTC") == Outlook(6, 1)
    assert outlook([at(9, day=day) for day in range(1, 20)], two, "UTC") == Outlook(19, 0)
    assert outlook([], two, "UTC") == Outlook(0, 0)


def test_the_outlook_of_a_digest_is_one_message_for_each_day_with_something_in_it() -> None:
    moments = [at(8), at(10), at(11), at(10, day=26)]
    assert outlook(moments, DAILY, "UTC") == Outlook(3, 0)
    assert outlook(moments, WEEKLY, "UTC") == Outlook(1, 0)


@given(some.lists(MOMENTS, max_size=30), some.integers(1, 4), some.sampled_from(["hour", "day"]))
def test_the_outlook_never_has_more_messages_than_releases(
    moments: list[datetime], most: int, window: str
) -> None:
    found = outlook(moments, Timing(most=most, window=window), "Europe/Paris")  # type: ignore[arg-type]
    assert found.messages <= len(moments)
    assert found.days_over <= len({moment.astimezone(ZoneInfo("Europe/Paris")).date() for moment in moments})
