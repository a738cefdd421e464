"""Queries on what became of one repository, on the caller's session."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.tables import DeliveryRow
from bot.releases.filters import FilteredBy
from bot.releases.tables import AnnouncementRow, KnownRepositoryRow, OutcomeRow, ReleaseRow
from bot.releases.verdicts import Sent, Trace


async def of_repository(session: AsyncSession, guild_id: int, repo_id: str) -> Trace:
    """What is kept of a repository, and of what this guild's watches did with it."""
    release = await session.scalar(
        select(ReleaseRow)
        .where(func.lower(ReleaseRow.repo_id) == repo_id.lower())
        .order_by(ReleaseRow.id.desc())
        .limit(1)
    )
    first_seen_at = await session.scalar(
        select(KnownRepositoryRow.first_seen_at)
        .where(func.lower(KnownRepositoryRow.repo_id) == repo_id.lower())
        .limit(1)
    )
    if release is None:
        return Trace(first_seen_at=first_seen_at)
    sent = await session.execute(
        select(AnnouncementRow.watch_id, DeliveryRow.message_id, DeliveryRow.failure)
        .join(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
        .where(AnnouncementRow.guild_id == guild_id, AnnouncementRow.release_id == release.id)
    )
    outcomes = await session.scalars(
        select(OutcomeRow).where(OutcomeRow.guild_id == guild_id, OutcomeRow.release_id == release.id)
    )
    return Trace(
        release.state,
        first_seen_at,
        {watch_id: Sent(message_id, failure) for watch_id, message_id, failure in sent if watch_id},
        {row.watch_id: None if row.objection is None else _objection(row.objection) for row in outcomes},
    )


def _objection(stored: dict[str, Any]) -> FilteredBy:
    return FilteredBy(stored["reason"], tuple(stored["found"]))
