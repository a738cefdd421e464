"""What authors and moderators do with notebooks that are shared."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.audit import model as audit
from bot.audit import store as audits
from bot.charts.artist import Artist
from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed
from bot.guilds import store as guilds
from bot.message import Drawing, Message, plain
from bot.notebooks import store
from bot.notebooks.drawing import drawings
from bot.notebooks.following import part, results_follow
from bot.notebooks.reader import NotebookReader
from bot.notebooks.rewriting import rewrite
from bot.notebooks.shared import Shared
from bot.notebooks.shelf_service import public
from bot.results.reproduction import store as reproduction
from bot.texts import Language, later
from bot.texts import language as language_named


class NotebookCareService:
    """Changes shared notebooks of one guild at a time. Raises PersonErrors.

    `hub` is the Hub's address. Who is a moderator is for the caller to know.
    """

    def __init__(
        self,
        database: Database,
        reader: NotebookReader,
        artist: Artist,
        hub: str,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._reader = reader
        self._artist = artist
        self._hub = hub
        self._now = now

    async def edit(
        self,
        guild_id: int,
        author_id: int,
        notebook_id: int,
        title: str | None,
        summary: str | None,
        language: Language,
    ) -> Message:
        """Give one's own notebook another title or summary; its post follows."""
        given = {"title": title, "summary": summary}
        changed = {name: value.strip() for name, value in given.items() if value is not None}
        if changed.get("title") == "":
            raise BadRequest(later("A title needs at least one word."))
        if not changed:
            raise BadRequest(later("Say what to change: `title`, `summary`, or both."))
        async with self._database.transaction() as session:
            await reproduction.hold(session, guild_id)
            public(await self._own(session, guild_id, author_id, notebook_id))
            await self._change(session, guild_id, notebook_id, None, changed)
        return plain(language.say("Changed. Its post follows in a moment."))

    async def withdraw(self, guild_id: int, author_id: int, notebook_id: int, language: Language) -> Message:
        """Take one's own notebook back: its files are deleted, and its posts say so."""
        async with self._database.transaction() as session:
            await reproduction.hold(session, guild_id)
            shared = await self._own(session, guild_id, author_id, notebook_id)
            await part(session, shared, guild_id, None, self._hub)
            await store.erase(session, guild_id, notebook_id)
            await rewrite(session, guild_id, notebook_id, (), self._hub)
        return plain(language.say("Withdrawn. All of its versions were deleted, and their posts say so."))

    async def hide(
        self, guild_id: int, by_id: int, notebook_id: int, reason: str | None, language: Language
    ) -> Message:
        """Hide a notebook with all of its versions; noted for the audit."""
        async with self._database.transaction() as session:
            await reproduction.hold(session, guild_id)
            await store.hold(session, guild_id, notebook_id)
            shared = public(await store.newest(session, guild_id, notebook_id))
            await self._change(session, guild_id, notebook_id, (), {"state": "hidden", "reason": reason})
            await self._audit(session, guild_id, "notebook_hidden", by_id, shared, reason)
        return plain(
            language.say("Hidden. Its author can read your reason in `/notebook mine`, if you gave one.")
        )

    async def show_again(self, guild_id: int, by_id: int, notebook_id: int, language: Language) -> Message:
        """Show a hidden notebook again; its newest post comes back."""
        async with self._database.transaction() as session:
            shared = _hidden(await store.newest(session, guild_id, notebook_id))
        drawn = await self._drawn(guild_id, shared)
        async with self._database.transaction() as session:
            await reproduction.hold(session, guild_id)
            await store.hold(session, guild_id, notebook_id)
            shared = _hidden(await store.newest(session, guild_id, notebook_id))
            await self._change(session, guild_id, notebook_id, drawn, {"state": "public", "reason": None})
            await self._audit(session, guild_id, "notebook_shown", by_id, shared, None)
        return plain(language.say("Everyone can see it again."))

    async def _change(
        self,
        session: Session,
        guild_id: int,
        notebook_id: int,
        drawn: Sequence[Drawing] | None,
        changed: dict[str, Any],
    ) -> None:
        await store.change(session, guild_id, notebook_id, **changed)
        await rewrite(session, guild_id, notebook_id, drawn, self._hub)
        await results_follow(session, guild_id, notebook_id, self._hub)

    async def _drawn(self, guild_id: int, shared: Shared) -> Sequence[Drawing]:
        """The pictures of a post again, from the file that is kept."""
        async with self._database.transaction() as session:
            content = await store.content(session, guild_id, shared.post)
            spoken = language_named((await guilds.settings(session, guild_id)).spoken)
        opened = await self._reader.open(shared.file_name, content)
        return await drawings(opened.looked.facts, opened.pictures, self._artist, spoken)

    async def _own(self, session: Session, guild_id: int, author_id: int, notebook_id: int) -> Shared:
        """The member's own notebook, held until the transaction ends."""
        await store.hold(session, guild_id, notebook_id)
        shared = await store.newest(session, guild_id, notebook_id)
        if shared is None or shared.state == "withdrawn":
            raise BadRequest(later("There is no such notebook here. Choose one of the suggestions."))
        if shared.author_id != author_id:
            raise NotAllowed(later("Only its author can do that with a notebook."))
        return shared

    async def _audit(
        self,
        session: Session,
        guild_id: int,
        act: audit.Act,
        by_id: int,
        shared: Shared,
        reason: str | None,
    ) -> None:
        state = {"notebook": shared.facts.title, "member": shared.author_id, "reason": reason}
        await audits.note(session, guild_id, audit.Change(act, by_id, None, state), self._now())


def _hidden(shared: Shared | None) -> Shared:
    if shared is None or shared.state != "hidden":
        raise BadRequest(later("There is no hidden notebook like that. Choose one of the suggestions."))
    return shared
