"""What other features keep of a member: it goes out and is erased together with their results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.db.engine import Session


@dataclass(frozen=True)
class Kept:
    """Files for an archive by their names: `records` become JSON, `packed` are compressed with zlib."""

    records: Mapping[str, Any] = field(default_factory=dict)
    packed: Mapping[str, bytes] = field(default_factory=dict)


class Erasable(Protocol):
    """What can be erased of a member; in the caller's transaction, of one guild at a time."""

    async def count(self, session: Session, guild_id: int, author_id: int) -> int:
        """How many things of a member there are to erase."""

    async def erase(self, session: Session, guild_id: int, author_id: int) -> None:
        """Delete them; posts say so. The caller holds the guild's results."""


class Beside(Erasable, Protocol):
    """The same that goes out too."""

    async def export(self, session: Session, guild_id: int, author_id: int) -> Kept:
        """All that is kept of a member."""
