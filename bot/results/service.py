"""Results as members use them; one method for each use."""

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.hub.reader import HubReader
from bot.message import Message
from bot.results import (
    benchmark_store,
    cards,
    history,
    mapping,
    post_cards,
    preview_cards,
    store,
    typed,
)
from bot.results.benchmarks.own import Vocabulary, read_as
from bot.results.model import Reading, with_model
from bot.results.names import store as named
from bot.results.naming_models import model_named
from bot.results.proposing import Proposer, to_be_named, unnamed
from bot.results.publishing import Publication, count_public, make_public, require_new
from bot.results.reading import FileReader, Upload
from bot.results.reproduction.store import hold
from bot.results.rewriting import redraw
from bot.results.samples import cards as samples_cards
from bot.results.samples import preview_cards as samples_preview_cards
from bot.results.samples.adding import add_scores, only_scores
from bot.results.samples.keeping import check_number, keep
from bot.results.spelling import spelled
from bot.texts import Language, later

SUGGESTED = 25


@dataclass(frozen=True)
class Place:
    """Who posts results, and where."""

    guild: Guild
    author_id: int
    channel_id: int


class ResultService:
    """Shows results in private, and makes them public. Raises PersonErrors."""

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        files: FileReader,
        proposer: Proposer,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._hub = hub
        self._files = files
        self._proposer = proposer
        self._now = now

    async def preview_files(
        self,
        place: Place,
        uploads: Sequence[Upload],
        language: Language,
        notebook_id: int | None = None,
    ) -> Message:
        """What the files hold and what would be public; nothing is public yet.

        `notebook_id` is the member's own notebook that the results came out of.
        """
        words = await self._words(place.guild.id)
        readings = read_as(await self._files.read(uploads, words=words), words)
        readings = [one for one in readings if one.error is not None or one.results or one.scores]
        readings = await spelled(self._hub, readings)
        if all(reading.error is not None for reading in readings):
            if any(reading.columns for reading in readings):
                return await self._ask_for_columns(place, readings, language)
            return cards.nothing_read(readings, language)
        return await self._preview(place, readings, language, notebook_id)

    async def preview_typed(
        self, place: Place, model: str, revision: str | None, value: typed.Typed, language: Language
    ) -> Message:
        """The same for one number that was typed."""
        named = await model_named(self._hub, model, typed.revision_of(revision))
        words = await self._words(place.guild.id)
        read = read_as([typed.read(value, named, words)], words)
        if read[0].error is not None:
            raise BadRequest(read[0].error)
        return await self._preview(place, read, language)

    async def proposal(self, guild_id: int, draft_id: int, author_id: int) -> str:
        """What the source calls the model that is to be named."""
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
        return to_be_named(kept.readings) or ""

    async def columns(self, guild_id: int, draft_id: int, author_id: int) -> mapping.Columns:
        """The columns of the table of a draft that is not understood. Raises BadRequest without one."""
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
        return mapping.columns_of(kept.readings)

    async def say_columns(
        self, guild_id: int, draft_id: int, author_id: int, said: Mapping[str, str], language: Language
    ) -> Message:
        """Read the table of a draft again, now that its columns are explained; nothing is public yet."""
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
            typed_in = replace(kept, readings=mapping.with_said(kept.readings, said))
            await store.change_draft(session, guild_id, typed_in)
        unread = mapping.first_unknown(kept.readings)
        meant = mapping.checked(said, unread.columns)
        words = await self._words(guild_id)
        again = await self._files.read([Upload(unread.file, str(unread.raw).encode(), meant)], words=words)
        again = await spelled(self._hub, read_as(again, words))
        reading = mapping.explained(unread, again)
        proposed = await self._proposer.propose(guild_id, [reading])
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
            doubled = await require_new(session, guild_id, author_id, [reading], self._now())
            await store.change_draft(session, guild_id, replace(kept, readings=(reading,)))
        return await asyncio.to_thread(
            preview_cards.preview, draft_id, [reading], doubled, language, proposed
        )

    async def name_model(
        self,
        guild_id: int,
        draft_id: int,
        author_id: int,
        model: str,
        revision: str | None,
        language: Language,
        *,
        is_proposed: bool = False,
    ) -> Message:
        """Say which model results of a draft are of: those without any name, else those of one name.

        With `is_proposed` it is the name for which repositories were proposed.
        """
        named = await model_named(self._hub, model, typed.revision_of(revision or None))
        assert named.name is not None
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
            readings = with_model(
                kept.readings,
                named.hub_id,
                named.name,
                named.revision,
                is_revision_of_posting=named.is_revision_of_posting,
                called=unnamed(kept.readings) if is_proposed else to_be_named(kept.readings),
            )
            await store.change_draft(session, guild_id, replace(kept, readings=readings))
            doubled = await count_public(session, guild_id, author_id, readings)
        proposed = await self._proposer.propose(guild_id, readings) if is_proposed else None
        return await asyncio.to_thread(preview_cards.preview, draft_id, readings, doubled, language, proposed)

    async def publish(
        self, guild_id: int, draft_id: int, author_id: int, language: Language, *, is_open: bool
    ) -> Message:
        """Make a draft public: its results and the post in the channel, both or neither.

        `is_open` is whether everybody in the server may read the channel.
        """
        nonce, now = secrets.token_hex(12), self._now()
        async with self._database.transaction() as session:
            await hold(session, guild_id)
            kept = await self._draft(session, guild_id, draft_id, author_id)
            good = [reading for reading in kept.readings if reading.results]
            if any(one.model_name is None for reading in good for one in reading.results):
                raise BadRequest(later("Say first which model this is of: press **Name the model**."))
            publication = Publication(
                guild_id, kept.channel_id, author_id, nonce, kept.notebook_id, is_open=is_open
            )
            added = await make_public(session, publication, good, self._hub.endpoint, now)
            scores = await keep(session, guild_id, author_id, kept.readings, now, nonce)
            await redraw(session, guild_id, scores.posts - {nonce}, self._hub.endpoint)
            await store.remove_draft(session, guild_id, draft_id)
        doubled = sum(len(reading.results) for reading in good) - added
        more = samples_cards.told(scores, language)
        return cards.published(added, doubled, kept.channel_id, language, more, is_open=is_open)

    async def keep_scores(self, guild_id: int, draft_id: int, author_id: int, language: Language) -> Message:
        """Keep the scores of a draft's samples for results that are public already."""
        async with self._database.transaction() as session:
            await hold(session, guild_id)
            draft = await self._draft(session, guild_id, draft_id, author_id)
            kept = await add_scores(
                session, guild_id, author_id, draft.readings, self._now(), self._hub.endpoint
            )
            await store.remove_draft(session, guild_id, draft_id)
        return samples_cards.kept(kept, language)

    async def channel_of(self, guild_id: int, draft_id: int, author_id: int) -> int:
        """Where a draft would be posted."""
        async with self._database.transaction() as session:
            return (await self._draft(session, guild_id, draft_id, author_id)).channel_id

    async def everything(
        self, guild_id: int, draft_id: int, author_id: int, language: Language, page: int = 0
    ) -> Message:
        """All that a draft holds, a page of it, counted from 0."""
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
            good = [reading for reading in kept.readings if reading.error is None]
            scores = await only_scores(session, guild_id, author_id, good, self._now())
            doubled = await count_public(session, guild_id, author_id, good)
        if scores is not None:
            return samples_preview_cards.everything(draft_id, kept.readings, scores, language, page)
        # Of thousands of results it takes longer than others should wait.
        return await asyncio.to_thread(
            preview_cards.everything, draft_id, kept.readings, doubled, language, page
        )

    async def cancel(self, guild_id: int, draft_id: int, author_id: int) -> None:
        """Forget a draft."""
        async with self._database.transaction() as session:
            await self._draft(session, guild_id, draft_id, author_id)
            await store.remove_draft(session, guild_id, draft_id)

    async def details(self, guild_id: int, nonce: str, language: Language, page: int = 0) -> Message:
        """Everything that is known of a post's results, a page of them, counted from 0."""
        async with self._database.transaction() as session:
            told = await history.of_post(session, guild_id, nonce)
        if not told.posted:
            raise BadRequest(later("I no longer know this post: it was made before my memory was reset."))
        return post_cards.details(told, nonce, language, page)

    async def model_names(self, guild_id: int, part: str) -> list[str]:
        """Models with results here, for autocomplete."""
        async with self._database.transaction() as session:
            return await named.named(session, guild_id, part, SUGGESTED)

    async def _ask_for_columns(
        self, place: Place, readings: Sequence[Reading], language: Language
    ) -> Message:
        async with self._database.transaction() as session:
            await guilds.save(session, place.guild, self._now())
            kept = await store.add_draft(
                session, place.guild.id, place.author_id, place.channel_id, readings, self._now()
            )
        return mapping.question(kept.id, readings, language)

    async def _preview(
        self,
        place: Place,
        readings: Sequence[Reading],
        language: Language,
        notebook_id: int | None = None,
    ) -> Message:
        good = [reading for reading in readings if reading.error is None]
        check_number(good)
        # A name that a person typed is meant as it is.
        is_read = any(reading.sha256 for reading in good)
        proposed = await self._proposer.propose(place.guild.id, good) if is_read else None
        async with self._database.transaction() as session:
            scores = await only_scores(session, place.guild.id, place.author_id, good, self._now())
            doubled = 0
            if scores is None:
                doubled = await require_new(session, place.guild.id, place.author_id, good, self._now())
            await guilds.save(session, place.guild, self._now())
            kept = await store.add_draft(
                session,
                place.guild.id,
                place.author_id,
                place.channel_id,
                readings,
                self._now(),
                notebook_id,
            )
        if scores is not None:
            return samples_preview_cards.preview(kept.id, readings, scores, language)
        return await asyncio.to_thread(preview_cards.preview, kept.id, readings, doubled, language, proposed)

    async def _words(self, guild_id: int) -> Vocabulary:
        async with self._database.transaction() as session:
            return await benchmark_store.vocabulary(session, guild_id)

    async def _draft(self, session: Session, guild_id: int, draft_id: int, author_id: int) -> store.Draft:
        kept = await store.draft(session, guild_id, draft_id, author_id, self._now())
        if kept is None:
            raise BadRequest(
                later(
                    "This preview is not yours, too old, or was already done. "
                    "Begin again with `/result import`."
                )
            )
        return kept
