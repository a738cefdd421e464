"""Follows as members use them; one method for each use."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.alerts import cards, store, telling
from bot.alerts.beginning import begin
from bot.alerts.model import Follow
from bot.db.engine import Database, Session
from bot.message import Message
from bot.releases.model import Release
from bot.releases.names import series_of
from bot.releases.posts import told_in
from bot.texts import Language


class FollowService:
    """Begins, shows and stops what one person follows. Raises BadRequest for what is not there."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def offer(self, guild_id: int, nonce: str, user_id: int, reader: Language) -> Message:
        """What of a post's release can be followed."""
        async with self._database.transaction() as session:
            release = await _release(session, guild_id, nonce)
            of_authors = [one for one in await store.of_person(session, user_id) if one.member_id is None]
            return cards.offer(release, nonce, of_authors, reader)

    async def follow(
        self, guild_id: int, nonce: str, user_id: int, *, only_family: bool, reader: Language
    ) -> Message:
        """Follow the author of a post's release, or only its family."""
        async with self._database.transaction() as session:
            release = await _release(session, guild_id, nonce)
            family = series_of(release.name) if only_family else ""
            return await self._begin(session, guild_id, user_id, release.author, family, reader)

    async def follow_series(self, guild_id: int, user_id: int, model: str, reader: Language) -> Message:
        """Follow the models of an author whose names begin as that of this repository."""
        author, _, name = model.partition("/")
        async with self._database.transaction() as session:
            return await self._begin(session, guild_id, user_id, author, series_of(name), reader)

    async def _begin(
        self, session: Session, guild_id: int, user_id: int, author: str, family: str, reader: Language
    ) -> Message:
        def is_it(one: Follow) -> bool:
            return (one.author, one.family, one.member_id) == (author, family, None)

        def add() -> Awaitable[None]:
            return store.add(session, user_id, guild_id, author, family, self._now())

        return cards.following(await begin(session, user_id, reader.name, is_it, add), reader)

    async def overview(self, user_id: int, guild_id: int | None, reader: Language) -> Message:
        """What a person follows; asked in a guild, or (None) in private messages.

        What waits because the bot was thrown out where they had asked for it is told from here on.
        """
        async with self._database.transaction() as session:
            follower = await store.follower(session, user_id)
            if follower is not None:
                await store.save_follower(session, user_id, reader.name)
                if guild_id is not None and await store.move_to(session, user_id, guild_id):
                    await telling.tell_now(session, user_id)
            follows = await store.of_person(session, user_id)
            is_apart = await store.shared_guild(session, user_id) is None
        is_blocked = follower is not None and follower.is_blocked
        return cards.overview(follows, reader, is_blocked=is_blocked, is_apart=is_apart)

    async def keep(self) -> None:
        """The chore: what somebody follows is not forgotten with a server that the bot has left."""
        async with self._database.transaction() as session:
            await store.move_from_left(session)

    async def of_person(self, user_id: int) -> list[Follow]:
        """What a person follows as values, for autocomplete."""
        async with self._database.transaction() as session:
            return await store.of_person(session, user_id)

    async def stop(self, user_id: int, follow_id: int, reader: Language) -> Message:
        """Follow one thing no more."""
        async with self._database.transaction() as session:
            found = [one for one in await store.of_person(session, user_id) if one.id == follow_id]
            if not found:
                raise cards.no_such_follow()
            await store.remove(session, user_id, follow_id)
        return cards.stopped(found[0], reader)

    async def write_again(self, user_id: int, reader: Language) -> Message:
        """Let messages go to a person to whom Discord had refused one."""
        async with self._database.transaction() as session:
            await store.unblock(session, user_id)
        return cards.resumed(reader)


async def _release(session: Session, guild_id: int, nonce: str) -> Release:
    """The release that a post is about. Raises BadRequest."""
    return (await told_in(session, guild_id, nonce))[0]
