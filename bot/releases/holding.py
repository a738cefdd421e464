"""Whether a release is posted now, later, or beside others: decided in the transaction that announces it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.db.engine import Session
from bot.guilds import store as guilds
from bot.releases.model import Watch
from bot.releases.store import held, outages
from bot.releases.store.announced import Candidate
from bot.releases.timing import (
    CHANNEL_WINDOW,
    STUCK,
    WINDOWS,
    Lately,
    Outage,
    Overflow,
    Wait,
    overflow,
    waits,
)

Waiting: TypeAlias = tuple[Watch, Wait, Outage | None]


@dataclass(frozen=True)
class Sorted:
    """The watches that post a release now, one in a channel, and those that wait where nobody posts it now.

    A waiting one says until when, and what makes it late. Those `over` a cap tell of it in a message that
    takes what is beyond.
    """

    now: list[Candidate]
    waiting: list[Waiting]
    over: list[tuple[Candidate, Overflow]]

    @property
    def watch_ids(self) -> set[int]:
        """All that do something with the release."""
        told = [*self.now, *(one for one, _ in self.over)]
        return {one.watch.id for one in told} | {watch.id for watch, _, _ in self.waiting}


async def sort(session: Session, wanted: Sequence[Candidate], outage: Outage | None, now: datetime) -> Sorted:
    """Who of those that want a release posts it now, the first of each channel.

    Where all of a channel wait, each is kept: when the time comes, the first may want it no longer.
    Nobody else decides for their guilds until the transaction ends.
    """
    guild_ids, channel_ids = {one.watch.guild_id for one in wanted}, {one.watch.channel_id for one in wanted}
    await held.lock_guilds(session, guild_ids)
    settings = await guilds.settings_of(session, guild_ids)
    stuck = await outages.stuck(session, channel_ids, now - STUCK)
    at_once: dict[int, Candidate] = {}
    waiting: list[Waiting] = []
    for one in wanted:
        watch, since = one.watch, stuck.get(one.watch.channel_id)
        wait = waits(
            watch.timing,
            settings[watch.guild_id],
            now,
            now,
            is_late=outage is not None,
            is_stuck=since is not None,
        )
        if wait is None:
            at_once.setdefault(watch.channel_id, one)
        else:
            is_stuck = since is not None and wait.cause == "late"
            late = Outage(since or now, now, "discord") if is_stuck else outage
            waiting.append((watch, wait, late))
    waiting = [one for one in waiting if one[0].channel_id not in at_once]
    posts, over = await _within_caps(session, list(at_once.values()), now)
    return Sorted(posts, waiting, over)


async def _within_caps(
    session: Session, wanted: Sequence[Candidate], now: datetime
) -> tuple[list[Candidate], list[tuple[Candidate, Overflow]]]:
    """Those for which there is room, and the others."""
    longest = max((WINDOWS[one.watch.timing.window] for one in wanted), default=WINDOWS[CHANNEL_WINDOW])
    lately = await held.lately(session, {one.watch.channel_id for one in wanted}, now - longest)
    posts, over = [], []
    for one in wanted:
        watch = one.watch
        full = overflow(lately.get(watch.channel_id, Lately()), watch.id, watch.timing, now)
        if full is None:
            posts.append(one)
        else:
            over.append((one, full))
    return posts, over
