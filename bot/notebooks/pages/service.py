"""Whole notebooks as pages: on the web where it has an address, else as a file for one person."""

from collections.abc import Callable
from datetime import datetime

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.message import Buttons, File, Link, Message, Text
from bot.notebooks import store
from bot.notebooks.errors import UnreadableNotebook
from bot.notebooks.limits import LARGEST_PAGE, LARGEST_PAGE_FILE
from bot.notebooks.pages.keeping import Kept, Key
from bot.notebooks.pages.site import Site
from bot.notebooks.reader import NotebookReader
from bot.notebooks.shared import Shared
from bot.notebooks.shelf_service import public, public_file
from bot.texts import Language
from bot.web.notebooks import PATH


class PageService:
    """Pages of shared notebooks. `site` says which of them are on the web. Raises PersonErrors."""

    def __init__(
        self, database: Database, reader: NotebookReader, site: Site, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._reader = reader
        self._site = site
        self._now = now
        self._kept = Kept()

    async def shared(self, guild_id: int, post: str) -> Shared:
        """The public notebook of a post."""
        async with self._database.transaction() as session:
            return public(await store.of_post(session, guild_id, post))

    async def open(self, guild_id: int, post: str, language: Language) -> Message:
        """The page for one person, who may read the channel: an address that nobody guesses, or a file."""
        address = await self._site.address(guild_id, await self.shared(guild_id, post), PATH)
        if address is not None:
            told = language.say(
                "The page opens in your browser. Nothing on it runs. Whoever has its address can read it."
            )
            link = Link(language.say("Open the page"), f"{address}?lang={language.name}")
            return Message((Text(told), Buttons((link,))), private=True)
        page = await self._made(guild_id, post, language, LARGEST_PAGE_FILE)
        told = language.say(
            "This is the whole notebook as one page. Nothing on it runs; open it in your browser."
        )
        return Message((Text(told), File("notebook.html", page)), private=True)

    async def page(self, guild_id: int, post: str, language: Language) -> bytes | None:
        """The page for the web; None where it is not there any more. Raises UnreadableNotebook, TryLater."""
        if await self._site.find(guild_id, post) is None:
            return None
        try:
            return await self._made(guild_id, post, language, LARGEST_PAGE)
        except UnreadableNotebook:
            raise
        except BadRequest:
            # It was withdrawn between the two.
            return None

    async def _made(self, guild_id: int, post: str, language: Language, most: int) -> bytes:
        shared = await self.shared(guild_id, post)
        key = guild_id, post, f"{language.name} {most}", shared.facts.title
        found = self._kept.find(key, self._now())
        if found is None:
            found = await self._written(shared, key, guild_id, language, most)
            # It may have been withdrawn or hidden meanwhile.
            await self.shared(guild_id, post)
        return found

    async def _written(self, shared: Shared, key: Key, guild_id: int, language: Language, most: int) -> bytes:
        """The page, which is kept from now on."""
        async with self._database.transaction() as session:
            _, content = await public_file(session, guild_id, shared.post)
        try:
            page = await self._reader.page(shared.file_name, shared.facts.title, content, language.name, most)
        except UnreadableNotebook as error:
            self._kept.keep(key, error, self._now())
            raise
        self._kept.keep(key, page, self._now())
        return page
