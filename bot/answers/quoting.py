"""What becomes of passages that were taken from messages when those change in Discord."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.answers import guide_store, store
from bot.answers.model import Source
from bot.answers.pieces import pieces
from bot.answers.said import origins_of, title_of
from bot.db.engine import Database

# Discord tells of an old edit again when a message is pinned, or a link in it gets its preview.
_JUST_NOW: Final = timedelta(minutes=10)
_QUOTED: Final = (Source.GUIDE, Source.ANSWER)
Change = Callable[[], Awaitable[None]]


class QuotingService:
    """Keeps what is quoted of one guild's messages in step with them."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._meanwhile: list[tuple[int, list[Change]]] = []

    @asynccontextmanager
    async def in_step(self, guild_id: int) -> AsyncIterator[None]:
        """While messages are read and kept: what changes meanwhile may find nothing, and is done again after.

        A server's messages change in the process in which its commands are heard.
        """
        missed: list[Change] = []
        reading = guild_id, missed
        self._meanwhile.append(reading)
        try:
            yield
        finally:
            self._meanwhile = [one for one in self._meanwhile if one is not reading]
        for change in missed:
            await change()

    async def deleted(self, guild_id: int, channel_id: int, message_ids: Iterable[int]) -> None:
        """Messages are gone from Discord, and with them what was taken from them."""
        gone = [origin for one in message_ids for origin in origins_of(channel_id, one)]
        await self._change(guild_id, partial(self._forget, guild_id, gone))

    async def edited(self, guild_id: int, channel_id: int, message_id: int, text: str, at: datetime) -> None:
        """A message has other words since `at`; one whose words Discord does not give is forgotten."""
        if text or self._now() - at <= _JUST_NOW:
            await self._change(guild_id, partial(self._take_anew, guild_id, channel_id, message_id, text))

    async def closed(self, guild_id: int, channel_id: int) -> None:
        """A channel or thread is gone with all that was written there."""
        await self._change(guild_id, partial(self._forget_channel, guild_id, channel_id))

    async def _change(self, guild_id: int, change: Change) -> None:
        for reading_of, missed in self._meanwhile:
            if reading_of == guild_id:
                missed.append(change)
        await change()

    async def _forget(self, guild_id: int, gone: list[str]) -> None:
        async with self._database.transaction() as session:
            for source in _QUOTED:
                await store.remove(session, guild_id, source, gone)

    async def _take_anew(self, guild_id: int, channel_id: int, message_id: int, text: str) -> None:
        origins = origins_of(channel_id, message_id)
        async with self._database.transaction() as session:
            if not await guide_store.quoted(session, guild_id, origins):
                return
            # What is being forgotten at this moment must not be put back.
            await store.hold(session, guild_id)
            for source, origin, known in await guide_store.quoted(session, guild_id, origins):
                title = (
                    title_of(text) if source is Source.GUIDE and origin == str(message_id) else known.title
                )
                renewed = pieces(
                    title,
                    text,
                    known.written_at,
                    link=known.link,
                    channel_id=known.channel_id,
                    author_id=known.author_id,
                )
                await store.put(session, guild_id, source, origin, renewed)

    async def _forget_channel(self, guild_id: int, channel_id: int) -> None:
        async with self._database.transaction() as session:
            for source in _QUOTED:
                gone = await guide_store.origins_in(session, guild_id, source, channel_id)
                await store.remove(session, guild_id, source, gone)
