"""What people do with a post: talk about it, and see every claim of its releases."""

from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.message import Message
from bot.outbox import store as outbox
from bot.releases import cards
from bot.releases.folding import Member, ranked
from bot.releases.model import Release
from bot.releases.store import announced
from bot.texts import Language, language, later


class PostService:
    """Answers for the buttons of posts, of one guild at a time. Raises BadRequest for an unknown post."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def discussion(self, guild_id: int, nonce: str) -> tuple[str, Message]:
        """The name of the thread about a post, and its first words, in the language of the guild."""
        async with self._database.transaction() as session:
            release = (await told_in(session, guild_id, nonce))[0]
            spoken = language((await guilds.settings(session, guild_id)).spoken)
        return cards.discussion_name(release, spoken), cards.discussion(release, spoken)

    async def discussed(self, guild_id: int, nonce: str) -> None:
        """Note that a post is talked about in a thread below it."""
        async with self._database.transaction() as session:
            await outbox.note_discussion(session, guild_id, nonce)

    async def claims(self, guild_id: int, nonce: str, reader: Language) -> Message:
        """Every claim of the releases that a post tells of."""
        async with self._database.transaction() as session:
            return cards.all_claims(await told_in(session, guild_id, nonce), reader)

    async def model(self, guild_id: int, nonce: str, release_id: int | None = None) -> str:
        """The model that a post is about, or another one that it tells of."""
        models = await self.models(guild_id, nonce)
        return models[release_id] if release_id in models else next(iter(models.values()))

    async def models(self, guild_id: int, nonce: str) -> dict[int, str]:
        """The models that a post tells of, by their releases, its head first."""
        async with self._database.transaction() as session:
            releases = await told_in(session, guild_id, nonce)
            ids = await announced.told_ids(session, guild_id, nonce)
        return {ids[one.key]: one.repo_id for one in releases}

    async def name(self, guild_id: int, nonce: str) -> str:
        """What the head of a post is called, without its author."""
        async with self._database.transaction() as session:
            return (await told_in(session, guild_id, nonce))[0].name


async def told_in(session: Session, guild_id: int, nonce: str) -> list[Release]:
    """The releases that a post of this guild tells of, its head first. Raises BadRequest if unknown."""
    releases = await announced.told(session, guild_id, nonce)
    if not releases:
        raise BadRequest(later("I no longer know this post: it was made before my memory was reset."))
    return [member.release for member in ranked(Member(release) for release in releases)]
