"""Why a notebook cannot be read."""

from bot.errors import BadRequest


class UnreadableNotebook(BadRequest):
    """A file is no notebook, or a broken one; the sentence says what is wrong and what to do."""
