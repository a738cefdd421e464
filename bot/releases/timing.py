"""When a watch posts, and how much at once: rules on moments, in UTC unless a time zone is named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.guilds.model import GuildSettings
from bot.guilds.quiet import quiet_until, shown

Rhythm = Literal["instant", "daily", "weekly"]
Window = Literal["hour", "day"]
# Why releases wait: quiet hours, a digest, or an outage that made them late.
Hold = Literal["quiet", "daily", "weekly", "late"]
# Why several stand in one message: they have waited, or there were more than the channel takes.
Cause = Literal[Hold, "cap"]

WINDOWS: Final[dict[Window, timedelta]] = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
# Whatever its watches allow, a channel gets no more posts in an hour.
CHANNEL_MOST: Final = 20
CHANNEL_WINDOW: Final[Window] = "hour"
# The Hub did not answer for longer than this: what is found then may be late.
AWAY: Final = timedelta(minutes=15)
# After the Hub is back, every list has been read again within about this time.
CATCH_UP: Final = timedelta(minutes=15)
# What is late comes together for this long, to be told in one message.
GATHER: Final = timedelta(minutes=1)
# A post that has waited longer than this shows that Discord takes none; then it is asked for this often.
STUCK: Final = timedelta(minutes=10)
STUCK_RETRY: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Timing:
    """When a watch posts: at once, or all together each day or week at an hour of the server's time zone.

    At most `most` posts per `window`; what goes beyond stands in one message. `weekday` is 0 for Monday.
    """

    rhythm: Rhythm = "instant"
    hour: int = 9
    weekday: int = 0
    most: int = 6
    window: Window = "hour"


USUAL: Final = Timing()


@dataclass(frozen=True)
class Outage:
    """From when to when the Hub, or Discord, could not be reached."""

    since: datetime
    until: datetime
    of: Literal["hub", "discord"] = "hub"


@dataclass(frozen=True)
class Overflow:
    """The message that takes what is beyond a cap until it closes; `watch_id` None: beyond the channel's cap.

    `delivery_id` is None for one that is still to be made.
    """

    watch_id: int | None
    closes_at: datetime
    delivery_id: int | None = None


@dataclass(frozen=True)
class Lately:
    """What a channel had within a day: its messages by delivery, with the watches that wanted each."""

    posted: tuple[tuple[int, int | None, datetime], ...] = ()
    overflows: tuple[Overflow, ...] = ()


@dataclass(frozen=True)
class Wait:
    """Why a release is not posted yet, and until when."""

    cause: Hold
    until: datetime


@dataclass(frozen=True)
class Waiting:
    """So many releases that a channel waits for, why, and until when the first of them."""

    channel_id: int
    count: int
    wait: Wait


def next_digest(timing: Timing, time_zone: str, after: datetime) -> datetime:
    """When the first digest after a moment is due, on the days too on which clocks change."""
    zone = ZoneInfo(time_zone)
    first = after.astimezone(zone).date() - timedelta(days=1)
    days = (first + timedelta(days=number) for number in count())
    due = (
        shown(day, time(timing.hour), zone)[0]
        for day in days
        if timing.rhythm == "daily" or day.weekday() == timing.weekday
    )
    return next(moment for moment in due if moment > after)


def waits(
    timing: Timing,
    settings: GuildSettings,
    found_at: datetime,
    now: datetime,
    *,
    is_late: bool = False,
    is_stuck: bool = False,
) -> Wait | None:
    """What holds a release back that was found then; None when nothing does any more.

    A digest that is due in quiet hours comes at their end. `is_stuck`: Discord takes no posts for now.
    """
    cause: Hold = "quiet" if timing.rhythm == "instant" else timing.rhythm
    if timing.rhythm != "instant":
        due = next_digest(timing, settings.time_zone, found_at)
        if due > now:
            return Wait(cause, quiet_until(settings, due) or due)
    if (until := quiet_until(settings, now)) is not None:
        return Wait(cause, until)
    if timing.rhythm == "instant":
        cause = "late"
        if is_late and now < found_at + GATHER:
            return Wait(cause, found_at + GATHER)
    return Wait(cause, now + STUCK_RETRY) if is_stuck else None


def full_until(
    posted: Iterable[datetime], most: int, window: timedelta, now: datetime, since: datetime | None = None
) -> datetime | None:
    """Until when `most` posts fill a window; None when there is room. Posts up to `since` do not count."""
    counted = sorted(at for at in posted if at > now - window and (since is None or at > since))
    return None if len(counted) < most else counted[-most] + window


def overflow(lately: Lately, watch_id: int, timing: Timing, now: datetime) -> Overflow | None:
    """Where a release goes that a watch or its channel has no room for; None when there is room."""
    channel = {delivery_id: at for delivery_id, _, at in lately.posted}
    watch = {delivery_id: at for delivery_id, wanted_by, at in lately.posted if wanted_by == watch_id}
    for scope, posted, most, window in (
        (None, channel, CHANNEL_MOST, CHANNEL_WINDOW),
        (watch_id, watch, timing.most, timing.window),
    ):
        earlier = [one for one in lately.overflows if one.watch_id == scope]
        last = max(earlier, key=lambda one: one.closes_at, default=None)
        if last is not None and last.closes_at > now:
            return last
        closed_at = None if last is None else last.closes_at
        if (closes_at := full_until(posted.values(), most, WINDOWS[window], now, closed_at)) is not None:
            return Overflow(scope, closes_at)
    return None


def long_away(feed_seconds: float) -> timedelta:
    """How long no look may succeed before that is an outage, with so many seconds between two looks."""
    return max(AWAY, timedelta(seconds=2 * feed_seconds))


def is_late(created_at: datetime | None, found_at: datetime, outage: Outage) -> bool:
    """Whether a repository found after an outage came during it, as well as its date can tell.

    One whose date is older was private before; nobody can say since when it is public.
    """
    if created_at is None or created_at < outage.since:
        return True
    return created_at <= outage.until and found_at - created_at > AWAY


def outage_of(
    succeeded_at: datetime | None, last: Outage | None, now: datetime, away: timedelta = AWAY
) -> Outage | None:
    """The outage that ends now, or has just ended; `succeeded_at` is the last look before this one."""
    if succeeded_at is not None and now - succeeded_at > away:
        return Outage(succeeded_at, now)
    return last if last is not None and now - last.until < CATCH_UP else None


@dataclass(frozen=True)
class Outlook:
    """What a timing makes of releases: so many messages, and on so many days more than the cap."""

    messages: int
    days_over: int


def outlook(moments: Sequence[datetime], timing: Timing, time_zone: str) -> Outlook:
    """The messages for releases that come at these moments; quiet hours and other watches are not counted."""
    if timing.rhythm != "instant":
        return Outlook(len({next_digest(timing, time_zone, at) for at in moments}), 0)
    window, zone = WINDOWS[timing.window], ZoneInfo(time_zone)
    posted, days_over = list[datetime](), set[date]()
    closes: datetime | None = None
    messages = 0
    for at in sorted(moments):
        is_open = closes is not None and at < closes
        full = closes if is_open else full_until(posted, timing.most, window, at, closes)
        if full is None:
            posted.append(at)
        else:
            closes = full
            days_over.add(at.astimezone(zone).date())
        messages += not is_open
    return Outlook(messages, len(days_over))
