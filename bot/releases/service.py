"""Watches as a moderator uses them; one method for each use."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.guilds.model import Guild
from bot.hub.errors import HubError
from bot.hub.models import Repository
from bot.hub.reader import HubReader
from bot.message import Message
from bot.releases import cards
from bot.releases.announcing import Announcer
from bot.releases.model import Kind, Plan, Release, Watch, read_author
from bot.releases.reading import release_of
from bot.releases.saving import Saver, hub_is_away
from bot.releases.store import announced, known, watches
from bot.texts import Language, later

RECENT = timedelta(days=30)
SUGGESTIONS = 3
CHOICES = 25


class WatchService:
    """Adds, lists, removes and explains the watches of one guild at a time."""

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        saver: Saver,
        announcer: Announcer,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._hub = hub
        self._saver = saver
        self._announcer = announcer
        self._now = now

    async def preview(
        self, source: str, channel_id: int, kinds: Sequence[Kind], language: Language
    ) -> Message:
        """What a watch of `source` would do; nothing is saved. Raises BadRequest and TryLater."""
        author = await self._author(source, language)
        try:
            newest = [await self._newest(author, kind) for kind in kinds]
        except HubError as error:
            raise hub_is_away() from error
        recent = sum(_since(page, self._now() - RECENT) for page in newest)
        dated = [(one.created_at, one) for page in newest for one in page if one.created_at]
        latest = max(dated, key=lambda pair: pair[0])[1] if dated else None
        sample = None if latest is None else await self._sample(latest)
        return cards.preview(
            sample, language, author=author, channel_id=channel_id, kinds=kinds, recent=recent
        )

    async def confirm(
        self,
        guild: Guild,
        author: str,
        channel_id: int,
        kinds: Sequence[Kind],
        created_by: int,
        language: Language,
    ) -> Message:
        """Save the watch after a silent first look at the author's lists; TryLater means nothing saved."""
        await self._saver.save(guild, [Plan(author, channel_id, tuple(kinds))], created_by)
        return cards.watching(language, author=author, channel_id=channel_id, kinds=kinds)

    async def overview(self, guild_id: int, language: Language) -> Message:
        """The guild's watches."""
        async with self._database.transaction() as session:
            return cards.watch_list(await watches.of_guild(session, guild_id), language)

    async def of_guild(self, guild_id: int) -> list[Watch]:
        """The guild's watches as values, for autocomplete."""
        async with self._database.transaction() as session:
            return await watches.of_guild(session, guild_id)

    async def remove(self, guild_id: int, watch_id: int, language: Language) -> Message:
        """Remove one of the guild's watches. Raises BadRequest when it is not there."""
        async with self._database.transaction() as session:
            watch = await watches.one(session, guild_id, watch_id)
            if watch is None:
                raise BadRequest(
                    later("There is no such watch any more; `/watch list` shows those there are.")
                )
            await watches.remove(session, guild_id, watch_id)
            await known.forget_unwatched_lists(session)
        return cards.removed(watch, language)

    async def why(self, guild_id: int, nonce: str, language: Language) -> Message:
        """Why a message of this guild was posted. Raises BadRequest when nothing is known of it."""
        async with self._database.transaction() as session:
            found = await announced.announced_with(session, guild_id, nonce)
        if found is None:
            raise BadRequest(later("I no longer know this post: it was made before my memory was reset."))
        return cards.why(*found, language)

    async def suggest_sources(self, typed: str) -> Sequence[str]:
        """Authors on the Hub whose name is like `typed`; none while the Hub does not answer."""
        try:
            return (await self._hub.suggest_authors(typed))[:CHOICES] if typed.strip() else []
        except HubError:
            return []

    async def _author(self, source: str, language: Language) -> str:
        """The author as the Hub spells it."""
        name = read_author(source)
        if name is None:
            raise BadRequest(
                later(
                    "**{source}** cannot be a name on the Hub. Type one such as `mistralai`.",
                    source=source[:80],
                )
            )
        try:
            author = await self._hub.author(name)
            suggestions = [] if author else (await self._hub.suggest_authors(name))[:SUGGESTIONS]
        except HubError as error:
            raise hub_is_away() from error
        if author is None:
            raise BadRequest(cards.unknown_author(name, suggestions, language))
        return author.name

    async def _newest(self, author: str, kind: Kind) -> Sequence[Repository]:
        return (await self._hub.of_author(kind, author)).items

    async def _sample(self, repository: Repository) -> Release:
        release = release_of(repository, self._hub.endpoint, repository.created_at or self._now())
        try:
            return await self._announcer.detailed(release)
        except HubError:
            return release


def _since(repositories: Sequence[Repository], moment: datetime) -> int:
    return sum(1 for one in repositories if one.created_at is not None and one.created_at >= moment)
