"""Which shared notebooks are on the web: those that everybody in their server may read."""

from collections.abc import Awaitable, Callable

from bot.db.engine import Database
from bot.notebooks import store
from bot.notebooks.shared import Shared

IsOpen = Callable[[int, int], Awaitable[bool]]


class Site:
    """Knows what is on the web at this moment.

    `url` is where people reach the web port, None where they cannot; `is_open` says whether everybody in a
    server may read a channel, and raises TryLater.
    """

    def __init__(self, database: Database, url: str | None, is_open: IsOpen) -> None:
        self._database = database
        self._url = url
        self._is_open = is_open

    async def address(self, guild_id: int, shared: Shared, path: str) -> str | None:
        """Where `path` of a public notebook is; None where it is not on the web. Raises TryLater."""
        if self._url is None or not await self._is_open(guild_id, shared.channel_id):
            return None
        return self._url.rstrip("/") + path.format(guild=guild_id, post=shared.post)

    async def find(self, guild_id: int, post: str) -> Shared | None:
        """The notebook of a post where it is public and in a channel for everybody. Raises TryLater."""
        async with self._database.transaction() as session:
            shared = await store.of_post(session, guild_id, post)
        if shared is None or shared.state != "public":
            return None
        return shared if await self._is_open(guild_id, shared.channel_id) else None
