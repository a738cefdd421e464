"""Results that came out of a notebook: found in it, tied to it and taken away from it again."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final

from bot.audit import model as audit
from bot.audit import store as audits
from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed
from bot.message import Message, plain
from bot.notebooks import link_cards, store
from bot.notebooks.following import part
from bot.notebooks.reader import NotebookReader
from bot.notebooks.rewriting import came_out_of, rewrite
from bot.notebooks.shared import Shared
from bot.notebooks.shelf_service import public, public_file
from bot.results import own_store
from bot.results import store as results_store
from bot.results.linked import store as links
from bot.results.linked.model import MOST
from bot.results.reading import Upload
from bot.results.reproduction.store import hold
from bot.results.rewriting import redraw
from bot.results.service import Place, ResultService
from bot.texts import Language, later

# Of a member's newest results, those that are offered: as many as a list of Discord holds.
OFFERED: Final = 25


class LinkService:
    """Ties results to the notebooks of one guild at a time. Raises PersonErrors. `hub` is its address."""

    def __init__(
        self,
        database: Database,
        reader: NotebookReader,
        results: ResultService,
        hub: str,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._reader = reader
        self._results = results
        self._hub = hub
        self._now = now

    async def offer(
        self, guild_id: int, post: str, person_id: int, *, may_moderate: bool, language: Language
    ) -> Message:
        """What came out of a notebook, and what its author, or a moderator, can do about it."""
        async with self._database.transaction() as session:
            shared = public(await store.of_post(session, guild_id, post))
            is_author = shared.author_id == person_id
            came = await came_out_of(session, guild_id, shared.id, is_own=is_author)
            if not is_author and not (may_moderate and came):
                raise _not_allowed()
            mine = await own_store.of_author(session, guild_id, person_id, OFFERED + len(came))
            there = {one.posted.id for one in came}
            others = [one for one in mine if one.id not in there][:OFFERED] if is_author else []
        has_new = is_author and await self._has_new(guild_id, await self._found(guild_id, shared))
        return link_cards.offer(shared, came, others, language, has_new=has_new)

    async def found(self, place: Place, post: str, language: Language) -> Message:
        """The preview of the results that stand in a notebook; nothing is public yet."""
        guild_id = place.guild.id
        async with self._database.transaction() as session:
            shared = public(await store.of_post(session, guild_id, post))
        if shared.author_id != place.author_id:
            raise _not_allowed()
        uploads = await self._found(guild_id, shared)
        if not uploads:
            raise BadRequest(later("I find no results of benchmarks in this notebook."))
        return await self._results.preview_files(place, uploads, language, shared.id)

    async def link(
        self, guild_id: int, post: str, person_id: int, result_ids: Collection[int], language: Language
    ) -> Message:
        """Tie results of the notebook's author to it."""
        async with self._database.transaction() as session:
            await hold(session, guild_id)
            shared = await self._held(session, guild_id, post)
            if shared.author_id != person_id:
                raise _not_allowed()
            found = await links.of_author(session, guild_id, person_id, result_ids)
            if not found:
                raise BadRequest(
                    later("These results were withdrawn or hidden meanwhile. Nothing was changed.")
                )
            there = await links.results_of(session, guild_id, shared.id, is_own=True)
            if len({one.id for one in there} | found.keys()) > MOST:
                raise BadRequest(
                    later("{count} results of one notebook are enough. Take others away first.", count=MOST)
                )
            await links.link(session, guild_id, shared.id, found, self._now())
            await redraw(session, guild_id, {one.post for one in found.values()}, self._hub)
            await rewrite(session, guild_id, shared.id, None, self._hub)
        return plain(
            language.say_count(
                "Done: {count} result is tied to this notebook. The posts of both say so in a moment.",
                "Done: {count} results are tied to this notebook. Their posts and its own say so in a "
                "moment.",
                len(found),
            )
        )

    async def unlink(
        self,
        guild_id: int,
        post: str,
        person_id: int,
        result_ids: Sequence[int],
        *,
        may_moderate: bool,
        language: Language,
    ) -> Message:
        """Take results away from a notebook; they stay public. Of a moderator it is noted for the audit."""
        async with self._database.transaction() as session:
            await hold(session, guild_id)
            shared = await self._held(session, guild_id, post)
            if shared.author_id != person_id and not may_moderate:
                raise _not_allowed()
            await part(session, shared, guild_id, result_ids, self._hub)
            if shared.author_id != person_id:
                state = {"notebook": shared.facts.title, "member": shared.author_id, "reason": None}
                change = audit.Change("notebook_untied", person_id, None, state)
                await audits.note(session, guild_id, change, self._now())
        return plain(
            language.say(
                "Done: they are no longer tied to this notebook. The results themselves stay as they are."
            )
        )

    async def _has_new(self, guild_id: int, uploads: Sequence[Upload]) -> bool:
        """Whether one of them was not posted here before."""
        hashes = {hashlib.sha256(one.content).hexdigest() for one in uploads}
        async with self._database.transaction() as session:
            return bool(hashes - (await results_store.posted_files(session, guild_id, hashes)).keys())

    async def _held(self, session: Session, guild_id: int, post: str) -> Shared:
        """The notebook of a post, held until the transaction ends."""
        shared = public(await store.of_post(session, guild_id, post))
        await store.hold(session, guild_id, shared.id)
        return public(await store.of_post(session, guild_id, post))

    async def _found(self, guild_id: int, shared: Shared) -> list[Upload]:
        """What can be read as results in a notebook, as files of their own."""
        async with self._database.transaction() as session:
            _, content = await public_file(session, guild_id, shared.post)
        return await self._reader.results(shared.file_name, content)


def _not_allowed() -> NotAllowed:
    return NotAllowed(
        later(
            "Only the author of a notebook ties results to it. Its author and moderators can take them away "
            "again."
        )
    )
