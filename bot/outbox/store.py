"""Queries on deliveries, on the caller's session.

Workers take deliveries by id, which only the queue gives them; everything that answers a person takes the
guild's id as well.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import from_json, to_json
from bot.outbox.model import Delivery, Draft, Failure
from bot.outbox.tables import DeliveryRow


async def add(session: AsyncSession, drafts: Sequence[Draft], now: datetime) -> list[int]:
    """Insert the drafts; their ids, in the same order."""
    found = await session.scalars(
        insert(DeliveryRow).returning(DeliveryRow.id, sort_by_parameter_order=True),
        [
            {
                "guild_id": draft.guild_id,
                "channel_id": draft.channel_id,
                "nonce": draft.nonce,
                "message": to_json(draft.message),
                "state": "waiting",
                "created_at": now,
            }
            for draft in drafts
        ],
    )
    return list(found)


async def take(session: AsyncSession, delivery_id: int) -> Delivery | None:
    """The delivery, locked until the transaction ends."""
    row = await session.scalar(select(DeliveryRow).where(DeliveryRow.id == delivery_id).with_for_update())
    if row is None:
        return None
    return Delivery(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        nonce=row.nonce,
        message=from_json(row.message),
        state=row.state,  # type: ignore[arg-type]  # a check constraint keeps it to the four states
        created_at=row.created_at,
        sending_since=row.sending_since,
    )


async def mark_sending(session: AsyncSession, delivery_id: int, since: datetime) -> None:
    """Note that Discord is about to be called."""
    await _set(session, delivery_id, state="sending", sending_since=since)


async def mark_sent(session: AsyncSession, delivery_id: int, message_id: int, now: datetime) -> None:
    """Note the message that Discord has."""
    await _set(session, delivery_id, state="sent", message_id=message_id, sent_at=now)


async def mark_failed(session: AsyncSession, delivery_id: int, failure: Failure) -> None:
    """Note that the message will not be posted, and why."""
    await _set(session, delivery_id, state="failed", failure=failure)


async def _set(session: AsyncSession, delivery_id: int, **values: object) -> None:
    await session.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(**values))
