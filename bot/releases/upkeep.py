"""Watches that are there: pause, resume, copy, and a test post."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.db.engine import Database, Session
from bot.errors import BadRequest, TryLater
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.jobs.worker import Again
from bot.message import Message
from bot.outbox.service import put
from bot.releases import losing, upkeep_cards, watch_cards
from bot.releases.announcing import Announcer
from bot.releases.drafting import no_such_watch
from bot.releases.filters import PASSED, outcome
from bot.releases.looking import Latest
from bot.releases.model import Watch
from bot.releases.place import Place, fitted, require_tags
from bot.releases.saving import Saver, pause
from bot.releases.sending import test_of
from bot.releases.store import lists, watches
from bot.texts import Language, language, later

# Seconds until a watch whose pause is over is tried again while the Hub does not answer.
RETRY_SECONDS = 60.0


class UpkeepService:
    """Looks after the watches of one guild at a time. Raises BadRequest for a watch that is not there."""

    def __init__(
        self,
        database: Database,
        saver: Saver,
        latest: Latest,
        announcer: Announcer,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._saver = saver
        self._latest = latest
        self._announcer = announcer
        self._now = now

    async def watch(self, guild_id: int, watch_id: int) -> Watch:
        """One of the guild's watches."""
        async with self._database.transaction() as session:
            return await _watch(session, guild_id, watch_id)

    async def pause(
        self, guild_id: int, watch_id: int, hours: int | None, by: int, reader: Language
    ) -> Message:
        """Announce nothing for some hours, or until it is resumed; the job that resumes it is stored too."""
        until = None if hours is None else self._now() + timedelta(hours=hours)
        async with self._database.transaction() as session:
            watch = await _watch(session, guild_id, watch_id)
            await pause(session, guild_id, watch_id, until, by, self._now())
        return upkeep_cards.paused(watch, until, reader)

    async def resume(self, guild_id: int, watch_id: int, by: int, reader: Language) -> Message:
        """Announce again from now on. Raises TryLater while the Hub does not answer."""
        watch = await self.watch(guild_id, watch_id)
        if watch.state == "paused":
            await self._saver.resume(watch, by)
        return watch_cards.watching(watch.plan, reader)

    async def resume_due(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: resume a watch unless somebody has resumed or paused it otherwise since.

        Raises Again while the Hub does not answer.
        """
        async with self._database.transaction() as session:
            watch = await watches.one(session, int(payload["guild"]), int(payload["watch"]))
        if watch is None or watch.paused_until != datetime.fromisoformat(str(payload["until"])):
            return
        try:
            await self._saver.end_pause(watch, losing.note)
        except TryLater as error:
            raise Again(RETRY_SECONDS, str(error)) from error

    async def copy(
        self, guild: Guild, watch_id: int, channel_id: int, place: Place, by: int, reader: Language
    ) -> Message:
        """The same in another channel; a watch on the same source there gets its plan. Raises BadRequest."""
        watch = await self.watch(guild.id, watch_id)
        posting = fitted(watch.posting, place)
        require_tags(posting, place, channel_id)
        plan = replace(watch.plan, channel_id=channel_id, posting=posting)
        await self._saver.save(guild, [plan], by, "copied")
        return watch_cards.watching(plan, reader)

    async def test(self, guild: Guild, watch_id: int, reader: Language) -> Message:
        """Post the latest release that the watch lets through, marked as a test. Raises BadRequest."""
        watch = await self.watch(guild.id, watch_id)
        fitting = [
            release
            for release in await self._latest.releases(watch.source, watch.kinds)
            if outcome(release, watch.kinds, watch.filters) == PASSED
        ]
        if not fitting:
            raise BadRequest(
                later("Nothing on the Hub passes this watch yet, so there is nothing to show as a test.")
            )
        release, nonce = await self._announcer.sample(fitting[0]), secrets.token_hex(12)
        async with self._database.transaction() as session:
            spoken = (await guilds.settings(session, guild.id)).spoken
            message = upkeep_cards.test_post(release, language(spoken), nonce)
            await put(session, [test_of(watch, release, message, nonce)], self._now())
        return upkeep_cards.test_sent(watch, reader)

    async def forget_lists(self) -> None:
        """The chore: stop reading lists whose last watch went with its guild."""
        async with self._database.transaction() as session:
            await lists.forget_unwatched(session)


async def _watch(session: Session, guild_id: int, watch_id: int) -> Watch:
    watch = await watches.one(session, guild_id, watch_id)
    if watch is None:
        raise no_such_watch()
    return watch
