"""When a watch posts, in words."""

from collections.abc import Sequence
from datetime import datetime

from bot.releases.timing import USUAL, Cause, Hold, Outage, Rhythm, Timing, Wait, Window, outlook
from bot.texts import Language, mark, moment

_HELD: dict[Hold, str] = {
    "quiet": mark("waiting: quiet hours until {when}"),
    "daily": mark("waiting: in the daily digest of {when}"),
    "weekly": mark("waiting: in the weekly digest of {when}"),
    "late": mark("waiting until {when}: seen late, it comes with what else was late"),
}
_TOGETHER: dict[Cause, str] = {
    "quiet": mark("posted with others after quiet hours: {link}"),
    "daily": mark("posted in a daily digest: {link}"),
    "weekly": mark("posted in a weekly digest: {link}"),
    "cap": mark("capped: it stands with others in one message: {link}"),
    "late": mark("posted with others that were seen late: {link}"),
}

_DAYS = (
    mark("Mondays"),
    mark("Tuesdays"),
    mark("Wednesdays"),
    mark("Thursdays"),
    mark("Fridays"),
    mark("Saturdays"),
    mark("Sundays"),
)


def timing_in_words(timing: Timing, language: Language) -> list[tuple[str, str]]:
    """What is not as usual, as labels and values."""
    if timing.rhythm != "instant":
        when = language.say(
            "{rhythm}, at {hour}",
            rhythm=rhythm_in_words(timing.rhythm, timing.weekday, language),
            hour=hour_in_words(timing.hour, language),
        )
        return [(language.say("When"), when)]
    if (timing.most, timing.window) == (USUAL.most, USUAL.window):
        return []
    return [(language.say("At most"), cap_in_words(timing.most, timing.window, language))]


def rhythm_in_words(rhythm: Rhythm, weekday: int, language: Language) -> str:
    """Whether a watch posts at once or in digests."""
    match rhythm:
        case "instant":
            return language.say("each release at once")
        case "daily":
            return language.say("one digest a day")
        case "weekly":
            return language.say("one digest a week, on {day}", day=language.say(_DAYS[weekday]))


def hour_in_words(hour: int, language: Language) -> str:
    """A full hour of the day, as clocks of 24 hours show it."""
    return language.say("{hour}:00", hour=hour)


def cap_in_words(most: int, window: Window, language: Language) -> str:
    """How many posts there are at most."""
    if window == "hour":
        return language.say_count("{count} post an hour", "{count} posts an hour", most)
    return language.say_count("{count} post a day", "{count} posts a day", most)


def outlook_in_words(
    moments: Sequence[datetime], timing: Timing, time_zone: str, language: Language
) -> list[str]:
    """How many posts there would have been in 30 days, and how often more than the cap."""
    found = outlook(moments, timing, time_zone)
    if timing.rhythm != "instant":
        digests = language.say_count("{count} digest", "{count} digests", found.messages)
        return [
            language.say_count(
                "In the last 30 days that would have been {count} release in {digests}.",
                "In the last 30 days that would have been {count} releases in {digests}.",
                len(moments),
                digests=digests,
            )
        ]
    lines = [
        language.say_count(
            "In the last 30 days that would have been {count} post.",
            "In the last 30 days that would have been {count} posts.",
            len(moments),
        )
    ]
    if found.days_over:
        lines.append(
            language.say_count(
                "On {count} day there was more than {cap}: the rest would have stood in one message.",
                "On {count} days there was more than {cap}: the rest would have stood in one message each.",
                found.days_over,
                cap=cap_in_words(timing.most, timing.window, language),
            )
        )
    return lines


def held_in_words(wait: Wait, language: Language) -> str:
    """Why something waits, and until when."""
    return language.say(_HELD[wait.cause], when=moment(wait.until, "f"))


def together_in_words(cause: Cause, link: str, language: Language) -> str:
    """Why something stands in one message with others, and where."""
    return language.say(_TOGETHER[cause], link=link)


def late(outage: Outage, language: Language) -> str:
    """That something comes late, and what made it so."""
    times = {"since": moment(outage.since, "f"), "until": moment(outage.until, "f")}
    if outage.of == "discord":
        return language.say(
            "-# ⏱ I could not reach Discord from {since} to {until}, so this comes late.", **times
        )
    return language.say(
        "-# ⏱ I could not reach the Hub from {since} to {until}, so this comes late.", **times
    )
