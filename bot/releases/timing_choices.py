"""What moderators choose of a watch's timing, as values."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.releases.timing import CHANNEL_MOST, Rhythm, Timing, Window

RHYTHMS: Final[tuple[tuple[Rhythm, int], ...]] = (
    ("instant", 0),
    ("daily", 0),
    *(("weekly", weekday) for weekday in range(7)),
)
HOURS: Final = tuple(range(24))
MOST: Final = (1, 3, 6, 10, CHANNEL_MOST)
CAPS: Final[tuple[tuple[int, Window], ...]] = (
    *((most, "hour") for most in MOST),
    *((most, "day") for most in MOST),
)


def chosen(timing: Timing, field: str, values: Sequence[str]) -> Timing:
    """The timing with what was chosen under "rhythm", "hour" or "cap"; what is no option there is ignored."""
    options: dict[str, Timing] = {}
    match field:
        case "rhythm":
            options = {rhythm_value(*one): replace(timing, rhythm=one[0], weekday=one[1]) for one in RHYTHMS}
        case "hour":
            options = {str(hour): replace(timing, hour=hour) for hour in HOURS}
        case "cap":
            options = {cap_value(*one): replace(timing, most=one[0], window=one[1]) for one in CAPS}
    return next((options[value] for value in values if value in options), timing)


def rhythm_value(rhythm: Rhythm, weekday: int) -> str:
    """An option of the rhythm: instant, daily, weekly-0 (Monday) to weekly-6."""
    return f"weekly-{weekday}" if rhythm == "weekly" else rhythm


def cap_value(most: int, window: Window) -> str:
    """An option of the cap, such as 6-hour."""
    return f"{most}-{window}"
