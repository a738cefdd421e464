"""What is said to a member who corrected, took back or doubted a result."""

from bot.markdown import literal
from bot.message import Message, plain
from bot.results import words
from bot.results.history_words import in_words
from bot.results.model import Change, Posted
from bot.texts import Language


def amended(posted: Posted, change: Change, language: Language) -> Message:
    """Said when a member corrected a result."""
    done = language.say(
        "Corrected: {name} of {model}. Its post is changed in a moment, and says so.",
        **_named(posted, language),
    )
    told = [done, in_words(change, posted.result, language)]
    if posted.result.provenance == "verified":
        told.append(language.say("It was verified as it stood before: a moderator may look at it again."))
    return plain("\n".join(told))


def withdrawn(posted: Posted, language: Language) -> Message:
    """Said when a member took a result back."""
    return plain(
        language.say(
            "Withdrawn: {name} of {model}. It no longer counts in comparisons; its history stays.",
            **_named(posted, language),
        )
    )


def withdrawn_scores(posted: Posted, language: Language) -> Message:
    """Said when a member took back the scores of a result's samples."""
    return plain(
        language.say(
            "Taken back: the scores of the samples of {name} of {model}. The result stays; comparisons with "
            "it are no longer paired.",
            **_named(posted, language),
        )
    )


def withdrawn_post(count: int, language: Language) -> Message:
    """Said when a member took back all results of a post."""
    return plain(
        language.say_count(
            "Withdrawn: {count} result, the whole post. Its history stays.",
            "Withdrawn: {count} results, the whole post. They no longer count in comparisons; their history "
            "stays.",
            count,
        )
    )


def disputed(posted: Posted, language: Language) -> Message:
    """Said when a member doubted a result."""
    return plain(
        language.say(
            "Noted: {name} of {model} is marked as disputed, with your name and your reason. Its author can "
            "correct it, and moderators see it in their list.",
            **_named(posted, language),
        )
    )


def _named(posted: Posted, language: Language) -> dict[str, str]:
    return {
        "name": words.subject(posted.result, language=language),
        "model": literal(posted.result.model_name or ""),
    }
