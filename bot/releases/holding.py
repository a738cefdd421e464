"""Whether a release is posted now, later, or beside others: decided in the transaction that announces it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.db.engine import Session
from bot.guilds import store as guilds
from bot.releases.model import Watch
from bot.releases.store import held
from bot.releases.store.announced import Candidate
from bot.releases.timing import STUCK, Outage, Wait, waits

Waiting: TypeAlias = tuple[Watch, Wait, Outage | None]


@dataclass(frozen=True)
class Sorted:
    """The watches that post a release now, and those that wait: until when, and what makes it late."""

    now: list[Candidate]
    waiting: list[Waiting]


async def sort(session: Session, wanted: Sequence[Candidate], outage: Outage | None, now: datetime) -> Sorted:
    """Who of those that want a release posts it now; nobody else decides for their guilds meanwhile.

    A channel in which one watch posts at once needs no other one to wait.
    """
    guild_ids = {one.watch.guild_id for one in wanted}
    await held.lock_guilds(session, guild_ids)
    settings = await guilds.settings_of(session, guild_ids)
    stuck = await held.stuck(session, {one.watch.channel_id for one in wanted}, now - STUCK)
    at_once: list[Candidate] = []
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
            at_once.append(one)
        else:
            late = outage if since is None else Outage(since, now, "discord")
            waiting.append((watch, wait, late))
    served = {one.watch.channel_id for one in at_once}
    return Sorted(at_once, [one for one in waiting if one[0].channel_id not in served])
