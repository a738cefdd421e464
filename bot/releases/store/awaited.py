"""Queries on releases that wait for more likes, on the caller's session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among
from bot.releases.model import Count, Filters, Kind, Watch
from bot.releases.store import watches
from bot.releases.tables import AwaitedRow, ReleaseRow, WatchRow

# Rows that are deleted in one statement, which takes no more than 32,767 values.
CHUNK = 1_000


@dataclass(frozen=True)
class Awaited:
    """A release that somebody waits for until it has the `least` likes, with the count that was seen last."""

    release_id: int
    kind: Kind
    key: str
    least: Filters
    seen: Count


async def keep(
    session: AsyncSession, release_id: int, waiting: Sequence[Watch], seen: Count, until: datetime
) -> None:
    """Let these watches wait for a release; who waits already does not wait longer."""
    if not waiting:
        return
    new = insert(AwaitedRow)
    values = {"likes": new.excluded.likes, "trending_score": new.excluded.trending_score}
    keys = [AwaitedRow.release_id, AwaitedRow.watch_id]
    # Not in one statement, which takes no more than 32,767 values.
    await session.execute(
        new.on_conflict_do_update(index_elements=keys, set_=values),
        [
            {
                "release_id": release_id,
                "watch_id": watch.id,
                "guild_id": watch.guild_id,
                "until": until,
                "likes": seen.likes,
                "trending_score": seen.trending_score,
            }
            for watch in waiting
        ],
    )


async def of_repositories(
    session: AsyncSession, identities: Collection[tuple[Kind, str]], now: datetime
) -> list[Awaited]:
    """What is awaited of these repositories; once for all the watches that wait for the same."""
    least = [WatchRow.filters[name].as_integer() for name in ("least_likes", "least_trending")]
    seen = (AwaitedRow.likes, AwaitedRow.trending_score)
    rows = await session.execute(
        select(AwaitedRow.release_id, ReleaseRow.kind, ReleaseRow.key, *seen, *least)
        .join(ReleaseRow, ReleaseRow.id == AwaitedRow.release_id)
        .join(WatchRow, WatchRow.id == AwaitedRow.watch_id)
        .where(AwaitedRow.until > now, tuple_(ReleaseRow.kind, ReleaseRow.key).in_(sorted(identities)))
        .distinct()
    )
    return [
        Awaited(
            release_id,
            cast("Kind", kind),
            key,
            Filters(least_likes=least_likes, least_trending=least_trending),
            Count(likes, trending_score),
        )
        for release_id, kind, key, likes, trending_score, least_likes, least_trending in rows
    ]


async def saw(session: AsyncSession, release_id: int, seen: Count) -> None:
    """Note how much a release is liked now."""
    values = {"likes": seen.likes, "trending_score": seen.trending_score}
    await session.execute(update(AwaitedRow).where(AwaitedRow.release_id == release_id).values(values))


async def waiting_for(session: AsyncSession, release_id: int) -> set[int]:
    """The watches that wait for a release."""
    query = select(AwaitedRow.watch_id).where(AwaitedRow.release_id == release_id)
    return set(await session.scalars(query.with_for_update()))


async def let_go(session: AsyncSession, release_id: int, watch_ids: Collection[int]) -> None:
    """Wait no longer."""
    await session.execute(
        delete(AwaitedRow).where(AwaitedRow.release_id == release_id, among(AwaitedRow.watch_id, watch_ids))
    )


async def take_expired(session: AsyncSession, now: datetime) -> list[tuple[int, Watch, Count]]:
    """What was awaited for too long, with its count; it is forgotten."""
    rows = await session.execute(
        select(AwaitedRow, WatchRow)
        .join(WatchRow, WatchRow.id == AwaitedRow.watch_id)
        .where(AwaitedRow.until <= now)
        .with_for_update(of=AwaitedRow, skip_locked=True)
    )
    found = [
        (row.release_id, watches.from_row(watch), Count(row.likes, row.trending_score)) for row, watch in rows
    ]
    expired = tuple_(AwaitedRow.release_id, AwaitedRow.watch_id)
    for start in range(0, len(found), CHUNK):
        keys = [(release_id, watch.id) for release_id, watch, _ in found[start : start + CHUNK]]
        await session.execute(delete(AwaitedRow).where(expired.in_(keys)))
    return found


async def of_release(
    session: AsyncSession, guild_id: int, release_id: int
) -> dict[int, tuple[Count, datetime]]:
    """By watch of a guild that waits for a release: the count seen last, and how long it waits."""
    rows = await session.scalars(
        select(AwaitedRow).where(AwaitedRow.guild_id == guild_id, AwaitedRow.release_id == release_id)
    )
    return {row.watch_id: (Count(row.likes, row.trending_score), row.until) for row in rows}
