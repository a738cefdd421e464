"""Notebooks that are shared: lists, details and files."""

from collections.abc import Sequence

from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed
from bot.message import Message
from bot.notebooks import cards, store
from bot.notebooks.pages.site import Site
from bot.notebooks.readers import Reader, readable
from bot.notebooks.rewriting import came_out_of
from bot.notebooks.shared import Search, Shared
from bot.notebooks.words import unreadable
from bot.outbox.addresses import addresses
from bot.results.linked.model import OfNotebook
from bot.texts import Language, Sentence, later
from bot.web.notebooks import FILE_PATH, Download

SUGGESTED = 25
MOST_USING = 50


class ShelfService:
    """The shared notebooks of one guild at a time; `hub` is the Hub's address. Raises PersonErrors.

    `reader` is the person who asks; `site` says which notebooks are on the web.
    """

    def __init__(self, database: Database, hub: str, site: Site) -> None:
        self._database = database
        self._hub = hub
        self._site = site

    async def find(self, guild_id: int, wanted: Search, reader: Reader, language: Language) -> Message:
        """Public notebooks, the latest first."""
        found = await readable(self._database, guild_id, wanted, reader, cards.LISTED + 1)
        if not found:
            raise BadRequest(_nothing_found(wanted))
        async with self._database.transaction() as session:
            return await self._list(session, guild_id, found, language)

    async def mine(self, guild_id: int, author_id: int, language: Language) -> Message:
        """A member's own notebooks, also those that are hidden."""
        async with self._database.transaction() as session:
            wanted = Search(author_id=author_id)
            found = await store.find(session, guild_id, wanted, cards.LISTED + 1, state=None)
            if not found:
                raise BadRequest(later("You have shared no notebook here yet. Begin with `/notebook share`."))
            return await self._list(session, guild_id, found, language)

    async def using(self, guild_id: int, model: str, reader: Reader) -> list[OfNotebook]:
        """Public notebooks that use just this model, the latest first."""
        found = await readable(self._database, guild_id, Search(model=model), reader, MOST_USING)
        found = [one for one in found if model.lower() in map(str.lower, one.facts.models)]
        async with self._database.transaction() as session:
            places = await addresses(session, guild_id, [one.post for one in found])
        return [
            OfNotebook(one.id, one.facts.title, one.author_id, one.channel_id, places.get(one.post))
            for one in found
        ]

    async def show(self, guild_id: int, notebook_id: int, reader: Reader, language: Language) -> Message:
        """One public notebook."""
        async with self._database.transaction() as session:
            shared = public(await store.newest(session, guild_id, notebook_id))
        if not await reader.may_read(shared.channel_id):
            raise NotAllowed(unreadable())
        async with self._database.transaction() as session:
            places = await addresses(session, guild_id, [shared.post])
            came = await came_out_of(session, guild_id, shared.id)
        return cards.told_of(shared, self._hub, places.get(shared.post), came, language)

    async def details(self, guild_id: int, post: str, language: Language) -> Message:
        """Everything that is known of the notebook of a post."""
        async with self._database.transaction() as session:
            shared = public(await store.of_post(session, guild_id, post))
            return cards.details(shared, await store.versions(session, guild_id, shared.id), language)

    async def download(self, guild_id: int, post: str, largest: int, language: Language) -> Message:
        """The file of a post, as everyone may have it: of at most `largest` bytes, else its address."""
        async with self._database.transaction() as session:
            shared, content = await public_file(session, guild_id, post)
        if len(content) <= largest:
            return cards.downloaded(shared, content, language)
        size = largest // 1024**2
        address = await self._site.address(guild_id, shared, FILE_PATH)
        if address is None:
            raise BadRequest(
                later("This notebook is too large for Discord: I may send {size} MB at most here.", size=size)
            )
        return cards.to_download(address, size, language)

    async def file(self, guild_id: int, post: str) -> Download | None:
        """The file of a post for the web; None where it is not there any more. Raises TryLater."""
        if await self._site.find(guild_id, post) is None:
            return None
        try:
            async with self._database.transaction() as session:
                shared, content = await public_file(session, guild_id, post)
        except BadRequest:
            # It was withdrawn between the two.
            return None
        return Download(cards.file_name(shared), content)

    async def suggest(self, guild_id: int, typed: str, reader: Reader) -> list[Shared]:
        """Public notebooks with these words, for autocomplete."""
        return await readable(self._database, guild_id, Search(words=typed), reader, SUGGESTED)

    async def suggest_own(self, guild_id: int, typed: str, author_id: int) -> list[Shared]:
        """A member's own notebooks with these words, also hidden ones, for autocomplete."""
        wanted = Search(words=typed, author_id=author_id)
        async with self._database.transaction() as session:
            return await store.find(session, guild_id, wanted, SUGGESTED, state=None)

    async def suggest_versions(self, guild_id: int, typed: str, reader: Reader) -> list[Shared]:
        """All versions of public notebooks with these words, the latest first, for autocomplete."""
        wanted = Search(words=typed)
        return await readable(self._database, guild_id, wanted, reader, SUGGESTED, is_any_version=True)

    async def suggest_public(self, guild_id: int, typed: str) -> list[Shared]:
        """Public notebooks with these words, for moderators, who see to all channels."""
        async with self._database.transaction() as session:
            return await store.find(session, guild_id, Search(words=typed), SUGGESTED)

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


async def public_file(session: Session, guild_id: int, post: str) -> tuple[Shared, bytes]:
    """The notebook of a post with its file, when everyone may see it. Raises BadRequest."""
    public(await store.of_post(session, guild_id, post))
    content = await store.content(session, guild_id, post)
    # Of what was withdrawn between the two the file is empty.
    return public(await store.of_post(session, guild_id, post)), content


def _nothing_found(wanted: Search) -> Sentence:
    if wanted == Search():
        return later("Nobody has shared a notebook here yet. Begin with `/notebook share`.")
    return later("No notebook here is like that. `/notebook list` without options shows the latest ones.")
