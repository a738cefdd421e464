"""Results that programs send with a member's token: read, scrubbed and posted as those from a command."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed
from bot.guilds import store as guilds
from bot.hub.reader import HubReader
from bot.results import benchmark_store, mapping, showing, token_store, tokens, typed
from bot.results.benchmarks.own import read_as
from bot.results.model import Reading, with_model, with_revision
from bot.results.naming_models import model_named
from bot.results.proposing import to_be_named
from bot.results.publishing import Publication, make_public, posted_before
from bot.results.reading import FileReader, Upload
from bot.results.reproduction.store import hold
from bot.results.rewriting import redraw
from bot.results.samples.adding import add_scores, only_scores
from bot.results.samples.keeping import Kept, check_number, keep
from bot.results.spelling import spelled
from bot.results.tokens import Token
from bot.texts import Language, later
from bot.texts import language as language_named
from bot.web.results import Sent, TooOften


class Reach(Protocol):
    """What Discord says at this moment."""

    async def can_post(self, guild_id: int, channel_id: int) -> bool:
        """Whether the bot can post there. Raises TryLater."""

    async def is_open(self, guild_id: int, channel_id: int, members_role_id: int | None) -> bool | None:
        """Whether everybody, who all have that role, may read a channel; None where it is gone.

        Raises TryLater.
        """

    async def member_can_write(self, guild_id: int, channel_id: int, member_id: int) -> bool:
        """Whether a person is in the server and may write there. Raises TryLater."""


class Receiver:
    """The door of `bot/web/results.py`: who holds a token, and what comes with it."""

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        files: FileReader,
        reach: Reach,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._hub = hub
        self._files = files
        self._reach = reach
        self._now = now

    async def open(self, written: str) -> Callable[[Sent, str], Awaitable[dict[str, Any]]] | None:
        """What takes the files of whoever holds the token; None for one that nobody has. Raises TooOften."""
        parts = tokens.parts(written)
        if parts is None:
            return None
        async with self._database.transaction() as session:
            found = await token_store.find(session, parts[0])
            token, kept = found or (None, tokens.hashed(""))
            if not tokens.fits(parts[1], kept) or token is None:
                return None
            seconds = await token_store.take_turn(session, token.id, self._now())
        if seconds:
            raise TooOften(seconds)

        async def take(sent: Sent, locale: str) -> dict[str, Any]:
            return await self._take(token, sent, language_named(locale))

        return take

    async def _take(self, token: Token, sent: Sent, language: Language) -> dict[str, Any]:
        await self._require_rights(token)
        columns = mapping.parsed(sent.columns)
        async with self._database.transaction() as session:
            words = await benchmark_store.vocabulary(session, token.guild_id)
        uploads = [Upload(path, content, columns) for path, content in sent.files]
        read = await self._files.read(uploads, words=words)
        readings = await self._named(await spelled(self._hub, read_as(read, words)), sent.fields)
        good = [one for one in readings if one.error is None and (one.results or one.scores)]
        counts = await self._publish(token, good) if good else {"added": 0, "already_public": 0, "scored": 0}
        files = [showing.as_json(reading, language) for reading in readings]
        return {**counts, "channel": str(token.channel_id), "files": files}

    async def _publish(self, token: Token, good: Sequence[Reading]) -> dict[str, int]:
        """How many results are new, how many were there, and how many have scores of samples now."""
        if any(one.model_name is None for reading in good for one in reading.results):
            raise BadRequest(
                later(
                    "The file does not say which model it is of. Say it in the field `model`, "
                    "such as Qwen/Qwen3-8B."
                )
            )
        check_number(good)
        now = self._now()
        is_open = await self._is_open(token)
        nonce = secrets.token_hex(12)
        where = Publication(token.guild_id, token.channel_id, token.author_id, nonce, is_open=is_open)
        async with self._database.transaction() as session:
            await hold(session, token.guild_id)
            # Whoever ends the token from here on waits; who has ended it meanwhile posts nothing with it.
            if not await token_store.note_use(session, token.id, now):
                raise _revoked()
            kept, added = await self._keep_scores(session, token, good, now), 0
            if kept is None:
                if await posted_before(session, token.guild_id, good):
                    raise BadRequest(
                        later("All of these results are public here already. Nothing was changed.")
                    )
                added = await make_public(session, where, good, self._hub.endpoint, now)
                kept = await keep(session, token.guild_id, token.author_id, good, now, where.nonce)
                others = kept.posts - {where.nonce}
                await redraw(session, token.guild_id, others, self._hub.endpoint)
        doubled = sum(len(reading.results) for reading in good) - added
        return {"added": added, "already_public": doubled, "scored": kept.results}

    async def _is_open(self, token: Token) -> bool:
        """Whether everybody in the server may read what is posted with a token."""
        async with self._database.transaction() as session:
            members = (await guilds.settings(session, token.guild_id)).members_role_id
        return await self._reach.is_open(token.guild_id, token.channel_id, members) is True

    async def _keep_scores(
        self, session: Session, token: Token, good: Sequence[Reading], now: datetime
    ) -> Kept | None:
        """Keep scores of samples where nothing else is new; None where there is more to do."""
        guild_id, author_id = token.guild_id, token.author_id
        if await only_scores(session, guild_id, author_id, good, now) is None:
            return None
        return await add_scores(session, guild_id, author_id, good, now, self._hub.endpoint)

    async def _named(self, readings: Sequence[Reading], fields: Mapping[str, str]) -> Sequence[Reading]:
        """The readings with the model that was sent along, where theirs is not certain. Raises BadRequest."""
        revision = typed.revision_of(fields.get("revision") or None)
        if not fields.get("model", "").strip():
            if revision is not None:
                raise BadRequest(later("A revision is that of a model: send the field `model` with it."))
            return readings
        called = to_be_named(readings)
        if called is not None and len(_uncertain(readings)) > 1:
            raise BadRequest(
                later(
                    "The files name several models that are no repositories on the Hub. Leave the field "
                    "`model` out, or send the results of each model by themselves."
                )
            )
        named = await model_named(self._hub, fields["model"], revision)
        assert named.name is not None
        readings = with_model(
            readings,
            named.hub_id,
            named.name,
            named.revision,
            called=called,
            is_revision_of_posting=named.is_revision_of_posting,
        )
        return readings if named.hub_id is None else with_revision(readings, named.hub_id, revision)

    async def _require_rights(self, token: Token) -> None:
        place = token.guild_id, token.channel_id
        if not await self._reach.member_can_write(*place, token.author_id):
            raise NotAllowed(
                later(
                    "You may no longer write in the channel of this token. "
                    "Make a new one with `/token make` in a channel where you may."
                )
            )
        if not await self._reach.can_post(*place):
            raise NotAllowed(
                later("I cannot post in the channel of this token. Tell the moderators of the server.")
            )


def _revoked() -> NotAllowed:
    return NotAllowed(
        later(
            "The token was revoked while your files were read, so nothing was posted. "
            "In Discord, /token make gives a new one."
        )
    )


def _uncertain(readings: Sequence[Reading]) -> set[str | None]:
    return {one.model_name for reading in readings for one in reading.results if one.model is None}
