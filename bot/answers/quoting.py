"""What becomes of passages that were taken from messages when those change in Discord."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.answers import guide_store, store
from bot.answers.model import Source
from bot.answers.pieces import pieces
from bot.answers.said import origins_of, title_of
from bot.db.engine import Database

# Discord tells of an old edit again when a message is pinned, or a link in it gets its preview.
_JUST_NOW: Final = timedelta(minutes=10)
_QUOTED: Final = (Source.GUIDE, Source.ANSWER)


class QuotingService:
    """Keeps what is quoted of one guild's messages in step with them."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def deleted(self, guild_id: int, channel_id: int, message_ids: Iterable[int]) -> None:
        """Messages are gone from Discord, and with them what was taken from them."""
        gone = [origin for one in message_ids for origin in origins_of(channel_id, one)]
        async with self._database.transaction() as session:
            for source in _QUOTED:
                await store.remove(session, guild_id, source, gone)

    async def edited(self, guild_id: int, channel_id: int, message_id: int, text: str, at: datetime) -> None:
        """A message has other words since `at`; one whose words Discord does not give is forgotten."""
        if not text and self._now() - at > _JUST_NOW:
            return
        async with self._database.transaction() as session:
            origins = origins_of(channel_id, message_id)
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

    async def closed(self, guild_id: int, channel_id: int) -> None:
        """A channel or thread is gone with all that was written there."""
        async with self._database.transaction() as session:
            for source in _QUOTED:
                gone = await guide_store.origins_in(session, guild_id, source, channel_id)
                await store.remove(session, guild_id, source, gone)
