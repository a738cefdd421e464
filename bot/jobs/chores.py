"""What has to be done from time to time, whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.db.engine import AWAY

# A chore that finds nothing to do costs a query.
EVERY_SECONDS = 600.0
Chore = Callable[[], Awaitable[None]]
_log = structlog.get_logger(__name__)


class Chores:
    """Does each chore at the start and then every ten minutes; several processes may do the same."""

    def __init__(self, chores: Mapping[str, Chore]) -> None:
        self._chores = chores

    async def run(self) -> None:
        """Do them until cancelled."""
        while True:
            await self.do()
            await asyncio.sleep(EVERY_SECONDS)

    async def do(self) -> None:
        """Do each once; one that fails is done the next time, and keeps no other from being done."""
        for name, chore in self._chores.items():
            try:
                await chore()
            except AWAY as error:
                _log.warning("a chore waits for the database", chore=name, error=str(error))
            except Exception as error:  # noqa: BLE001 - the boundary: one chore must not end the bot
                _log.error("a chore went wrong", chore=name, exc_info=error)
