"""Other posts lead to one of results as soon as Discord has it, and with it an address."""

from typing import Any

from bot.db.engine import Database
from bot.results.linked.following import notebooks_follow
from bot.results.reproduction import store
from bot.results.rewriting import redraw


class BackLinks:
    """Does the job `LINK_BACK`; one that is done twice changes nothing. `hub` is the Hub's address."""

    def __init__(self, database: Database, hub: str) -> None:
        self._database = database
        self._hub = hub

    async def link(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: those that it measures again, and those of the notebook that it came out of."""
        guild_id = int(payload["guild"])
        async with self._database.transaction() as session:
            await store.hold(session, guild_id)
            nonce = str(payload["nonce"])
            await redraw(session, guild_id, await store.posts_beside(session, guild_id, nonce), self._hub)
            await notebooks_follow(session, guild_id, [nonce])
