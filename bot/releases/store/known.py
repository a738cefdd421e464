"""Queries on which repositories are known and how far the feeds were read, on the caller's session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Boolean, delete, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.releases.model import RepositoryKind
from bot.releases.tables import FeedRow, KnownRepositoryRow

# PostgreSQL's way to tell, after an upsert, an inserted row from an updated one.
_INSERTED = literal_column("xmax = 0", Boolean)


@dataclass(frozen=True)
class Seen:
    """A repository in one of the Hub's lists."""

    kind: RepositoryKind
    key: str
    repo_id: str
    author: str


async def are_known(session: AsyncSession, kind: RepositoryKind, keys: Collection[str]) -> bool:
    """Whether any of these repositories is known."""
    found = select(KnownRepositoryRow.key).where(
        KnownRepositoryRow.kind == kind, KnownRepositoryRow.key.in_(keys)
    )
    return bool(await session.scalar(select(found.exists())))


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


async def forget(session: AsyncSession, kind: str, key: str) -> None:
    """Let a repository be unknown again."""
    await session.execute(
        delete(KnownRepositoryRow).where(KnownRepositoryRow.kind == kind, KnownRepositoryRow.key == key)
    )


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
