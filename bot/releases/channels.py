"""Channels that close and open again: moderators are told once, and watches go on by themselves."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from bot.db.engine import Database, Session
from bot.errors import PersonError, TryLater
from bot.guilds import store as guilds
from bot.jobs.queue import enqueue
from bot.jobs.worker import Again
from bot.message import Message
from bot.outbox import edits
from bot.outbox.model import Draft
from bot.outbox.service import put
from bot.releases import channel_cards
from bot.releases.closing import Closing
from bot.releases.model import Watch
from bot.releases.saving import Saver
from bot.releases.store import closed, watches
from bot.releases.store.closed import Closed
from bot.texts import Language, language

RETRY_SECONDS = 5.0
# A channel that refuses a message although every right seems to be there is tried again after this time.
PATIENCE = timedelta(hours=1)
LOOK = "look_at_closed"
# How long to wait when the Hub or Discord does not answer.
LATER = timedelta(minutes=1)
_log = structlog.get_logger(__name__)


class Reach(Protocol):
    """What Discord says of servers and channels; `bot/chat/reach.py` asks it."""

    def is_ready(self) -> bool:
        """Whether Discord has told of all servers."""

    def knows(self, guild_id: int) -> bool:
        """Whether the bot is in a server."""

    async def can_post(self, guild_id: int, channel_id: int) -> bool:
        """Whether the channel is there, with every right that is needed. Raises TryLater."""

    async def needs_tag(self, guild_id: int, channel_id: int) -> bool:
        """Whether the channel is a forum that takes no post without a tag. Raises TryLater."""

    async def missing_rights(self, guild_id: int, channel_id: int, language: Language) -> str:
        """The rights that are missing there, in words; empty for none, or for no channel. Raises TryLater."""

    async def moderators(
        self, guild_id: int, preferred: Sequence[int], person_id: int | None, avoid: int
    ) -> int | None:
        """The channel in which to tell moderators something: a preferred one, a fitting one but never
        `avoid`, or the direct messages of a person; None when all are closed."""


class ChannelService:
    """Tells moderators of closed channels, and opens those that are repaired."""

    def __init__(
        self,
        database: Database,
        saver: Saver,
        closing: Closing,
        reach: Reach,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._saver = saver
        self._closing = closing
        self._reach = reach
        self._now = now

    async def deleted(self, guild_id: int, channel_id: int) -> None:
        """A channel was deleted: no need to wait until a message fails."""
        async with self._database.transaction() as session:
            await self._closing.closed(session, guild_id, channel_id, "channel_missing")

    async def tell(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: tell moderators of one closed channel, once. Raises Again while Discord is not heard."""
        if not self._reach.is_ready():
            raise Again(RETRY_SECONDS, "Discord has not told of its servers yet")
        try:
            await self._tell(int(payload["guild"]), int(payload["channel"]))
        except TryLater as error:
            raise Again(RETRY_SECONDS, str(error)) from error

    async def repair(self, guild_id: int) -> None:
        """Something changed in a guild: open those of its channels that take messages again."""
        async with self._database.transaction() as session:
            found = await closed.all_of(session, guild_id)
        await self._look_at(found)

    async def look_due(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: look at one closed channel again."""
        async with self._database.transaction() as session:
            found = await closed.all_of(session, int(payload["guild"]))
        await self._look_at([one for one in found if one.channel_id == int(payload["channel"])])

    async def look_at_every(self, closed_before: datetime | None = None) -> None:
        """Look at the closed channels of all guilds, or those that were closed before a time."""
        async with self._database.transaction() as session:
            await closed.forget_unneeded(session)
            found = await closed.all_of(session)
        await self._look_at([one for one in found if closed_before is None or one.closed_at <= closed_before])

    async def look_again(self) -> None:
        """The chore: do what an event was missed for."""
        await self.look_at_every(self._now() - PATIENCE)

    async def _look_at(self, found: Sequence[Closed]) -> None:
        for one in found:
            if not self._reach.knows(one.guild_id):
                continue
            try:
                if await self._is_open(one):
                    await self._open(one)
                elif one.told_in is None:
                    await self._tell(one.guild_id, one.channel_id)
            except TryLater as error:
                _log.info("a closed channel is looked at later", channel=one.channel_id, error=str(error))
                async with self._database.transaction() as session:
                    job = {"guild": one.guild_id, "channel": one.channel_id}
                    await enqueue(session, LOOK, job, after=LATER)
            except PersonError as error:
                _log.warning("a channel stays closed", channel=one.channel_id, error=str(error))

    async def _is_open(self, one: Closed) -> bool:
        if not await self._reach.can_post(one.guild_id, one.channel_id):
            return False
        return one.reason != "tag_required" or not await self._reach.needs_tag(one.guild_id, one.channel_id)

    async def _tell(self, guild_id: int, channel_id: int) -> None:
        async with self._database.transaction() as session:
            settings = await guilds.settings(session, guild_id)
            creator = await closed.creator(session, guild_id, channel_id)
        preferred = [] if settings.default_channel_id is None else [settings.default_channel_id]
        spoken = language(settings.spoken)
        rights = await self._reach.missing_rights(guild_id, channel_id, spoken)
        where = await self._reach.moderators(guild_id, preferred, creator, channel_id)
        async with self._database.transaction() as session:
            one = await closed.lock(session, guild_id, channel_id)
            if one is None or one.told_in is not None:
                return
            paused = await watches.closed_in(session, guild_id, channel_id)
            if not paused:
                await closed.remove(session, guild_id, channel_id)
            elif where is None:
                _log.warning("nobody can be told of a closed channel", guild=guild_id, channel=channel_id)
            else:

                def notice(nonce: str) -> Message:
                    return channel_cards.closed(one, paused, rights, spoken, nonce)

                notice_id = await self._put(session, guild_id, where, notice)
                await closed.told(session, guild_id, channel_id, notice_id)

    async def _open(self, one: Closed) -> None:
        async with self._database.transaction() as session:
            paused = await watches.closed_in(session, one.guild_id, one.channel_id)
            spoken = language((await guilds.settings(session, one.guild_id)).spoken)

        async def write(session: Session, opened: Sequence[Watch], left: Sequence[Watch]) -> None:
            still = await closed.lock(session, one.guild_id, one.channel_id)
            await closed.remove(session, one.guild_id, one.channel_id)
            await edits.reopen(session, one.guild_id, one.channel_id)
            if still is not None and still.told_in is not None and (opened or left):
                await self._put(
                    session,
                    one.guild_id,
                    still.told_in,
                    lambda nonce: channel_cards.opened(one.channel_id, opened, left, spoken, nonce),
                )

        await self._saver.reopen(one.guild_id, one.channel_id, paused, write)

    async def _put(
        self, session: Session, guild_id: int, channel_id: int, message: Callable[[str], Message]
    ) -> int:
        nonce = secrets.token_hex(12)
        [delivery_id] = await put(session, [Draft(guild_id, channel_id, nonce, message(nonce))], self._now())
        return delivery_id
