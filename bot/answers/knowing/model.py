"""What every source of passages can be asked."""

from collections.abc import Hashable
from typing import Protocol

from bot.answers.pieces import Piece
from bot.db.engine import Session


class Shelf(Protocol):
    """One kind of things that passages are taken from.

    `version` is raised when it is read in another way: then everything is taken anew.
    """

    version: int

    async def state(self, session: Session, guild_id: int, origin: str) -> Hashable | None:
        """How a thing is now, None where not everybody may see it; it stays so until the transaction ends."""

    async def pieces(self, guild_id: int, origin: str) -> list[Piece]:
        """What is to be kept of a thing; raises Unreadable where nothing can be had of it for good."""

    async def every(self, session: Session) -> list[tuple[int, str]]:
        """Everything of this kind, as guild ids and origins."""


class Unreadable(Exception):
    """Nothing can be taken from it, now or later."""
