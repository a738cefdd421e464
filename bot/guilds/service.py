"""Joining, changing and leaving servers, and what holds in them."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from bot.db.engine import Database, Session
from bot.guilds import cards, store
from bot.guilds.model import KEPT_AFTER_LEAVING, Guild, GuildSettings
from bot.message import Message
from bot.texts import Language

Changed: TypeAlias = Callable[[Session, int, datetime], Awaitable[None]]


class GuildService:
    """Keeps the table of guilds in step with what Discord says.

    `changed(session, guild_id, now)` is called in the transaction that changes what holds in a guild, and
    each of `joined_again(session, guild_id)` in the one that notes that a guild is back. What Discord says is
    written in the order in which it says it.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        *,
        changed: Changed,
        joined_again: Sequence[Callable[[Session, int], Awaitable[None]]],
    ) -> None:
        self._database = database
        self._joined_again = joined_again
        self._now = now
        self._changed = changed
        self._in_order = asyncio.Lock()

    async def seen(self, guild: Guild) -> None:
        """The bot joined this guild, or it changed its name or language."""
        async with self._in_order, self._database.transaction() as session:
            await self._save(session, [guild])

    async def left(self, guild_id: int) -> None:
        """The bot was thrown out; configuration and history are kept."""
        async with self._in_order, self._database.transaction() as session:
            await store.leave(session, guild_id, self._now())

    async def all_seen(self, guilds: Callable[[], Iterable[Guild]]) -> None:
        """What `guilds()` gives are all the guilds there are, after a connection."""
        async with self._in_order:
            present, at = list(guilds()), self._now()
            async with self._database.transaction() as session:
                await self._save(session, present)
                await store.leave_all_but(session, [guild.id for guild in present], at)

    async def _save(self, session: Session, guilds: Sequence[Guild]) -> None:
        again = await store.left_among(session, [guild.id for guild in guilds])
        await store.save_all(session, guilds, self._now())
        for guild_id in again:
            for tell in self._joined_again:
                await tell(session, guild_id)

    async def forget_left(self) -> None:
        """The chore: delete what belongs to guilds that were left too long ago."""
        async with self._database.transaction() as session:
            await store.forget_left(session, self._now() - KEPT_AFTER_LEAVING)

    async def settings(self, guild_id: int) -> GuildSettings:
        """What holds in a guild."""
        async with self._database.transaction() as session:
            return await store.settings(session, guild_id)

    async def panel(self, guild: Guild, there: Collection[int], language: Language) -> Message:
        """The panel of the settings; `there` are the channels and roles that the server has."""
        async with self._database.transaction() as session:
            await store.save(session, guild, self._now())
            settings = await store.settings(session, guild.id)
        return cards.panel(settings, there, self._now(), language)

    async def change(
        self,
        guild: Guild,
        change: Callable[[GuildSettings], GuildSettings],
        by: int,
        there: Collection[int],
        language: Language,
    ) -> Message:
        """Change the settings, and give the panel as it is then. Raises what `change` raises."""
        async with self._database.transaction() as session:
            await store.save(session, guild, self._now())
            settings = await store.change_settings(session, guild.id, change, by, self._now())
            await self._changed(session, guild.id, self._now())
        return cards.panel(settings, there, self._now(), language)
