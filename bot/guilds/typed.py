"""What moderators choose and type into the settings, as values."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import process

from bot.errors import BadRequest
from bot.guilds.model import GuildSettings, QuietHours
from bot.markdown import literal
from bot.texts import LANGUAGES, Language, later

SUGGESTED = 3
# Discord lets choose 25 roles; so many are more than a server has moderators' roles.
MOST_ROLES = 10
MOST_CHANNELS = 25
_CLOCK = re.compile(
    r"(?P<hours>[0-9]{1,2})(?:\s*[:h.]\s*(?P<minutes>[0-9]{2})?)?\s*(?P<half>am|pm)?", re.IGNORECASE
)
# Not for people: other names for offsets, and what only tests and old programs use.
_ODD = re.compile(r"(Etc|posix|right|SystemV)/.*|localtime|Factory|posixrules")


@cache
def zones() -> tuple[str, ...]:
    """The names of all time zones."""
    return tuple(sorted(name for name in available_timezones() if not _ODD.fullmatch(name)))


def zone(typed: str, language: Language) -> str:
    """A time zone by its name or by its city in the reader's language. Raises BadRequest with the nearest."""
    names = {language.city(name).lower(): name for name in zones() if "/" in name}
    names |= {name.lower(): name for name in zones()}
    wanted = " ".join(typed.split()).lower()
    found = names.get(wanted) or names.get(wanted.replace(" ", "_"))
    if found is not None:
        return found
    near = process.extract(wanted, list(names), limit=2 * SUGGESTED)
    nearest = list(dict.fromkeys(names[name] for name, _, _ in near))[:SUGGESTED]
    raise BadRequest(
        later(
            "I know no time zone **{typed}**. Did you mean {suggestions}? Press the button again.",
            typed=literal(typed, 60),
            suggestions=language.alternatives([f"`{name}`" for name in nearest]),
        )
    )


def clock(typed: str) -> time:
    """A time of the day such as `22:00`, `7h30` or `10 pm`. Raises BadRequest."""
    match = _CLOCK.fullmatch(typed.strip())
    hours = -1 if match is None else int(match["hours"])
    minutes = 0 if match is None else int(match["minutes"] or 0)
    if match is not None and match["half"]:
        hours = hours % 12 + (12 if match["half"].lower() == "pm" else 0) if 1 <= hours <= 12 else -1
    if (hours, minutes) == (24, 0):
        hours = 0
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        raise BadRequest(
            later("**{typed}** is no time. Type one such as `22:00` or `7:30`.", typed=literal(typed, 40))
        )
    return time(hours, minutes)


def with_hours(
    settings: GuildSettings, typed_zone: str, start: str, end: str, language: Language
) -> GuildSettings:
    """The settings with what was typed into the form; nothing typed is none. Raises BadRequest."""
    name = zone(typed_zone, language) if typed_zone.strip() else GuildSettings.time_zone
    return replace(settings, time_zone=name, quiet=_quiet(start, end))


def _quiet(start: str, end: str) -> QuietHours | None:
    if not start.strip() and not end.strip():
        return None
    if not start.strip() or not end.strip():
        raise BadRequest(later("Quiet hours need a start and an end; leave both empty for none."))
    quiet = QuietHours(clock(start), clock(end))
    if quiet.start == quiet.end:
        raise BadRequest(
            later("Quiet hours that end when they begin are none. Type another end, or leave both empty.")
        )
    return quiet


def chosen(settings: GuildSettings, field: str, values: Sequence[str]) -> GuildSettings:
    """The settings with what was chosen in one of the panel's lists."""
    first = values[0] if values else ""
    match field:
        case "language":
            return replace(settings, language=first if first in LANGUAGES else None)
        case "zone":
            return replace(settings, time_zone=first if first in zones() else settings.time_zone)
        case "channel":
            return replace(settings, default_channel_id=int(first) if first else None)
        case "members":
            return replace(settings, members_role_id=int(first) if first else None)
        case "answers":
            return replace(settings, answer_channel_ids=_ids(values))
    return replace(settings, manager_role_ids=_ids(values))


def _ids(values: Sequence[str]) -> tuple[int, ...]:
    return tuple(sorted({int(value) for value in values}))


def spelt(at: time | None) -> str:
    """A time of the day as `clock` reads it."""
    return "" if at is None else f"{at:%H:%M}"
