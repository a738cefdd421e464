from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.guilds.model import GuildSettings, QuietHours
from bot.guilds.quiet import quiet_until

PARIS = ZoneInfo("Europe/Paris")
NIGHT = QuietHours(time(22), time(7))
MINUTES = some.times().map(lambda at: at.replace(second=0, microsecond=0))
# Around both nights on which the clocks of Paris change, and on ordinary days.
MOMENTS = some.builds(
    lambda first, minutes: first + timedelta(minutes=minutes),
    some.sampled_from([datetime(2026, month, day, tzinfo=UTC) for month, day in ((3, 28), (10, 24), (7, 1))]),
    some.integers(0, 3 * 24 * 60),
)


def _until(quiet: QuietHours, *moment: int, zone: str = "Europe/Paris", fold: int = 0) -> str | None:
    """When it ends, as the server's clocks show it."""
    settings = GuildSettings(time_zone=zone, quiet=quiet)
    now = datetime(*moment, fold=fold, tzinfo=ZoneInfo(zone))  # type: ignore[misc,arg-type]
    found = quiet_until(settings, now)
    return None if found is None else f"{found.astimezone(ZoneInfo(zone)):%d %H:%M %z}"


def test_without_quiet_hours_it_is_never_quiet() -> None:
    assert quiet_until(GuildSettings(), datetime(2026, 7, 1, 3, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ((2026, 7, 1, 21, 59), None),
        ((2026, 7, 1, 22, 0), "02 07:00 +0200"),
        ((2026, 7, 2, 3, 0), "02 07:00 +0200"),
        ((2026, 7, 2, 6, 59), "02 07:00 +0200"),
        ((2026, 7, 2, 7, 0), None),
        ((2026, 3, 28, 23, 0), "29 07:00 +0200"),
        ((2026, 10, 24, 23, 0), "25 07:00 +0100"),
    ],
)
def test_a_night_ends_in_the_morning_by_the_clocks_of_the_server(
    moment: tuple[int, ...], until: str | None
) -> None:
    assert _until(NIGHT, *moment) == until


def test_quiet_hours_may_lie_within_a_day() -> None:
    lunch = QuietHours(time(12), time(14))
    assert _until(lunch, 2026, 7, 1, 11, 59) is None
    assert _until(lunch, 2026, 7, 1, 13) == "01 14:00 +0200"
    assert _until(lunch, 2026, 7, 1, 23) is None


def test_an_end_that_the_clocks_skip_comes_when_they_go_forward() -> None:
    assert _until(QuietHours(time(22), time(2, 30)), 2026, 3, 29, 1) == "29 03:00 +0200"


def test_a_start_that_the_clocks_skip_comes_when_they_go_forward() -> None:
    early = QuietHours(time(2, 30), time(6))
    assert _until(early, 2026, 3, 29, 1, 59) is None
    assert _until(early, 2026, 3, 29, 3, 0) == "29 06:00 +0200"


def test_an_end_that_the_clocks_show_twice_comes_the_second_time() -> None:
    night = QuietHours(time(22), time(2, 30))
    assert _until(night, 2026, 10, 25, 2, 45) == "25 02:30 +0100"
    assert _until(night, 2026, 10, 25, 2, 30, fold=1) is None


def test_hours_that_begin_before_others_end_are_one_quiet_time() -> None:
    long = QuietHours(time(2, 45), time(2, 40))
    # The day on which the clocks go back has 02:45 before its second 02:40.
    assert _until(long, 2026, 10, 24, 12) == "26 02:40 +0100"


def test_the_same_start_and_end_are_no_quiet_hours() -> None:
    assert _until(QuietHours(time(8), time(8)), 2026, 7, 1, 8) is None


@given(start=MINUTES, end=MINUTES, now=MOMENTS)
def test_what_is_quiet_stays_quiet_until_the_end_and_no_longer(start: time, end: time, now: datetime) -> None:
    settings = GuildSettings(time_zone="Europe/Paris", quiet=QuietHours(start, end))
    until = quiet_until(settings, now)
    if until is None:
        return
    assert until > now
    assert quiet_until(settings, until) is None
    assert quiet_until(settings, until - timedelta(seconds=1)) == until


@given(start=MINUTES, end=MINUTES, now=MOMENTS)
def test_on_an_ordinary_day_it_is_quiet_just_when_the_clock_says_so(
    start: time, end: time, now: datetime
) -> None:
    local = now.astimezone(PARIS)
    if local.utcoffset() != (local + timedelta(days=1)).utcoffset():
        return
    if local.utcoffset() != (local - timedelta(days=1)).utcoffset():
        return
    shown = local.time()
    wanted = start <= shown < end if start <= end else not end <= shown < start
    settings = GuildSettings(time_zone="Europe/Paris", quiet=QuietHours(start, end))
    assert (quiet_until(settings, now) is not None) == wanted
