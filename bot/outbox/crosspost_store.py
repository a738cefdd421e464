"""Queries on crossposts, on the caller's session."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.model import TOO_LATE
from bot.outbox.tables import DeliveryRow


@dataclass(frozen=True)
class Booked:
    """A message that has a place among those that Discord passes on."""

    channel_id: int
    message_id: int


async def book(
    session: AsyncSession, delivery_id: int, now: datetime, most: int, within: timedelta
) -> Booked | datetime | None:
    """A place for a delivery's crosspost, or when there will be one; None when there is nothing to do.

    `most` have a place in a channel within a stretch of time.
    """
    row = await session.scalar(select(DeliveryRow).where(DeliveryRow.id == delivery_id).with_for_update())
    if row is None or row.crosspost not in ("wanted", "booked") or row.message_id is None:
        return None
    if row.crosspost_at is None or now - row.crosspost_at >= within:
        if now - (row.sent_at or now) > TOO_LATE:
            row.crosspost = "given_up"
            return None
        free_at = await _free_at(session, row.channel_id, now, most, within)
        if free_at is not None:
            return free_at
        row.crosspost, row.crosspost_at = "booked", now
    return Booked(row.channel_id, row.message_id)


async def finish(session: AsyncSession, delivery_id: int, state: str) -> None:
    """Note what became of a crosspost."""
    await session.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(crosspost=state))


async def _free_at(
    session: AsyncSession, channel_id: int, now: datetime, most: int, within: timedelta
) -> datetime | None:
    """When the channel has a free place; None: it has one now."""
    # Two processes that count at the same time would both take the last place.
    await session.execute(select(func.pg_advisory_xact_lock(channel_id)))
    oldest = await session.scalar(
        select(DeliveryRow.crosspost_at)
        .where(DeliveryRow.channel_id == channel_id, DeliveryRow.crosspost_at > now - within)
        .order_by(DeliveryRow.crosspost_at.desc())
        .offset(most - 1)
        .limit(1)
    )
    return None if oldest is None else oldest + within
