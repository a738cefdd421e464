"""Why there is no answer of a model, or only a part of one.

NoProse
├── NotReady    none is installed, or it is loading, restarting or broken
├── TooLong     the prompt does not fit the model's context
├── TooSlow     it said nothing for too long, or went on for too long
├── BrokeOff    it ended in the middle, or the connection did
└── Refused     the server refuses the request, or what it answers cannot be read
"""

from bot.llm.model import Status


class NoProse(Exception):
    """Base of all; whoever asked goes on without the model's words. The message is for the log."""


class NotReady(NoProse):
    """There is no model that can be asked now; `status` says why."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.reason or status.state)
        self.status = status


class TooLong(NoProse):
    """The prompt does not fit."""


class TooSlow(NoProse):
    """Time is up."""


class BrokeOff(NoProse):
    """It ended in the middle."""


class Refused(NoProse):
    """The server does not do what it is asked; another attempt would not help."""
