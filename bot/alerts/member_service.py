"""Members who follow one another for their notebooks."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.alerts import member_store, notebook_cards
from bot.alerts.beginning import begin
from bot.alerts.model import Follow
from bot.db.engine import Database
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Message
from bot.notebooks import store as notebooks
from bot.notebooks.shelf_service import public
from bot.texts import Language


class MemberFollowService:
    """Begins what one person follows of another; it is listed and stopped as the rest is."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def author(self, guild_id: int, post: str, user_id: int) -> int:
        """Who shared the notebook of a post, for somebody else. Raises BadRequest."""
        async with self._database.transaction() as session:
            shared = public(await notebooks.of_post(session, guild_id, post))
        if shared.author_id == user_id:
            raise notebook_cards.own_notebooks()
        return shared.author_id

    async def follow(
        self, guild: Guild, member_id: int, name: str, user_id: int, reader: Language
    ) -> Message:
        """Follow a member of a guild, called `name` there. Raises BadRequest."""
        async with self._database.transaction() as session:
            await guilds.save(session, guild, self._now())

            def is_it(one: Follow) -> bool:
                return (one.guild_id, one.member_id) == (guild.id, member_id)

            def add() -> Awaitable[None]:
                return member_store.add(session, user_id, guild.id, member_id, name, self._now())

            begun = await begin(session, user_id, reader.name, is_it, add)
        return notebook_cards.following(begun, reader)
