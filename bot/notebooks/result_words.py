"""The results that came out of a notebook, in words."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from bot.markdown import literal
from bot.notebooks.shared import Came
from bot.results import words
from bot.texts import Language

MOST: Final = 6


def lines(came: Sequence[Came], language: Language, most: int = MOST) -> list[str]:
    """A heading with a line for each result by model, the first so many; nothing where there are none."""
    if not came:
        return []
    shown: list[str] = []
    for model, of_model in groupby(came[:most], key=lambda one: one.posted.result.model_name or ""):
        shown.append(literal(model, 80))
        shown += [f"- {_line(one, language)}" for one in of_model]
    if len(came) > most:
        left = len(came) - most
        shown.append("- " + language.say_count("and {count} more", "and {count} more", left))
    return ["**" + language.say("Results that came out of it") + "**", *shown]


def _line(one: Came, language: Language) -> str:
    result = one.posted.result
    told = words.subject(result, language=language)
    named = f"[{told}]({one.url})" if one.url else told
    return language.named(named, f"**{words.value(result, language)}**")
