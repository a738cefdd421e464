"""The settings of a server as messages."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.guilds import controls
from bot.guilds.model import GuildSettings
from bot.guilds.typed import MOST_CHANNELS, MOST_ROLES
from bot.message import Button, Buttons, Divider, Facts, Message, Option, Panel, Picker, Select, Text
from bot.texts import LANGUAGES, Language
from bot.texts import language as language_for

PANEL_COLOUR = 0x6B7280
FOLLOW_DISCORD = "discord"
# Where communities are likely to be, from west to east; every other zone can be typed.
LIKELY = (
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Toronto",
    "America/Sao_Paulo",
    "UTC",
    "Europe/London",
    "Europe/Lisbon",
    "Africa/Casablanca",
    "Africa/Lagos",
    "Europe/Brussels",
    "Europe/Paris",
    "Europe/Zurich",
    "Europe/Berlin",
    "Africa/Johannesburg",
    "Europe/Istanbul",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Australia/Sydney",
)


def panel(settings: GuildSettings, there: Collection[int], now: datetime, language: Language) -> Message:
    """All settings, with lists to change them; `there` are the channels and roles that the server has."""
    heading = language.say("Settings of this server")
    hint = language.say("What you choose holds at once; every change is in `/audit`.")
    return Message(
        (
            Panel(
                (
                    Text(f"### {heading}\n{hint}"),
                    Facts(tuple(in_words(settings, language, now))),
                    Divider(),
                    _languages(settings, language),
                    _zones(settings, language),
                    *_pickers(settings, there, language),
                    Buttons((Button(language.say("Time zone and quiet hours"), controls.OPEN, "primary"),)),
                ),
                PANEL_COLOUR,
            ),
        ),
        private=True,
    )


def in_words(
    settings: GuildSettings, language: Language, now: datetime | None = None
) -> list[tuple[str, str]]:
    """Every setting as a label and a value; with `now` the time in the server's zone too."""
    none = language.say("none")
    channel = settings.default_channel_id
    return [
        (language.say("Language"), _language(settings, language)),
        (language.say("Time zone"), _zone(settings, language, now)),
        (language.say("Quiet hours"), _quiet(settings, language)),
        (language.say("Default channel"), none if channel is None else f"<#{channel}>"),
        (language.say("Answers for all"), _answers(settings, language)),
        (
            language.say("Who configures watches"),
            language.enumeration(
                [language.say("*Manage Server*"), *(f"<@&{role}>" for role in settings.manager_role_ids)]
            ),
        ),
        (
            language.say("Who counts as everyone"),
            _everyone(settings, language),
        ),
    ]


def _language(settings: GuildSettings, language: Language) -> str:
    if settings.language is None:
        return language.say("as Discord says: {language}", language=_spoken(settings.locale, language))
    return _spoken(settings.language, language)


def _spoken(locale: str, language: Language) -> str:
    return language.name_of_language(language_for(locale).name)


def _zone(settings: GuildSettings, language: Language, now: datetime | None) -> str:
    if now is None:
        return settings.time_zone
    local = f"{now.astimezone(ZoneInfo(settings.time_zone)):%H:%M}"
    return language.say("{zone}, where it is {time} now", zone=settings.time_zone, time=local)


def _quiet(settings: GuildSettings, language: Language) -> str:
    if settings.quiet is None:
        return language.say("none yet")
    return language.say(
        "from {start} to {end}", start=f"{settings.quiet.start:%H:%M}", end=f"{settings.quiet.end:%H:%M}"
    )


def _answers(settings: GuildSettings, language: Language) -> str:
    if not settings.answer_channel_ids:
        return language.say("in every channel")
    return language.enumeration([f"<#{one}>" for one in settings.answer_channel_ids])


def _everyone(settings: GuildSettings, language: Language) -> str:
    role = settings.members_role_id
    return language.say("all who are in the server") if role is None else f"<@&{role}>"


def _languages(settings: GuildSettings, language: Language) -> Select:
    follow = language.say("Posts: as Discord says")
    options = [Option(follow, FOLLOW_DISCORD, settings.language is None)]
    for name in LANGUAGES:
        label = language.say("Posts in {language}", language=_spoken(name, language))
        options.append(Option(label, name, settings.language == name))
    return Select(controls.choice("language"), language.say("Language of posts"), tuple(options))


def _zones(settings: GuildSettings, language: Language) -> Select:
    names = LIKELY if settings.time_zone in LIKELY else (settings.time_zone, *LIKELY)
    options = tuple(
        Option(f"{language.city(name)} ({name})", name, name == settings.time_zone) for name in names
    )
    return Select(controls.choice("zone"), language.say("Time zone"), options)


def _pickers(settings: GuildSettings, there: Collection[int], language: Language) -> tuple[Picker, ...]:
    channel = settings.default_channel_id
    roles = tuple(role for role in settings.manager_role_ids if role in there)
    return (
        Picker(
            controls.choice("channel"),
            language.say("Default channel"),
            "channels",
            (channel,) if channel is not None and channel in there else (),
        ),
        Picker(
            controls.choice("roles"),
            language.say("Roles that configure watches"),
            "roles",
            roles,
            most=MOST_ROLES,
        ),
        Picker(
            controls.choice("members"),
            language.say("Role that every member has, if any"),
            "roles",
            tuple(role for role in (settings.members_role_id,) if role is not None and role in there),
        ),
        Picker(
            controls.choice("answers"),
            language.say("Channels where I answer for all; none: everywhere"),
            "channels",
            tuple(one for one in settings.answer_channel_ids if one in there),
            most=MOST_CHANNELS,
        ),
    )
