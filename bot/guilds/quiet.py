"""Quiet hours: until when a server wants no posts, on the days too on which its clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.guilds.model import GuildSettings, QuietHours

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def quiet_until(settings: GuildSettings, now: datetime) -> datetime | None:
    """When the quiet hours end in which `now` lies (in UTC); None when it lies in none.

    They begin when the server's clocks first show the time of their start, and end when they last show that
    of their end. A time that is skipped when the clocks go forward comes at the moment of the change.
    """
    if settings.quiet is None:
        return None
    zone = ZoneInfo(settings.time_zone)
    today = now.astimezone(zone).date()
    until = now.astimezone(UTC)
    for day in (today - _DAY, today, today + _DAY):
        begins, ends = _quiet(settings.quiet, day, zone)
        if begins <= until < ends:
            until = ends
    return until if until > now else None


def _quiet(hours: QuietHours, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The quiet hours that begin on a day."""
    ends_on = day if hours.start <= hours.end else day + _DAY
    return shown(day, hours.start, zone)[0], shown(ends_on, hours.end, zone)[1]


def shown(day: date, at: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first and the last moment at which clocks show a time: twice the same but when they go back.

    A time that is skipped when they go forward comes at the moment of the change.
    """
    early, late = (datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if early > late:  # so PEP 495 orders the two readings of a time that is skipped
        change = _change_between(late, early, zone)
        return change, change
    return early, late


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment between two others from which on the clocks have gone forward."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2 // _SECOND * _SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
