"""That something was measured on an older revision, in words."""

from bot.outdated.model import LICENCE, Outdated
from bot.texts import Language, mark

_PARTS = {
    "weights": mark("its weights"),
    "config": mark("its configuration"),
    "chat_template": mark("its chat template"),
    "tokenizer": mark("its tokenizer"),
    LICENCE: mark("its licence"),
}


def sentence(one: Outdated, language: Language) -> str:
    """When it was, and what has changed since; that scores do not hang on a licence, where it is all."""
    if one.changed == (LICENCE,):
        return _licence_only(one, language)
    parts = language.enumeration([language.say(_PARTS[part]) for part in one.changed])
    if one.made_at is None or one.newer_at is None:
        return language.say("measured on an older revision: since then {parts} changed", parts=parts)
    return language.say(
        "measured on an older revision, of {day}: by {newer} {parts} had changed",
        day=language.day(one.made_at),
        newer=language.day(one.newer_at),
        parts=parts,
    )


def _licence_only(one: Outdated, language: Language) -> str:
    if one.made_at is None or one.newer_at is None:
        return language.say(
            "measured on an older revision: only its licence has changed since, and no score depends on that"
        )
    return language.say(
        "measured on an older revision, of {day}: by {newer} only its licence had changed, and no score "
        "depends on that",
        day=language.day(one.made_at),
        newer=language.day(one.newer_at),
    )
