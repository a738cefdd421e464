"""Posts of others lead to a second measurement as soon as Discord has its post, and with it an address."""

from typing import Any

from bot.db.engine import Database
from bot.results.reproduction import store
from bot.results.rewriting import redraw


class BackLinks:
    """Does the job `LINK_BACK`; one that is done twice changes nothing. `hub` is the Hub's address."""

    def __init__(self, database: Database, hub: str) -> None:
        self._database = database
        self._hub = hub

    async def link(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: bring the posts up to date of which the new one is a second measurement."""
        guild_id = int(payload["guild"])
        async with self._database.transaction() as session:
            await store.hold(session, guild_id)
            posts = await store.posts_beside(session, guild_id, str(payload["nonce"]))
            await redraw(session, guild_id, posts, self._hub)
