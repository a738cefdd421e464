"""Queries on how the bot fares, on the caller's session."""

from typing import cast

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.model import Failure
from bot.outbox.tables import DeliveryRow
from bot.releases.model import Source, SourceKind
from bot.releases.tables import AnnouncementRow, ReleaseRow, WatchRow
from bot.status.model import GivenUp, LastPost


async def last_posts(session: AsyncSession, guild_id: int) -> list[LastPost]:
    """The guild's watches, each with its last post."""
    rows = await session.execute(
        select(WatchRow.source_kind, WatchRow.source, WatchRow.channel_id, func.max(DeliveryRow.sent_at))
        .outerjoin(AnnouncementRow, AnnouncementRow.watch_id == WatchRow.id)
        .outerjoin(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
        .where(WatchRow.guild_id == guild_id)
        .group_by(WatchRow.id)
        .order_by(WatchRow.source_kind, WatchRow.source, WatchRow.id)
    )
    return [
        LastPost(Source(cast("SourceKind", kind), value), channel_id, posted_at)
        for kind, value, channel_id, posted_at in rows
    ]


async def given_up(
    session: AsyncSession, guild_id: int, limit: int, up_to: int | None = None
) -> list[GivenUp]:
    """The guild's newest posts that were given up; private messages to members are nobody else's matter."""
    name = func.coalesce(ReleaseRow.facts["paper"]["title"].astext, ReleaseRow.repo_id)
    query = (
        select(DeliveryRow, func.array_agg(aggregate_order_by(name, AnnouncementRow.id)))
        .join(AnnouncementRow, AnnouncementRow.delivery_id == DeliveryRow.id)
        .join(ReleaseRow, ReleaseRow.id == AnnouncementRow.release_id)
        .where(DeliveryRow.guild_id == guild_id, DeliveryRow.state == "failed")
        .group_by(DeliveryRow.id)
    )
    if up_to is not None:
        query = query.where(DeliveryRow.id <= up_to)
    rows = await session.execute(query.order_by(DeliveryRow.id.desc()).limit(limit))
    return [
        GivenUp(row.id, row.channel_id, row.created_at, cast("Failure", row.failure), tuple(names))
        for row, names in rows
    ]


async def waiting(session: AsyncSession, guild_id: int | None = None) -> int:
    """Deliveries that are on their way, to one guild or (for the operator) to all."""
    query = select(func.count()).where(DeliveryRow.state.in_(("waiting", "sending")))
    if guild_id is not None:
        query = query.where(DeliveryRow.guild_id == guild_id)
    return await session.scalar(query) or 0
