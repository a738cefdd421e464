"""Queries on the content of messages that are posted, on the caller's session."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import DateTime, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import Message, from_json, to_json
from bot.outbox.model import Edit, Failure
from bot.outbox.tables import GUILD_LEFT, DeliveryRow


@dataclass(frozen=True)
class Changed:
    """A delivery whose wanted content is another one now; `needs_edit` says that nothing is queued for it."""

    id: int
    guild_id: int
    nonce: str
    is_posted: bool
    needs_edit: bool


async def change(session: AsyncSession, wanted: Mapping[int, Message]) -> list[Changed]:
    """Store the wanted contents; those that are another one than before."""
    # In one order, so that two processes never wait for each other.
    ids = select(DeliveryRow.id).where(DeliveryRow.id.in_(wanted)).order_by(DeliveryRow.id)
    await session.execute(ids.with_for_update())
    rows = await session.execute(
        text("""
            UPDATE delivery
            SET message = wanted.message, version = version + 1,
                shown_version = CASE
                    WHEN state = 'failed' OR edit_failure = 'message_missing' THEN version + 1
                    ELSE shown_version
                END
            FROM jsonb_to_recordset(CAST(:wanted AS jsonb)) AS wanted (id bigint, message jsonb)
            WHERE delivery.id = wanted.id AND delivery.message <> wanted.message
            RETURNING delivery.id, guild_id, nonce, state = 'sent' AS is_posted,
                      state = 'sent' AND shown_version = version - 1 AS needs_edit
        """),
        {"wanted": json.dumps([{"id": id_, "message": to_json(one)} for id_, one in wanted.items()])},
    )
    return [Changed(*row) for row in rows]


async def wanted_message(session: AsyncSession, delivery_id: int) -> Message:
    """What a delivery should show."""
    query = select(DeliveryRow.message).where(DeliveryRow.id == delivery_id)
    return from_json((await session.scalars(query)).one())


async def set_turns(session: AsyncSession, given: Mapping[int, int]) -> None:
    """Note the turns that edits were given."""
    await session.execute(
        text("""
            UPDATE delivery SET turn = given.turn
            FROM jsonb_to_recordset(CAST(:given AS jsonb)) AS given (id bigint, turn bigint)
            WHERE delivery.id = given.id
        """),
        {"given": json.dumps([{"id": id_, "turn": turn} for id_, turn in given.items()])},
    )


async def begin(session: AsyncSession, delivery_id: int, lease: timedelta) -> Edit | float | None:
    """Take a message in hand: its newest content, for so long at most.

    None when Discord has that content or will never have it; seconds while another worker has it in hand.
    """
    found = (
        await session.execute(
            select(DeliveryRow, GUILD_LEFT)
            .where(DeliveryRow.id == delivery_id, DeliveryRow.shown_version < DeliveryRow.version)
            .with_for_update(of=DeliveryRow)
        )
    ).one_or_none()
    if found is None:
        return None
    row, guild_left = found
    if row.message_id is None:
        return None
    now = (await session.execute(select(func.clock_timestamp(type_=DateTime(timezone=True))))).scalar_one()
    if row.editing_until is not None and row.editing_until > now:
        return (row.editing_until - now).total_seconds()
    row.editing_until = now + lease
    return Edit(
        delivery_id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        message_id=row.message_id,
        message=from_json(row.message),
        version=row.version,
        thread_id=row.thread_id,
        mention_role_id=row.mention_role_id,
        is_crossposted=row.crosspost in ("booked", "done"),
        guild_left=guild_left,
    )


async def finish(session: AsyncSession, edit: Edit) -> bool:
    """Note that Discord has this content; whether it is still the newest."""
    row = await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == edit.delivery_id)
        .values(shown_version=edit.version, editing_until=None, edit_failure=None)
        .returning(DeliveryRow.version == edit.version)
    )
    return bool(row.scalar_one_or_none() is not False)


async def release(session: AsyncSession, delivery_id: int) -> None:
    """Let any worker take a message in hand again."""
    await session.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(editing_until=None))


async def give_up(session: AsyncSession, delivery_id: int, failure: Failure) -> None:
    """Note that the message cannot be edited, and why."""
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(edit_failure=failure, shown_version=DeliveryRow.version, editing_until=None)
    )


async def reopen(session: AsyncSession, guild_id: int, channel_id: int | None) -> Sequence[int]:
    """Messages that could not be edited and are to be edited again.

    They are those of a channel that was closed, or (None) those of a guild that was left.
    """
    if channel_id is None:
        unedited = DeliveryRow.edit_failure == "guild_left"
    else:
        closed = DeliveryRow.edit_failure.in_(("channel_missing", "channel_forbidden"))
        unedited = closed & (DeliveryRow.channel_id == channel_id)
    rows = await session.scalars(
        update(DeliveryRow)
        .where(DeliveryRow.guild_id == guild_id, unedited)
        .values(edit_failure=None, shown_version=DeliveryRow.version - 1)
        .returning(DeliveryRow.id)
    )
    return rows.all()
