"""Sharing a notebook: seen in private first, then public; one method for each use."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.charts.artist import Artist
from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed, TryLater
from bot.guilds import store as guilds
from bot.message import Drawing, Message, plain
from bot.notebooks import cards, draft_store, packing, preview_cards, store
from bot.notebooks.changes import Change
from bot.notebooks.drawing import charts, drawings
from bot.notebooks.findings import Decision
from bot.notebooks.following import POSTED
from bot.notebooks.getting import NotebookLinks, is_link
from bot.notebooks.kept import as_in, as_new, is_as_seen, masked, with_places
from bot.notebooks.reader import NotebookReader, Opened
from bot.notebooks.rewriting import came_out_of, changed_since, rewrite_older
from bot.notebooks.shared import Draft, Shared, key
from bot.outbox.model import Draft as Delivery
from bot.outbox.service import put
from bot.results.permission import require_not_barred
from bot.results.reproduction.store import hold
from bot.results.service import Place
from bot.texts import Language, later, moment
from bot.texts import language as language_named

WINDOW: Final = timedelta(hours=1)
MOST_IN_WINDOW: Final = 10


class NotebookService:
    """Shows notebooks in private, and makes them public. Raises PersonErrors.

    `hub` is the Hub's address; `has_model` whether a language model can be asked now.
    """

    def __init__(
        self,
        database: Database,
        reader: NotebookReader,
        artist: Artist,
        links: NotebookLinks,
        hub: str,
        now: Callable[[], datetime],
        has_model: Callable[[], bool] = lambda: False,
    ) -> None:
        self._database = database
        self._reader = reader
        self._artist = artist
        self.links = links
        self._hub = hub
        self._now = now
        self._has_model = has_model

    async def preview_link(self, place: Place, link: str, language: Language) -> Message:
        """What would be public of the notebook that a link leads to."""
        got = await self.links.get(link)
        return await self.preview(place, got.file_name, got.address, got.content, language, link)

    async def linked_content(self, draft: Draft) -> bytes | None:
        """The file of a draft again, where somebody linked to it; None for one that was attached."""
        return (await self.links.get_file(draft.address)).content if is_link(draft.address) else None

    async def preview(
        self,
        place: Place,
        file_name: str,
        address: str,
        content: bytes,
        language: Language,
        link: str | None = None,
    ) -> Message:
        """What would be public of a file, and what was found in it; nothing is public yet.

        `address` is where the file can be had again: it is not kept here. `link` is where people can open it.
        """
        places = self.links.places(link) if link else ()
        opened = with_places(await self._reader.open(file_name, content), places)
        if not opened.looked.cells:
            raise BadRequest(later("This notebook has no cells yet, so there is nothing to share."))
        guild_id, author_id = place.guild.id, place.author_id
        async with self._database.transaction() as session:
            await self._require_may_share(session, guild_id, author_id, opened)
            await guilds.save(session, place.guild, self._now())
            draft = await draft_store.add(
                session,
                guild_id,
                author_id,
                place.channel_id,
                opened.looked.file_name,
                address,
                opened.looked,
                self._now(),
                link,
            )
            return await self._preview(session, guild_id, draft, language, 0)

    async def page(
        self, guild_id: int, draft_id: int, author_id: int, page: int, language: Language
    ) -> Message:
        """The preview with other findings."""
        async with self._database.transaction() as session:
            draft = await self._draft(session, guild_id, draft_id, author_id)
            return await self._preview(session, guild_id, draft, language, page)

    async def decide(
        self,
        guild_id: int,
        draft_id: int,
        author_id: int,
        page: int,
        number: int,
        decision: Decision,
        language: Language,
    ) -> Message:
        """Note what is to be done with a finding, and show the preview again."""
        async with self._database.transaction() as session:
            draft = await self._draft(session, guild_id, draft_id, author_id)
            await draft_store.decide(session, guild_id, draft_id, {**draft.decisions, number: decision})
            draft = await self._draft(session, guild_id, draft_id, author_id)
            return await self._preview(session, guild_id, draft, language, page)

    async def summarised(
        self, guild_id: int, draft_id: int, author_id: int, by_model: tuple[str, str], language: Language
    ) -> Message:
        """The preview with a summary by a language model of that name."""
        summary, model = by_model
        async with self._database.transaction() as session:
            draft = await self._draft(session, guild_id, draft_id, author_id)
            facts = replace(draft.looked.facts, summary=summary, summarised_by=model)
            await draft_store.look_anew(session, guild_id, draft_id, replace(draft.looked, facts=facts))
            draft = await self._draft(session, guild_id, draft_id, author_id)
            return await self._preview(session, guild_id, draft, language, 0)

    async def draft(self, guild_id: int, draft_id: int, author_id: int) -> Draft:
        """What is being prepared."""
        async with self._database.transaction() as session:
            return await self._draft(session, guild_id, draft_id, author_id)

    async def see(
        self, guild_id: int, draft_id: int, author_id: int, content: bytes, largest: int, language: Language
    ) -> Message:
        """The post as everyone would see it, for its author alone; its file too, up to `largest` bytes."""
        draft = await self.draft(guild_id, draft_id, author_id)
        opened, spoken, drawn = await self._opened(guild_id, draft, content)
        async with self._database.transaction() as session:
            before = await store.of_name(session, guild_id, author_id, key(opened.looked.facts))
        shared = self._proposed(draft, opened, before)
        post = cards.post(shared, _changed(before, shared), drawn, self._hub, spoken)
        return cards.seen(post, shared, opened.content, largest, language)

    async def publish(
        self, guild_id: int, draft_id: int, author_id: int, content: bytes, language: Language
    ) -> Message:
        """Make a draft public: the notebook and its post in the channel, both or neither."""
        draft = await self.draft(guild_id, draft_id, author_id)
        opened, spoken, drawn = await self._opened(guild_id, draft, content)
        now = self._now()
        async with self._database.transaction() as session:
            # Whoever hides a notebook holds them too: it is not shared while that is not seen yet.
            await hold(session, guild_id)
            if await self._draft(session, guild_id, draft_id, author_id) != draft:
                raise TryLater(
                    later("You changed something while I opened the file. Look at it, then share it again.")
                )
            before = await self._require_may_share(session, guild_id, author_id, opened)
            shared = await store.add(session, guild_id, author_id, as_new(draft, opened), now)
            came = await came_out_of(session, guild_id, shared.id)
            message = cards.post(shared, _changed(before, shared), drawn, self._hub, spoken, came)
            delivery = Delivery(guild_id, draft.channel_id, shared.post, message, afterwards=POSTED)
            await put(session, [delivery], now)
            await rewrite_older(session, guild_id, shared.id)
            await draft_store.remove(session, guild_id, draft_id)
        told = language.say("Shared. It appears in {channel} in a moment.", channel=f"<#{draft.channel_id}>")
        return plain(told)

    async def cancel(self, guild_id: int, draft_id: int, author_id: int) -> None:
        """Forget a draft."""
        async with self._database.transaction() as session:
            await self._draft(session, guild_id, draft_id, author_id)
            await draft_store.remove(session, guild_id, draft_id)

    async def forget_drafts(self) -> None:
        """The chore: delete what was prepared and not shared in time; its findings are somebody's secrets."""
        async with self._database.transaction() as session:
            await draft_store.forget(session, self._now())

    async def _opened(
        self, guild_id: int, draft: Draft, content: bytes
    ) -> tuple[Opened, Language, Sequence[Drawing]]:
        """The file as its author decided, the server's language, and the pictures of the post."""
        if await packing.digest(content) != draft.looked.sha256:
            raise BadRequest(later("The file has changed since you saw it here. Please share it again."))
        opened = await self._reader.open(draft.file_name, content, draft.decisions)
        if not is_as_seen(draft, opened):
            raise BadRequest(
                later("I was updated and find other things in this file than you saw. Please share it again.")
            )
        opened = as_in(draft, opened)
        async with self._database.transaction() as session:
            spoken = language_named((await guilds.settings(session, guild_id)).spoken)
        return opened, spoken, await drawings(opened.looked.facts, opened.pictures, self._artist, spoken)

    async def _preview(
        self, session: Session, guild_id: int, draft: Draft, language: Language, page: int
    ) -> Message:
        facts = draft.looked.facts
        spoken = language_named((await guilds.settings(session, guild_id)).spoken)
        before = await store.of_name(session, guild_id, draft.author_id, key(facts))
        shared = self._proposed(draft, None, before)
        post = cards.post(shared, _changed(before, shared), (), self._hub, spoken)
        pictures = len(facts.pictures) + len(charts(facts, spoken))
        number, has_model = shared.number, self._has_model()
        return preview_cards.preview(draft, post, number, pictures, language, page, has_model=has_model)

    def _proposed(self, draft: Draft, opened: Opened | None, before: Shared | None) -> Shared:
        """What would be stored."""
        number = 1 if before is None else before.newest + 1
        return Shared(
            id=0,
            author_id=draft.author_id,
            state="public",
            reason=None,
            number=number,
            newest=number,
            post=secrets.token_hex(12),
            channel_id=draft.channel_id,
            file_name=draft.file_name,
            sha256=draft.looked.sha256,
            facts=(opened.looked if opened else draft.looked).facts,
            masked=masked(draft),
            created_at=self._now(),
        )

    async def _require_may_share(
        self, session: Session, guild_id: int, author_id: int, opened: Opened
    ) -> Shared | None:
        """The notebook of which this would be a new version. Raises NotAllowed, TryLater and BadRequest."""
        await require_not_barred(session, guild_id, author_id)
        recent = await store.shared_since(session, guild_id, author_id, self._now() - WINDOW)
        if len(recent) >= MOST_IN_WINDOW:
            raise TryLater(
                later(
                    "You have shared {count} notebooks within an hour. The next one is welcome {when}.",
                    count=len(recent),
                    when=moment(recent[-MOST_IN_WINDOW] + WINDOW),
                )
            )
        if await store.is_hidden_file(session, guild_id, opened.looked.sha256):
            raise NotAllowed(
                later(
                    "The moderators have hidden this very file here, so it is not shared again. "
                    "Ask one of them what should not be in it."
                )
            )
        same = await store.same_file(session, guild_id, opened.looked.sha256)
        if same is not None:
            raise BadRequest(
                later(
                    "This very file was shared here by {member} {when}. Nothing was changed.",
                    member=f"<@{same.author_id}>",
                    when=moment(same.created_at),
                )
            )
        before = await store.of_name(session, guild_id, author_id, key(opened.looked.facts))
        if before is not None and before.state == "hidden":
            raise NotAllowed(
                later(
                    "The moderators have hidden your notebook of this name, so no new version of it is "
                    "shared. Ask one of them."
                )
            )
        return before

    async def _draft(self, session: Session, guild_id: int, draft_id: int, author_id: int) -> Draft:
        kept = await draft_store.take(session, guild_id, draft_id, author_id, self._now())
        if kept is None:
            raise BadRequest(
                later(
                    "This preview is not yours, too old, or was already done. "
                    "Begin again with `/notebook share`."
                )
            )
        return kept


def _changed(before: Shared | None, shared: Shared) -> tuple[Change, ...]:
    return () if before is None else changed_since([before], shared)
