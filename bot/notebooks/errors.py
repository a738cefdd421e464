"""Why a notebook cannot be read."""

from typing import Final

from bot.errors import BadRequest, TryLater
from bot.texts import later

LONGEST_NAME: Final = 100


class UnreadableNotebook(BadRequest):
    """A file is no notebook, or a broken one; the sentence says what is wrong and what to do."""


def too_heavy() -> UnreadableNotebook:
    """The refusal of a notebook that cannot be opened in time or memory."""
    return UnreadableNotebook(
        later(
            "The notebook takes too long or too much memory to read. Clear its largest outputs and share it "
            "again."
        )
    )


def busy() -> TryLater:
    """The refusal where too many notebooks wait to be opened."""
    return TryLater(later("Many notebooks are being opened just now. Please try again in a few minutes."))


def of_one(name: str, error: UnreadableNotebook) -> UnreadableNotebook:
    """The refusal of one of two notebooks, with the name of its file."""
    shown = name.replace("`", "'")[:LONGEST_NAME]
    return UnreadableNotebook(later("`{file}`: {reason}", file=shown, reason=error.sentence))
