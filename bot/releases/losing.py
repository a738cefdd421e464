"""Watches whose pause is over and whose source is gone from the Hub: moderators are told, once."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog

from bot.db.engine import Database, Session
from bot.guilds import store as guilds
from bot.jobs.queue import enqueue
from bot.jobs.worker import Again
from bot.outbox import store as outbox
from bot.outbox.model import Draft
from bot.outbox.service import put
from bot.releases import channel_cards
from bot.releases.channels import RETRY_SECONDS, Reach
from bot.releases.model import Watch
from bot.releases.store import closed, watches
from bot.releases.store.watches import SOURCE_GONE
from bot.texts import language

TELL = "tell_lost"
_log = structlog.get_logger(__name__)


async def note(session: Session, watch: Watch) -> None:
    """Queue that moderators are told of a watch that stays paused."""
    until = None if watch.paused_until is None else watch.paused_until.isoformat()
    await enqueue(session, TELL, {"guild": watch.guild_id, "watch": watch.id, "until": until})


class Losing:
    """Tells moderators."""

    def __init__(self, database: Database, reach: Reach, now: Callable[[], datetime]) -> None:
        self._database = database
        self._reach = reach
        self._now = now

    async def tell(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: tell moderators of one watch, once. Raises Again while Discord is not heard."""
        if not self._reach.is_ready():
            raise Again(RETRY_SECONDS, "Discord has not told of its servers yet")
        guild_id, watch_id = int(payload["guild"]), int(payload["watch"])
        async with self._database.transaction() as session:
            watch = await watches.one(session, guild_id, watch_id)
            if watch is None:
                return
            settings = await guilds.settings(session, guild_id)
            creator = await closed.creator(session, guild_id, watch.channel_id)
        preferred = [] if settings.default_channel_id is None else [settings.default_channel_id]
        where = await self._reach.moderators(guild_id, preferred, creator, watch.channel_id)
        if where is None:
            _log.warning("nobody can be told of a lost source", guild=guild_id, watch=watch_id)
            return
        # The same whenever the job runs again, so that a second notice is never stored.
        nonce = hashlib.sha256(f"lost/{watch_id}/{payload['until']}".encode()).hexdigest()[:24]
        async with self._database.transaction() as session:
            await watches.lock(session, guild_id)
            watch = await watches.one(session, guild_id, watch_id)
            if watch is None or watch.pause_reason != SOURCE_GONE or await outbox.is_there(session, nonce):
                return
            message = channel_cards.lost(watch, language(settings.spoken), nonce)
            await put(session, [Draft(guild_id, where, nonce, message)], self._now())
