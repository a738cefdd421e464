"""Why a file of results cannot be read."""

from bot.errors import BadRequest


class Unreadable(BadRequest):
    """A file holds no results that could be read; the sentence says why and what to do."""


class UnclearScale(Unreadable):
    """The numbers of a column may be shares or percentages."""
