"""When a watch posts, in words."""

from bot.releases.timing import Cause, Hold, Outage, Wait
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
        return language.say("-# ⏱ Late: I could not reach Discord from {since} to {until}.", **times)
    return language.say("-# ⏱ Seen late: I could not reach the Hub from {since} to {until}.", **times)
