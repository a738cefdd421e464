"""Who is to read an answer: what they may not read is never in it."""

from typing import Protocol


class Reader(Protocol):
    """One person, or everybody who may read a channel; asked anew for every answer."""

    def knows(self, channel_id: int) -> bool | None:
        """Whether they may read a channel; None where that cannot be told without asking Discord."""

    async def may_read(self, channel_id: int) -> bool:
        """The same for certain. Raises TryLater."""
