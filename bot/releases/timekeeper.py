"""Posts what was held, when its time has come: alone, or several releases in one message.

A held release is a row with a moment; all that looks at a clock is `queue_due`, which makes jobs of the rows
that are due. A job may run twice: what it posts, and that it is no longer held, is one transaction.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.db.engine import AWAY, Database, Session
from bot.guilds import store as guilds
from bot.guilds.model import GuildSettings
from bot.jobs.queue import enqueue
from bot.releases import announcing, roundup_posts
from bot.releases.deciding import folded
from bot.releases.filters import FilteredBy, outcome
from bot.releases.folding import family_of_first
from bot.releases.store import announced, families, held, outages
from bot.releases.store.announced import Candidate
from bot.releases.store.held import Held
from bot.releases.timing import STUCK, Cause, Outage, waits

POST = "post_held"
# How often the clock is looked at, in seconds.
LOOK_SECONDS = 1.0
_log = structlog.get_logger(__name__)
look_again = held.look_again


class Timekeeper:
    """Looks at the clock, and posts what is due; any number of processes may do so."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def run(self) -> None:
        """Queue what is due until cancelled."""
        while True:
            try:
                await self.queue_due()
            except AWAY as error:
                _log.warning("what is held waits for the database", error=str(error))
            await asyncio.sleep(LOOK_SECONDS)

    async def queue_due(self) -> None:
        """Make a job for each channel in which something is due."""
        async with self._database.transaction() as session:
            due = await held.take_due(session, self._now())
            await enqueue(session, POST, *({"guild": guild, "channel": channel} for guild, channel in due))

    async def post(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: post what is due in a channel, or hold it until later."""
        guild_id, channel_id = int(payload["guild"]), int(payload["channel"])
        async with self._database.transaction() as session:
            due = await held.due(session, guild_id, channel_id, self._now())
            await held.keep_watches(session, {one.watch.id for one in due})
            # Before the guild, as whoever announces does, so that two never wait for each other.
            for author in sorted({one.release.author for one in due}):
                await families.hold(session, author)
            await held.lock_guilds(session, [guild_id])
            if await held.has_left(session, guild_id):
                await held.let_go_all(session, guild_id)
                return
            due = await held.due(session, guild_id, channel_id, self._now())
            settings = await guilds.settings(session, guild_id)
            ready = await self._ready(session, due, settings, channel_id)
            for cause in dict.fromkeys(one.cause for one in ready):
                together = [one for one in ready if one.cause == cause]
                await self._post(session, cause, together, settings.spoken)
                await held.let_go_posted(
                    session, guild_id, channel_id, {one.release_id: one.watch.id for one in together}
                )

    async def _ready(
        self, session: Session, due: Sequence[Held], settings: GuildSettings, channel_id: int
    ) -> list[Held]:
        """What may be posted now, each release once; the rest is held on, or let go with the reason."""
        now = self._now()
        stuck = await outages.stuck(session, [channel_id], now - STUCK)
        there = await held.posted(session, channel_id, {one.release_id for one in due})
        ready: dict[int, Held] = {}
        for one in due:
            refusal = _refusal(one, is_there=one.release_id in there)
            if refusal is not None or one.watch.state == "paused":
                await announced.add_outcomes(session, one.release_id, [(one.watch, refusal)])
                await held.let_go(session, one.watch.guild_id, [one.id])
                continue
            wait = waits(
                one.watch.timing,
                settings,
                one.held_at,
                now,
                is_late=one.outage is not None,
                is_stuck=bool(stuck),
            )
            if wait is not None:
                late = Outage(stuck[channel_id], now, "discord") if wait.cause == "late" and stuck else None
                await held.wait_longer(session, one.id, wait, one.outage or late)
            else:
                ready.setdefault(one.release_id, one)
        return list(ready.values())

    async def _post(self, session: Session, cause: Cause, together: Sequence[Held], locale: str) -> None:
        rest = [one for one in together if not await self._folds(session, one, locale)]
        if not rest:
            return
        outage = next((_ended(one.outage, self._now()) for one in rest if one.outage), None)
        family = [rest[place] for place in family_of_first([one.release for one in rest])]
        if len(family) == len(rest):
            first, candidate = family[0], Candidate(family[0].watch, locale)
            await announcing.post(session, first.release_id, first.release, [candidate], self._now(), outage)
            for one in family[1:]:
                await self._folds(session, one, locale)
            return
        told = [(one.release_id, one.release, one.watch) for one in rest]
        await roundup_posts.post(session, cause, told, locale, self._now(), outage=outage)

    async def _folds(self, session: Session, one: Held, locale: str) -> bool:
        """Whether a post of its family tells of a release now."""
        candidate = Candidate(one.watch, locale)
        return not await folded(session, one.release_id, one.release, [candidate], self._now())


def _refusal(one: Held, *, is_there: bool) -> FilteredBy | None:
    """Why a held release is not posted after all: it, the watch or the channel is not as it was."""
    if one.is_gone:
        return FilteredBy("gone")
    found = outcome(one.release, one.watch.kinds, one.watch.filters)
    if isinstance(found, FilteredBy):
        return found
    return FilteredBy("duplicate") if is_there else None


def _ended(outage: Outage, now: datetime) -> Outage:
    """An outage of Discord has ended when something is posted again."""
    return outage if outage.of == "hub" else Outage(outage.since, now, "discord")
