"""Outages that make releases late: channels that Discord does not serve, and the columns that tell of one."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among
from bot.outbox import store as outbox
from bot.outbox.tables import DeliveryRow
from bot.releases.tables import HeldRow, LivingPostRow, RoundupRow
from bot.releases.timing import Outage


async def stuck(session: AsyncSession, channel_ids: Collection[int], before: datetime) -> dict[int, datetime]:
    """Channels whose posts Discord does not take, with the moment of the oldest that was made before then.

    One that nobody has tried to send yet only waits for its turn, unless all deliveries pause.
    """
    is_paused = await outbox.paused_for(session) > 0
    oldest = func.min(DeliveryRow.created_at).label("oldest")
    rows = await session.execute(
        select(DeliveryRow.channel_id, oldest)
        .where(
            DeliveryRow.state.in_(("waiting", "sending") if is_paused else ("sending",)),
            among(DeliveryRow.channel_id, channel_ids),
            DeliveryRow.created_at < before,
        )
        .group_by(DeliveryRow.channel_id)
    )
    return {row.channel_id: row.oldest for row in rows}


def outage_columns(outage: Outage | None) -> dict[str, object]:
    """An outage as the columns of a row."""
    if outage is None:
        return {"late_since": None, "late_until": None, "late_of": None}
    return {"late_since": outage.since, "late_until": outage.until, "late_of": outage.of}


def outage_from(row: HeldRow | RoundupRow | LivingPostRow) -> Outage | None:
    """The outage that a row tells of."""
    if row.late_since is None or row.late_until is None:
        return None
    return Outage(row.late_since, row.late_until, "discord" if row.late_of == "discord" else "hub")
