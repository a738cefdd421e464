"""When a watch posts, in words."""

from bot.releases.timing import Outage
from bot.texts import Language, moment


def late(outage: Outage, language: Language) -> str:
    """That something comes late, and what made it so."""
    times = {"since": moment(outage.since, "f"), "until": moment(outage.until, "f")}
    if outage.of == "discord":
        return language.say("-# ⏱ Late: I could not reach Discord from {since} to {until}.", **times)
    return language.say("-# ⏱ Seen late: I could not reach the Hub from {since} to {until}.", **times)
