"""Releases that have too few likes yet: counted again where they appear, and announced when they have them.

The lists of the Hub that are read anyway say how many likes each repository has, so waiting costs no request.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.db.engine import Session
from bot.hub.models import Repository
from bot.jobs.queue import enqueue
from bot.releases.filters import FilteredBy, esteem, may_grow, objections
from bot.releases.model import Count, Kind, Release, Watch
from bot.releases.store import announced, awaited

GROWN = "announce_grown"
PATIENCE = timedelta(days=7)
Refused = tuple[Watch, FilteredBy | None]


async def keep(
    session: Session, release_id: int, release: Release, refused: Sequence[Refused], now: datetime
) -> list[Refused]:
    """Let the watches wait that lack nothing but likes, and give the others with their reasons."""
    waiting = [
        watch
        for watch, reason in refused
        if reason is not None
        and watch.state == "active"
        and may_grow(objections(release, watch.kinds, watch.filters))
    ]
    until = release.seen_at + PATIENCE
    if until <= now:
        return list(refused)
    await awaited.keep(session, release_id, waiting, _count(release), until)
    ids = {watch.id for watch in waiting}
    return [(watch, reason) for watch, reason in refused if watch.id not in ids]


async def notice(session: Session, repositories: Sequence[Repository], now: datetime) -> None:
    """Queue the announcement of what has enough likes now for somebody who waits for it."""
    seen: dict[tuple[Kind, str], Count] = {(one.kind, one.key): _seen(one) for one in repositories}
    if not seen:
        return
    changed: dict[int, Count] = {}
    grown: dict[int, Count] = {}
    for one in await awaited.of_repositories(session, seen.keys(), now):
        count = seen[one.kind, one.key]
        if count.likes is None:
            continue
        if count != one.seen:
            changed[one.release_id] = count
        if not esteem(one.least, count.likes, count.trending_score):
            grown[one.release_id] = count
    for release_id, count in sorted(changed.items()):
        await awaited.saw(session, release_id, count)
    jobs = (
        {"release": release_id, "likes": count.likes, "trending": count.trending_score}
        for release_id, count in grown.items()
    )
    await enqueue(session, GROWN, *jobs)


async def give_up(session: Session, now: datetime) -> None:
    """Wait no longer for what had its time; the reason is kept."""
    outcomes: dict[int, list[Refused]] = defaultdict(list)
    for release_id, watch, count in await awaited.take_expired(session, now):
        short = esteem(watch.filters, count.likes, count.trending_score)
        outcomes[release_id].append((watch, short[0] if short else None))
    for release_id, refused in outcomes.items():
        await announced.add_outcomes(session, release_id, refused)


def _count(release: Release) -> Count:
    return Count(release.likes, release.trending_score)


def _seen(repository: Repository) -> Count:
    score = repository.trending_score
    return Count(repository.likes, None if score is None else int(score))
