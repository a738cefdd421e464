"""The search by what is meant, for an evaluation: with an embedding model, or without."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Final

from bot.answers.searching import Near
from bot.answers.vectors import Vectors
from bot.db.engine import Database
from bot.embeddings.opening import Chosen
from bot.errors import OperatorError
from bot.llm.cores import Cores
from bot.llm.model import State

_LOOK_SECONDS: Final = 0.1
# Nobody waits for these answers, and none may be without its vector.
_PATIENCE_SECONDS: Final = 600.0


@asynccontextmanager
async def meaning(database: Database, encoder: Chosen | None) -> AsyncIterator[Near]:
    """What finds near passages once all are embedded; nothing without a model. Raises OperatorError."""
    if encoder is None:
        yield _nothing
        return
    vectors = Vectors(database, lambda: encoder, Cores(), wait_seconds=_PATIENCE_SECONDS)
    task = asyncio.create_task(vectors.run())
    try:
        while not vectors.has_all.is_set():
            if vectors.status.state is State.BROKEN:
                raise OperatorError(f"{encoder.name} cannot be used: {vectors.status.reason}.")
            await asyncio.sleep(_LOOK_SECONDS)
        yield vectors.near
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _nothing(_guild_id: int, _text: str, _channels: Collection[int]) -> Mapping[int, float]:
    return {}
