"""The results that came out of a notebook, in words."""

from collections.abc import Sequence
from typing import Final

from bot.markdown import literal
from bot.notebooks.shared import Came
from bot.results import words
from bot.texts import Language

MOST: Final = 6


def lines(came: Sequence[Came], language: Language, most: int = MOST) -> list[str]:
    """A heading with a line for each result, the first so many; nothing where there are none."""
    if not came:
        return []
    shown = [f"- {line(one, language)}" for one in came[:most]]
    if len(came) > most:
        left = len(came) - most
        shown.append("- " + language.say_count("and {count} more", "and {count} more", left))
    return ["**" + language.say("Results that came out of it") + "**", *shown]


def line(one: Came, language: Language) -> str:
    """One result with a link to its post."""
    result = one.posted.result
    told = words.subject(result)
    named = f"[{told}]({one.url})" if one.url else told
    return f"{named} · {literal(result.model_name or '', 80)}: **{words.value(result, language)}**"
