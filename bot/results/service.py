"""Results as members use them; one method for each use."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.hub.errors import HubError, RepositoryGone
from bot.hub.reader import HubReader
from bot.message import Message
from bot.outbox.model import Draft as Delivery
from bot.outbox.service import put
from bot.results import cards, facts, history, post_cards, store, typed
from bot.results.model import Posted, Reading, Told, with_model
from bot.results.naming import ModelName, hub_id
from bot.results.reading import FileReader, Upload
from bot.texts import Language, later, moment
from bot.texts import language as language_named

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
        self, database: Database, hub: HubReader, files: FileReader, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._hub = hub
        self._files = files
        self._now = now

    async def preview_files(self, place: Place, uploads: Sequence[Upload], language: Language) -> Message:
        """What the files hold and what would be public; nothing is public yet."""
        readings = await self._files.read(uploads)
        readings = [one for one in readings if one.error is not None or one.results]
        if all(reading.error is not None for reading in readings):
            return cards.nothing_read(readings, language)
        return await self._preview(place, readings, language)

    async def preview_typed(
        self, place: Place, model: str, revision: str | None, value: typed.Typed, language: Language
    ) -> Message:
        """The same for one number that was typed."""
        named = await self._model(model, typed.revision_of(revision))
        return await self._preview(place, [typed.read(value, named)], language)

    async def proposal(self, guild_id: int, draft_id: int, author_id: int) -> str:
        """What the source calls the model that is to be named."""
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
        names = [one.model_name for reading in kept.readings for one in reading.results if one.model is None]
        return next((name for name in names if name), "")

    async def name_model(
        self,
        guild_id: int,
        draft_id: int,
        author_id: int,
        model: str,
        revision: str | None,
        language: Language,
    ) -> Message:
        """Say which model the results of a draft are of, where the file does not."""
        named = await self._model(model, typed.revision_of(revision or None))
        assert named.name is not None
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
            readings = with_model(kept.readings, named.hub_id, named.name, named.revision)
            await store.change_draft(session, guild_id, replace(kept, readings=readings))
            doubled = await self._doubled(session, guild_id, author_id, readings)
        return cards.preview(draft_id, readings, doubled, language)

    async def publish(self, guild_id: int, draft_id: int, author_id: int, language: Language) -> Message:
        """Make a draft public: its results and the post in the channel, both or neither."""
        nonce, now = secrets.token_hex(12), self._now()
        async with self._database.transaction() as session:
            kept = await self._draft(session, guild_id, draft_id, author_id)
            good = [reading for reading in kept.readings if reading.error is None]
            if any(one.model_name is None for reading in good for one in reading.results):
                raise BadRequest(later("Say first which model this is of: press **Name the model**."))
            added = 0
            for reading in good:
                keys = [facts.key(one, author_id) for one in reading.results]
                added += await store.add(session, guild_id, author_id, nonce, reading, keys, now)
            await store.remove_draft(session, guild_id, draft_id)
            if not added:
                raise all_public()
            spoken = (await guilds.settings(session, guild_id)).spoken
            told = Told(tuple(await store.of_post(session, guild_id, nonce)))
            message = post_cards.post(told, nonce, self._hub.endpoint, language_named(spoken))
            await put(session, [Delivery(guild_id, kept.channel_id, nonce, message)], now)
        doubled = sum(len(reading.results) for reading in good) - added
        return cards.published(added, doubled, kept.channel_id, language)

    async def channel_of(self, guild_id: int, draft_id: int, author_id: int) -> int:
        """Where a draft would be posted."""
        async with self._database.transaction() as session:
            return (await self._draft(session, guild_id, draft_id, author_id)).channel_id

    async def cancel(self, guild_id: int, draft_id: int, author_id: int) -> None:
        """Forget a draft."""
        async with self._database.transaction() as session:
            await self._draft(session, guild_id, draft_id, author_id)
            await store.remove_draft(session, guild_id, draft_id)

    async def details(self, guild_id: int, nonce: str, language: Language) -> Message:
        """Everything that is known of a post's results."""
        async with self._database.transaction() as session:
            told = await history.of_post(session, guild_id, nonce)
        if not told.posted:
            raise BadRequest(later("I no longer know this post: it was made before my memory was reset."))
        return post_cards.details(told, language)

    async def model_names(self, guild_id: int, part: str) -> list[str]:
        """Models with results here, for autocomplete."""
        async with self._database.transaction() as session:
            return await store.model_names(session, guild_id, part, SUGGESTED)

    async def _preview(self, place: Place, readings: Sequence[Reading], language: Language) -> Message:
        good = [reading for reading in readings if reading.error is None]
        async with self._database.transaction() as session:
            hashes = [reading.sha256 for reading in good if reading.sha256]
            there = await store.posted_files(session, place.guild.id, hashes)
            if there and len(there) == len(good):
                raise _posted_before(next(iter(there.values())))
            doubled = await self._doubled(session, place.guild.id, place.author_id, readings)
            if doubled == sum(len(reading.results) for reading in good):
                raise all_public()
            await guilds.save(session, place.guild, self._now())
            kept = await store.add_draft(
                session, place.guild.id, place.author_id, place.channel_id, readings, self._now()
            )
        return cards.preview(kept.id, readings, doubled, language)

    async def _doubled(
        self, session: Session, guild_id: int, author_id: int, readings: Sequence[Reading]
    ) -> int:
        """How many of the results are public here already."""
        keys = {facts.key(one, author_id) for reading in readings for one in reading.results}
        return len(await store.public_facts(session, guild_id, keys))

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

    async def _model(self, written: str, revision: str | None) -> ModelName:
        """The model that a person meant: a repository that is on the Hub, or any name without a slash."""
        found = hub_id(written.strip())
        if found is None:
            return ModelName(None, written.strip()[: typed.LONGEST])
        try:
            repository = await self._hub.info("model", found)
        except RepositoryGone as error:
            raise BadRequest(
                later(
                    "I find no model **{model}** on the Hub. Check the spelling, or give a name without “/” "
                    "for a model that is not there.",
                    model=found,
                )
            ) from error
        except HubError:
            return ModelName(found, found, revision)
        return ModelName(repository.id, repository.id, revision)


def all_public() -> BadRequest:
    """What is told when there is nothing new."""
    return BadRequest(later("All of these results are public here already. Nothing was changed."))


def _posted_before(posted: Posted) -> BadRequest:
    return BadRequest(
        later(
            "This very file was posted here by {member} {when}. Nothing was changed.",
            member=f"<@{posted.author_id}>",
            when=moment(posted.created_at),
        )
    )
