"""Queries on what is known of the Hub, on the caller's session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Boolean, delete, func, literal_column, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.releases.model import ReadList, RepositoryKind
from bot.releases.tables import FeedRow, KnownRepositoryRow, WatchedListRow, WatchRow

# One number for "the watched lists" among the advisory locks of the server.
_LISTS = 0x65737361695F6C73
# PostgreSQL's way to tell, after an upsert, an inserted row from an updated one.
_INSERTED = literal_column("xmax = 0", Boolean)


@dataclass(frozen=True)
class Seen:
    """A repository in one of the Hub's lists."""

    kind: RepositoryKind
    key: str
    repo_id: str
    author: str


async def read_lists(session: AsyncSession, authors: Collection[str]) -> list[ReadList]:
    """The lists of these authors that are watched."""
    rows = await session.scalars(select(WatchedListRow).where(WatchedListRow.author.in_(authors)))
    return [_read_list(row) for row in rows]


async def watched_kinds(session: AsyncSession) -> list[RepositoryKind]:
    """The kinds that anybody watches."""
    found = await session.scalars(select(WatchedListRow.kind).distinct())
    return [cast("RepositoryKind", kind) for kind in found]


async def take_due_list(session: AsyncSession, now: datetime, again_at: datetime) -> ReadList | None:
    """The list that is due for the longest, or None; unless `list_was_read` is told, it is due at `again_at`.

    Locked rows are skipped, so that several processes never take the same one.
    """
    row = await session.scalar(
        select(WatchedListRow)
        .where(WatchedListRow.due_at <= now)
        .order_by(WatchedListRow.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.due_at = again_at
    return _read_list(row)


async def list_was_read(
    session: AsyncSession, watched: ReadList, now: datetime, due_at: datetime, released_at: datetime | None
) -> None:
    """Note that a list was read to its end, when it is due again, and when something last appeared in it."""
    await session.execute(
        update(WatchedListRow)
        .where(WatchedListRow.author == watched.author, WatchedListRow.kind == watched.kind)
        .values(looked_at=now, due_at=due_at, released_at=released_at)
    )


async def expect_more(
    session: AsyncSession, lists: Collection[tuple[str, RepositoryKind]], now: datetime
) -> None:
    """Something appeared in these lists: they are due at once, since a release seldom comes alone."""
    if not lists:
        return
    rows = await session.scalars(
        select(WatchedListRow)
        .where(tuple_(WatchedListRow.author, WatchedListRow.kind).in_(sorted(lists)))
        # In one order, so that two processes never wait for each other.
        .order_by(WatchedListRow.author, WatchedListRow.kind)
        .with_for_update()
    )
    for row in rows:
        row.due_at, row.released_at = min(row.due_at, now), now


async def count_lists(
    session: AsyncSession, recent_since: datetime
) -> dict[tuple[RepositoryKind, bool], int]:
    """How many lists of each kind there are, with and without something that appeared since then."""
    recent = func.coalesce(WatchedListRow.released_at >= recent_since, False)
    rows = await session.execute(select(WatchedListRow.kind, recent, func.count()).group_by("kind", recent))
    return {(cast("RepositoryKind", kind), bool(is_recent)): count for kind, is_recent, count in rows}


async def are_known(session: AsyncSession, kind: RepositoryKind, keys: Collection[str]) -> bool:
    """Whether any of these repositories is known."""
    found = select(KnownRepositoryRow.key).where(
        KnownRepositoryRow.kind == kind, KnownRepositoryRow.key.in_(keys)
    )
    return bool(await session.scalar(select(found.exists())))


async def add_list(
    session: AsyncSession, author: str, kind: RepositoryKind, horizon_at: datetime | None, now: datetime
) -> None:
    """Note that a list is watched from now on."""
    await session.execute(
        insert(WatchedListRow)
        .values(author=author, kind=kind, baseline_at=now, horizon_at=horizon_at, looked_at=now, due_at=now)
        .on_conflict_do_nothing()
    )


async def hold_lists(session: AsyncSession) -> None:
    """Let nobody else add or forget lists until the transaction ends.

    Otherwise one transaction could rely on a list that another, which does not see its watch yet, forgets.
    """
    await session.execute(select(func.pg_advisory_xact_lock(_LISTS)))


async def forget_unwatched_lists(session: AsyncSession) -> None:
    """Stop reading lists that no active watch needs; a later watch begins with a silent look again."""
    await hold_lists(session)
    needed = (
        select(WatchRow.id)
        .where(
            WatchRow.source_kind == "author",
            WatchRow.source == WatchedListRow.author,
            WatchRow.state == "active",
            WatchRow.kinds.contains(func.jsonb_build_array(WatchedListRow.kind)),
        )
        .exists()
    )
    await session.execute(delete(WatchedListRow).where(~needed))


async def learn(
    session: AsyncSession, repositories: Sequence[Seen], now: datetime
) -> set[tuple[RepositoryKind, str]]:
    """Note repositories as known; the (kind, key) of those that were not. Renamed ones get their new name."""
    if not repositories:
        return set()
    new = insert(KnownRepositoryRow).values(
        [
            {
                "kind": seen.kind,
                "key": seen.key,
                "repo_id": seen.repo_id,
                "author": seen.author,
                "first_seen_at": now,
            }
            # Sorted, so that two processes that learn the same ones take their locks in the same order.
            for seen in sorted(repositories, key=lambda seen: (seen.kind, seen.key))
        ]
    )
    found = await session.execute(
        new.on_conflict_do_update(
            index_elements=[KnownRepositoryRow.kind, KnownRepositoryRow.key],
            set_={"repo_id": new.excluded.repo_id, "author": new.excluded.author},
            where=KnownRepositoryRow.repo_id != new.excluded.repo_id,
        ).returning(KnownRepositoryRow.kind, KnownRepositoryRow.key, _INSERTED)
    )
    return {(cast("RepositoryKind", kind), key) for kind, key, inserted in found if inserted}


async def newest_read(session: AsyncSession, kind: RepositoryKind) -> datetime | None:
    """Creation date of the newest repository that the feed of this kind has shown."""
    return await session.scalar(select(FeedRow.newest_created_at).where(FeedRow.kind == kind))


async def note_newest(session: AsyncSession, kind: RepositoryKind, newest_created_at: datetime) -> None:
    """Remember how far the feed was read; it never goes back."""
    new = insert(FeedRow).values(kind=kind, newest_created_at=newest_created_at)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[FeedRow.kind],
            set_={
                "newest_created_at": func.greatest(FeedRow.newest_created_at, new.excluded.newest_created_at)
            },
        )
    )


def _read_list(row: WatchedListRow) -> ReadList:
    return ReadList(row.author, cast("RepositoryKind", row.kind), row.horizon_at, row.released_at)
