"""The part of a watch's panel in which is chosen when it posts."""

from bot.message import Block, Option, Select
from bot.releases import controls
from bot.releases.timing import Timing
from bot.releases.timing_choices import CAPS, HOURS, RHYTHMS, cap_value, rhythm_value
from bot.releases.timing_words import cap_in_words, hour_in_words, rhythm_in_words
from bot.texts import Language


def timing_selects(draft_id: int, timing: Timing, time_zone: str, language: Language) -> list[Block]:
    """At once or in digests; then the hour of these, or how many posts there are at most."""
    now = rhythm_value(timing.rhythm, timing.weekday)
    rhythms = tuple(
        Option(rhythm_in_words(*one, language), rhythm_value(*one), rhythm_value(*one) == now)
        for one in RHYTHMS
    )
    found: list[Block] = [
        Select(controls.draft(draft_id, "rhythm"), language.say("At once or in digests"), rhythms)
    ]
    if timing.rhythm == "instant":
        caps = tuple(
            Option(
                language.say("at most {cap}", cap=cap_in_words(*one, language)),
                cap_value(*one),
                one == (timing.most, timing.window),
            )
            for one in CAPS
        )
        found.append(Select(controls.draft(draft_id, "cap"), language.say("At most"), caps))
    else:
        hours = tuple(
            Option(
                language.say(
                    "at {hour} ({time_zone})", hour=hour_in_words(hour, language), time_zone=time_zone
                ),
                str(hour),
                hour == timing.hour,
            )
            for hour in HOURS
        )
        found.append(Select(controls.draft(draft_id, "hour"), language.say("At what time"), hours))
    return found
