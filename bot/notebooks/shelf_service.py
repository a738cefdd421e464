"""Notebooks that are shared: lists, details and files."""

from collections.abc import Collection, Sequence

from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed
from bot.message import Message
from bot.notebooks import cards, store
from bot.notebooks.rewriting import came_out_of
from bot.notebooks.shared import Search, Shared, State
from bot.notebooks.words import unreadable
from bot.outbox.addresses import addresses
from bot.results.linked.model import OfNotebook
from bot.texts import Language, Sentence, later

SUGGESTED = 25
MOST_USING = 50


class ShelfService:
    """The shared notebooks of one guild at a time; `hub` is the Hub's address. Raises PersonErrors.

    `channels` are those that the person who asks may read.
    """

    def __init__(self, database: Database, hub: str) -> None:
        self._database = database
        self._hub = hub

    async def channels(self, guild_id: int) -> list[int]:
        """The channels in which public notebooks were shared."""
        async with self._database.transaction() as session:
            return await store.channels_of(session, guild_id)

    async def find(
        self, guild_id: int, wanted: Search, channels: Collection[int], language: Language
    ) -> Message:
        """Public notebooks, the latest first."""
        async with self._database.transaction() as session:
            found = await store.find(session, guild_id, wanted, cards.LISTED + 1, channels=channels)
            if not found:
                raise BadRequest(_nothing_found(wanted))
            return await self._list(session, guild_id, found, language)

    async def mine(self, guild_id: int, author_id: int, language: Language) -> Message:
        """A member's own notebooks, also those that are hidden."""
        async with self._database.transaction() as session:
            wanted = Search(author_id=author_id)
            found = await store.find(session, guild_id, wanted, cards.LISTED + 1, state=None)
            if not found:
                raise BadRequest(later("You have shared no notebook here yet. Begin with `/notebook share`."))
            return await self._list(session, guild_id, found, language)

    async def using(self, guild_id: int, model: str, channels: Collection[int]) -> list[OfNotebook]:
        """Public notebooks that use just this model, the latest first."""
        async with self._database.transaction() as session:
            found = await store.find(session, guild_id, Search(model=model), MOST_USING, channels=channels)
            found = [one for one in found if model.lower() in map(str.lower, one.facts.models)]
            places = await addresses(session, guild_id, [one.post for one in found])
        return [
            OfNotebook(one.id, one.facts.title, one.author_id, one.channel_id, places.get(one.post))
            for one in found
        ]

    async def show(
        self, guild_id: int, notebook_id: int, channels: Collection[int], language: Language
    ) -> Message:
        """One public notebook."""
        async with self._database.transaction() as session:
            shared = public(await store.newest(session, guild_id, notebook_id))
            if shared.channel_id not in channels:
                raise NotAllowed(unreadable())
            places = await addresses(session, guild_id, [shared.post])
            came = await came_out_of(session, guild_id, shared.id)
        return cards.told_of(shared, self._hub, places.get(shared.post), came, language)

    async def details(self, guild_id: int, post: str, language: Language) -> Message:
        """Everything that is known of the notebook of a post."""
        async with self._database.transaction() as session:
            shared = public(await store.of_post(session, guild_id, post))
            return cards.details(shared, await store.versions(session, guild_id, shared.id), language)

    async def download(self, guild_id: int, post: str, language: Language) -> Message:
        """The file of a post, as everyone may have it."""
        async with self._database.transaction() as session:
            shared = public(await store.of_post(session, guild_id, post))
            content = await store.content(session, guild_id, post)
        if len(content) > cards.LARGEST_BYTES:
            raise BadRequest(later("This notebook is too large for Discord: I may send 10 MB at most."))
        return cards.downloaded(shared, content, language)

    async def suggest(
        self,
        guild_id: int,
        typed: str,
        author_id: int | None = None,
        channels: Collection[int] | None = None,
    ) -> list[Shared]:
        """Notebooks with these words for autocomplete: the public ones, or all of one member."""
        wanted = Search(words=typed, author_id=author_id)
        state: State | None = "public" if author_id is None else None
        async with self._database.transaction() as session:
            return await store.find(session, guild_id, wanted, SUGGESTED, state=state, channels=channels)

    async def suggest_versions(self, guild_id: int, typed: str, channels: Collection[int]) -> list[Shared]:
        """All versions of public notebooks with these words, the latest first, for autocomplete."""
        wanted = Search(words=typed)
        async with self._database.transaction() as session:
            return await store.find(
                session, guild_id, wanted, SUGGESTED, is_any_version=True, channels=channels
            )

    async def suggest_hidden(self, guild_id: int, typed: str) -> list[Shared]:
        """Notebooks that are hidden, for autocomplete."""
        async with self._database.transaction() as session:
            return await store.find(session, guild_id, Search(words=typed), SUGGESTED, state="hidden")

    async def _list(
        self, session: Session, guild_id: int, found: Sequence[Shared], language: Language
    ) -> Message:
        shown = found[: cards.LISTED]
        places = await addresses(session, guild_id, [one.post for one in shown])
        has_more = len(found) > len(shown)
        return cards.listed(shown, [places.get(one.post) for one in shown], language, has_more=has_more)


def public(shared: Shared | None) -> Shared:
    """The notebook, when everyone may see it. Raises BadRequest."""
    if shared is None or shared.state != "public":
        raise BadRequest(
            later(
                "There is no such notebook here, or it was withdrawn or hidden. `/notebook list` shows all."
            )
        )
    return shared


def _nothing_found(wanted: Search) -> Sentence:
    if wanted == Search():
        return later("Nobody has shared a notebook here yet. Begin with `/notebook share`.")
    return later("No notebook here is like that. `/notebook list` without options shows the latest ones.")
