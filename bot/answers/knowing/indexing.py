"""The job that takes passages from what has changed, and the chore that begins it for what is there."""

from collections.abc import Mapping
from typing import Any, Final

import structlog

from bot.answers import noting, store
from bot.answers.knowing import sweep_store
from bot.answers.knowing.model import Shelf, Unreadable
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.db.engine import Database
from bot.jobs.worker import Again

# A post may be on its way yet; its link is added once it is there, or never, as when its channel is gone.
MOST_LOOKS: Final = 6
FIRST_LOOK_SECONDS: Final = 1.0
_log = structlog.get_logger(__name__)


class Indexer:
    """Keeps the passages of each source in step with it."""

    def __init__(self, database: Database, shelves: Mapping[Source, Shelf]) -> None:
        self._database = database
        self._shelves = shelves

    async def index(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: take the passages of one thing.

        What changed meanwhile has a job of its own, so this one writes only what is still true. Raises Again
        where there is no link yet.
        """
        guild_id, origin, source = payload["guild_id"], payload["origin"], Source(payload["source"])
        shelf = self._shelves[source]
        async with self._database.transaction() as session:
            before = await shelf.state(session, guild_id, origin)
        pieces = [] if before is None else await _pieces(shelf, guild_id, origin)
        async with self._database.transaction() as session:
            now = await shelf.state(session, guild_id, origin)
            if now is None:
                await store.remove(session, guild_id, source, [origin])
            elif now == before:
                await store.put(session, guild_id, source, origin, pieces)
        if attempts < MOST_LOOKS and any(one.link is None for one in pieces):
            raise Again(FIRST_LOOK_SECONDS * 2**attempts, "the post is not in Discord yet")

    async def sweep(self) -> None:
        """The chore: everything of a source that was never taken, or in an older way, is queued once."""
        for source, shelf in self._shelves.items():
            async with self._database.transaction() as session:
                if await sweep_store.is_new(session, source, shelf.version):
                    every = await shelf.every(session)
                    await noting.again(session, [(guild_id, source, origin) for guild_id, origin in every])


async def _pieces(shelf: Shelf, guild_id: int, origin: str) -> list[Piece]:
    try:
        return await shelf.pieces(guild_id, origin)
    except Unreadable as error:
        _log.warning("nothing can be taken from this for answers", origin=origin, reason=str(error))
        return []
