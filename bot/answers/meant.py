"""Which messages in a thread that began with a question to Essai are questions to it too; pure."""

from typing import Final

from bot.answers.scope import Talk, talk_of

_SMALL: Final = (Talk.NOTHING, Talk.GREETING, Talk.THANKS)


def is_meant(text: str, *, to_others: bool) -> bool:
    """Whether a message without a mention asks something; `to_others` where it calls or answers somebody."""
    return "?" in text and not to_others and talk_of(text) not in _SMALL
