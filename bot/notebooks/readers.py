"""Notebooks for a person who may not read every channel."""

from typing import Final, Protocol

from bot.db.engine import Database
from bot.notebooks import store
from bot.notebooks.shared import Search, Shared

_BATCH: Final = 50


class Reader(Protocol):
    """One person; asked anew for every answer."""

    async def may_read(self, channel_id: int) -> bool:
        """Whether they may read a channel at this moment. Raises TryLater."""


async def readable(
    database: Database,
    guild_id: int,
    wanted: Search,
    reader: Reader,
    most: int,
    *,
    is_any_version: bool = False,
) -> list[Shared]:
    """Public notebooks that are wanted and that the person may read, the latest first.

    Channels are asked for one after the other, until there are enough: to ask for a thread takes a while.
    """
    found: list[Shared] = []
    seen = 0
    while True:
        async with database.transaction() as session:
            batch = await store.find(
                session, guild_id, wanted, _BATCH, is_any_version=is_any_version, after=seen
            )
        for one in batch:
            if await reader.may_read(one.channel_id):
                found.append(one)
            if len(found) == most:
                return found
        seen += len(batch)
        if len(batch) < _BATCH:
            return found
