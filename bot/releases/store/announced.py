"""Queries on releases and their announcements, on the caller's session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.tables import GuildRow
from bot.outbox.tables import DeliveryRow
from bot.releases.model import Kind, Release, Watch
from bot.releases.store import watches
from bot.releases.tables import AnnouncementRow, ReleaseRow, WatchRow

_RELEASE: TypeAdapter[Release] = TypeAdapter(Release)


@dataclass(frozen=True)
class Target:
    """A channel that wants a release, and the language of its guild."""

    watch_id: int
    guild_id: int
    channel_id: int
    locale: str


async def add_releases(session: AsyncSession, found: Sequence[Release], now: datetime) -> list[int]:
    """Insert releases that were not there; the ids of those that are new."""
    if not found:
        return []
    rows = [
        {
            "kind": release.kind,
            "key": release.key,
            "repo_id": release.repo_id,
            "author": release.author,
            "facts": _dump(release),
            "state": "found",
            "found_at": now,
        }
        for release in found
    ]
    ids = await session.scalars(
        insert(ReleaseRow).values(rows).on_conflict_do_nothing().returning(ReleaseRow.id)
    )
    return list(ids)


async def unannounced(session: AsyncSession, release_id: int, *, lock: bool = False) -> Release | None:
    """A release that is found and not announced yet, locked until the transaction ends if asked."""
    query = select(ReleaseRow.facts).where(ReleaseRow.id == release_id, ReleaseRow.state == "found")
    facts = await session.scalar(query.with_for_update() if lock else query)
    return None if facts is None else _RELEASE.validate_python(facts)


async def mark_announced(session: AsyncSession, release_id: int, facts: Release) -> None:
    """Note that the announcements of a release are in the outbox, with the facts that they tell."""
    await session.execute(
        update(ReleaseRow)
        .where(ReleaseRow.id == release_id)
        .values(state="announced", facts=_dump(facts), repo_id=facts.repo_id)
    )


async def mark_gone(session: AsyncSession, release_id: int) -> None:
    """Note that a release disappeared before it was announced."""
    await session.execute(update(ReleaseRow).where(ReleaseRow.id == release_id).values(state="gone"))


async def targets(session: AsyncSession, author: str, kind: Kind) -> list[Target]:
    """Every channel, of all guilds that the bot is in, that wants releases of this kind by this author."""
    rows = await session.execute(
        select(WatchRow.id, WatchRow.guild_id, WatchRow.channel_id, GuildRow.locale)
        .join(GuildRow, GuildRow.id == WatchRow.guild_id)
        .where(
            WatchRow.author == author,
            WatchRow.state == "active",
            WatchRow.kinds.contains([kind]),
            GuildRow.left_at.is_(None),
        )
        .order_by(WatchRow.id)
    )
    return [Target(*row) for row in rows]


async def add_announcements(
    session: AsyncSession, release_id: int, announced: Sequence[tuple[Target, int]]
) -> None:
    """Note which delivery tells each target of a release."""
    if announced:
        await session.execute(
            insert(AnnouncementRow),
            [
                {
                    "guild_id": target.guild_id,
                    "channel_id": target.channel_id,
                    "release_id": release_id,
                    "watch_id": target.watch_id,
                    "delivery_id": delivery_id,
                }
                for target, delivery_id in announced
            ],
        )


async def announced_with(
    session: AsyncSession, guild_id: int, nonce: str
) -> tuple[Release, Watch | None] | None:
    """The release that a message of this guild tells of, and its watch if that is still there."""
    row = (
        await session.execute(
            select(ReleaseRow.facts, WatchRow)
            .select_from(AnnouncementRow)
            .join(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
            .join(ReleaseRow, ReleaseRow.id == AnnouncementRow.release_id)
            .outerjoin(WatchRow, WatchRow.id == AnnouncementRow.watch_id)
            .where(AnnouncementRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
        )
    ).one_or_none()
    if row is None:
        return None
    facts, row_of_watch = row
    return _RELEASE.validate_python(facts), None if row_of_watch is None else watches.from_row(row_of_watch)


def _dump(release: Release) -> dict[str, Any]:
    dumped: dict[str, Any] = _RELEASE.dump_python(release, mode="json")
    return dumped
