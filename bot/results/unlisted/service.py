"""Results in channels that not everybody in the server may read stand in their posts, and in no list of it.

Whether that is so is asked when they are posted, and again whenever rights may have changed.
"""

from collections.abc import Collection
from typing import Any, Final, Protocol

from bot.db.engine import Database
from bot.errors import TryLater
from bot.guilds import store as guilds
from bot.jobs.queue import enqueue
from bot.jobs.worker import Again
from bot.results.reproduction.linking import follow_post
from bot.results.reproduction.store import hold
from bot.results.unlisted import store
from bot.results.unlisted.model import JOB
from bot.texts import later

RETRY_SECONDS: Final = 5.0


class Reach(Protocol):
    """What Discord says at this moment."""

    def is_ready(self) -> bool:
        """Whether Discord has told of all servers."""

    async def is_open(self, guild_id: int, channel_id: int, members_role_id: int | None) -> bool | None:
        """Whether everybody, who all have that role, may read a channel; None where it is gone.

        Raises TryLater.
        """


class Unlisting:
    """Keeps lists of a server free of what not everybody may read. `hub` is the Hub's address."""

    def __init__(self, database: Database, hub: str, reach: Reach) -> None:
        self._database = database
        self._hub = hub
        self._reach = reach

    async def is_open(self, guild_id: int, channel_id: int) -> bool:
        """Whether everybody in a server may read a channel at this moment. Raises TryLater."""
        if not self._reach.is_ready():
            raise TryLater(
                later(
                    "I have only just started and do not know your server yet. Please try again in a minute."
                )
            )
        async with self._database.transaction() as session:
            members = (await guilds.settings(session, guild_id)).members_role_id
        return await self._reach.is_open(guild_id, channel_id, members) is True

    async def rights_changed(self, guild_id: int) -> None:
        """Rights in a server may have changed: its channels with results are looked at by a job."""
        async with self._database.transaction() as session:
            if await store.channels(session, guild_id):
                await enqueue(session, JOB, {"guild": guild_id})

    async def look_at_every(self) -> None:
        """Rights may have changed while nobody listened."""
        async with self._database.transaction() as session:
            found = await store.guilds(session)
            await enqueue(session, JOB, *({"guild": guild_id} for guild_id in found))

    async def look(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: list or unlist what was posted in channels that opened or closed. Raises Again."""
        guild_id = int(payload["guild"])
        if not self._reach.is_ready():
            raise Again(RETRY_SECONDS, "Discord has not told of its servers yet")
        async with self._database.transaction() as session:
            kept = await store.channels(session, guild_id)
            members = (await guilds.settings(session, guild_id)).members_role_id
        try:
            for channel_id, was_open in kept.items():
                await self._follow(guild_id, channel_id, members, was_open=was_open)
        except TryLater as error:
            raise Again(RETRY_SECONDS, str(error)) from error

    async def _follow(self, guild_id: int, channel_id: int, members: int | None, *, was_open: bool) -> None:
        """Ask until nothing changes any more: what changes on the way, another job may have found as kept."""
        while True:
            is_open = await self._reach.is_open(guild_id, channel_id, members)
            if is_open is None or is_open == was_open:
                return
            await self._turn(guild_id, channel_id, is_open=is_open)
            was_open = is_open

    async def _turn(self, guild_id: int, channel_id: int, *, is_open: bool) -> None:
        """A transaction for each post; only when all have followed it is kept that the channel has."""
        turned: set[str] = set()
        while left := await self._left(guild_id, channel_id, turned, is_open=is_open):
            for nonce in left:
                async with self._database.transaction() as session:
                    await hold(session, guild_id)
                    if ids := await store.turn(session, guild_id, nonce, is_open=is_open):
                        await follow_post(session, guild_id, nonce, ids, self._hub)
                turned.add(nonce)

    async def _left(
        self, guild_id: int, channel_id: int, turned: Collection[str], *, is_open: bool
    ) -> list[str]:
        """The posts that are still to follow; without any it is kept that the channel has."""
        async with self._database.transaction() as session:
            # Whoever posts meanwhile has asked before: nobody may between this look and what is kept.
            await hold(session, guild_id)
            posts = await store.posts(session, guild_id, channel_id, "unlisted" if is_open else "public")
            left = [nonce for nonce in posts if nonce not in turned]
            if not left:
                await store.keep(session, guild_id, channel_id, is_open=is_open)
        return left
