"""Queries on what became of one repository, on the caller's session."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.tables import DeliveryRow
from bot.releases.filters import FilteredBy
from bot.releases.store import awaited, held, roundups
from bot.releases.store.announced import load
from bot.releases.tables import AnnouncementRow, KnownRepositoryRow, LivingPostRow, OutcomeRow, ReleaseRow
from bot.releases.verdicts import Sent, Trace


async def of_repository(session: AsyncSession, guild_id: int, repo_id: str) -> Trace:
    """What is kept of a repository, and of what this guild's watches did with it."""
    release = await session.scalar(
        select(ReleaseRow)
        .where(
            func.lower(ReleaseRow.repo_id) == repo_id.lower(),
            ReleaseRow.facts["revision"].astext.is_(None),
            ReleaseRow.facts["collected"].astext.is_(None),
        )
        .order_by(ReleaseRow.id.desc())
        .limit(1)
    )
    later = await _happened(session, guild_id, repo_id)
    first_seen_at = await session.scalar(
        select(KnownRepositoryRow.first_seen_at)
        .where(func.lower(KnownRepositoryRow.repo_id) == repo_id.lower())
        .limit(1)
    )
    if release is None:
        return Trace(first_seen_at=first_seen_at, sent=later)
    outcomes = await session.scalars(
        select(OutcomeRow).where(OutcomeRow.guild_id == guild_id, OutcomeRow.release_id == release.id)
    )
    return Trace(
        release.state,
        first_seen_at,
        load(release.facts),
        later | await _sent(session, guild_id, release),
        {row.watch_id: None if row.objection is None else _objection(row.objection) for row in outcomes},
        awaited=await awaited.of_release(session, guild_id, release.id),
        held=await held.of_release(session, guild_id, release.id),
        together=await roundups.of_release(session, guild_id, release.id),
    )


async def _happened(session: AsyncSession, guild_id: int, repo_id: str) -> dict[int, Sent]:
    """The last posts on what happened to a repository that was there: changes, additions to collections."""
    rows = await session.execute(
        select(AnnouncementRow.watch_id, DeliveryRow)
        .join(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
        .join(ReleaseRow, ReleaseRow.id == AnnouncementRow.release_id)
        .where(
            AnnouncementRow.guild_id == guild_id,
            func.lower(ReleaseRow.repo_id) == repo_id.lower(),
            or_(
                ReleaseRow.facts["revision"].astext.is_not(None),
                ReleaseRow.facts["collected"].astext.is_not(None),
            ),
        )
        .order_by(AnnouncementRow.id)
    )
    return {
        watch_id: Sent(delivery.message_id, delivery.failure)
        for watch_id, delivery in rows
        if watch_id is not None
    }


async def _sent(session: AsyncSession, guild_id: int, release: ReleaseRow) -> dict[int, Sent]:
    rows = await session.execute(
        select(AnnouncementRow.watch_id, DeliveryRow)
        .join(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
        .where(
            AnnouncementRow.guild_id == guild_id,
            AnnouncementRow.release_id == release.id,
        )
    )
    sent = {row[0]: row[1] for row in rows if row[0] is not None}
    made_for = await _made_for(session, [delivery.id for delivery in sent.values()])
    return {
        watch_id: Sent(
            delivery.message_id,
            delivery.failure,
            None if made_for.get(delivery.id) == release.repo_id else made_for.get(delivery.id),
            delivery.edit_failure,
            delivery.thread_id,
            delivery.crosspost,
            delivery.is_discussed,
        )
        for watch_id, delivery in sent.items()
    }


async def _made_for(session: AsyncSession, delivery_ids: Collection[int]) -> dict[int, str]:
    """By living post the repository that it was made for: the first one that it told of."""
    first = (
        select(func.min(AnnouncementRow.id))
        .join(LivingPostRow, LivingPostRow.delivery_id == AnnouncementRow.delivery_id)
        .where(AnnouncementRow.delivery_id.in_(delivery_ids))
        .group_by(AnnouncementRow.delivery_id)
    )
    rows = await session.execute(
        select(AnnouncementRow.delivery_id, ReleaseRow.repo_id)
        .join(ReleaseRow, ReleaseRow.id == AnnouncementRow.release_id)
        .where(AnnouncementRow.id.in_(first))
    )
    return {row.delivery_id: row.repo_id for row in rows}


def _objection(stored: dict[str, Any]) -> FilteredBy:
    return FilteredBy(stored["reason"], tuple(stored["found"]))
