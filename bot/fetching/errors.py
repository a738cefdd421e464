"""Why nothing was read from a link, in sentences for whoever gave it.

PersonError
├── BadRequest
│   └── BadLink         the link itself: an unknown place, nothing there, too large, a wrong kind
└── TryLater
    └── NoAnswer        the place does not answer, or not in time
"""

from bot.errors import BadRequest, TryLater


class BadLink(BadRequest):
    """Nothing can be read from this link, now or later."""


class NoAnswer(TryLater):
    """The place that the link names does not answer just now."""
