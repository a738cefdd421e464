"""The errors made for people; nothing else is ever shown to one.

EssaiError
├── OperatorError     one sentence on the terminal of whoever runs the bot, then exit 1
└── PersonError       one sentence in Discord, in the person's language, that says what to do next
    ├── NotAllowed    a right is missing: the person's or the bot's
    ├── BadRequest    what was asked for cannot be, or does not exist
    └── TryLater      nothing is wrong with the request, but not now
"""

from bot.texts import Sentence


class EssaiError(Exception):
    """Base of every error that Essai raises on purpose."""


class OperatorError(EssaiError):
    """The bot cannot run as it was set up; the message says what to change."""


class PersonError(EssaiError):
    """Something that a person asked for was not done; nothing was changed.

    `sentence` is translated by whoever shows it.
    """

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.msgid)
        self.sentence = sentence


class NotAllowed(PersonError):
    """A right is missing."""


class BadRequest(PersonError):
    """What was asked for cannot be done, or names something that does not exist."""


class TryLater(PersonError):
    """A service that is needed does not answer, or asks to wait."""
