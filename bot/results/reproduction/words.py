"""What others measured of the same, in words below a result."""

from collections.abc import Iterator, Sequence

from bot.results import words
from bot.results.comparability import differences
from bot.results.model import Again, Posted
from bot.results.reproduction.model import may_be_copied
from bot.texts import Language

# Of what others measured, so many lines below one result.
MOST_LINES = 3


def lines(one: Posted, again: Sequence[Again], language: Language) -> Iterator[str]:
    """A small line for each of the others, and how many there are besides."""
    for other in again[:MOST_LINES]:
        yield f"-# 🔁 {_line(one, other, language)}"
    if len(again) > MOST_LINES:
        yield "-# " + language.say_count(
            "… and {count} more measurement by others.",
            "… and {count} more measurements by others.",
            len(again) - MOST_LINES,
        )


def wanted(language: Language) -> str:
    """Below a result that shall be measured again."""
    return "-# 🙋 " + language.say("A second measurement is wanted: press **Measure again**.")


def linked(again: Again, language: Language) -> str:
    """The value of another result, leading to its post where that is known."""
    value = words.value(again.other.result, language)
    return value if again.url is None else f"[{value}]({again.url})"


def verdict(later: Posted, earlier: Posted, agreement: str, language: Language) -> str:
    """Whether two results of the same agree, in words."""
    match agreement:
        case "agrees":
            return language.say("agrees within noise")
        case "differs":
            gain = later.result.value - earlier.result.value
            return language.say(
                "differs by {difference}, more than chance explains",
                difference=words.difference(gain, later.result, language),
            )
        case _ if may_be_copied(later.result, earlier.result):
            return language.say(
                "the same number: without the time of a run, as its file states it, it confirms nothing"
            )
        case _:
            return language.say("too uncertain to say whether it agrees")


def _line(one: Posted, again: Again, language: Language) -> str:
    other = again.other
    later, earlier = (other, one) if again.is_later else (one, other)
    said = {
        "member": f"<@{other.author_id}>",
        "value": linked(again, language),
        "verdict": verdict(later, earlier, again.agreement, language),
    }
    told = (
        language.say("measured again by {member}: {value} – {verdict}", **said)
        if again.is_later
        else language.say("measured before by {member}: {value} – {verdict}", **said)
    )
    weighing = [each for each in differences(one.result, other.result) if each.weight == "weighs"]
    if not weighing:
        return told
    return f"{told} · {language.tell(weighing[0].sentence)}"
