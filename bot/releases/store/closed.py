"""Queries on channels that take no message, on the caller's session."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.model import Failure
from bot.outbox.tables import DeliveryRow
from bot.releases.tables import ClosedChannelRow, WatchRow


@dataclass(frozen=True)
class Closed:
    """A channel that takes no message, and why; moderators are told in `told_in`, unless that failed."""

    guild_id: int
    channel_id: int
    reason: Failure
    closed_at: datetime
    told_in: int | None


async def add(session: AsyncSession, guild_id: int, channel_id: int, reason: Failure, now: datetime) -> None:
    """Note that a channel is closed; where it was noted before, moderators are to be told again."""
    values = {"reason": reason, "closed_at": now, "notice_id": None}
    new = insert(ClosedChannelRow).values(guild_id=guild_id, channel_id=channel_id, **values)
    keys = [ClosedChannelRow.guild_id, ClosedChannelRow.channel_id]
    await session.execute(new.on_conflict_do_update(index_elements=keys, set_=values))


async def all_of(session: AsyncSession, guild_id: int | None = None) -> list[Closed]:
    """The closed channels of a guild, or (None) of all guilds, which only the bot's own chores ask for."""
    wanted = [] if guild_id is None else [ClosedChannelRow.guild_id == guild_id]
    return await _read(session, *wanted)


async def lock(session: AsyncSession, guild_id: int, channel_id: int) -> Closed | None:
    """A closed channel, locked until the transaction ends; None when it is open again."""
    one = (ClosedChannelRow.guild_id == guild_id, ClosedChannelRow.channel_id == channel_id)
    return next(iter(await _read(session, *one, lock=True)), None)


async def creator(session: AsyncSession, guild_id: int, channel_id: int) -> int | None:
    """Who made the newest watch of a channel."""
    in_channel = (WatchRow.guild_id == guild_id) & (WatchRow.channel_id == channel_id)
    return await session.scalar(
        select(WatchRow.created_by).where(in_channel).order_by(WatchRow.id.desc()).limit(1)
    )


async def told(session: AsyncSession, guild_id: int, channel_id: int, notice_id: int) -> None:
    """Note the delivery by which moderators are told."""
    await session.execute(
        update(ClosedChannelRow)
        .where(ClosedChannelRow.guild_id == guild_id, ClosedChannelRow.channel_id == channel_id)
        .values(notice_id=notice_id)
    )


async def remove(session: AsyncSession, guild_id: int, channel_id: int) -> None:
    """Note that a channel is open again, or that no watch waits for it."""
    await session.execute(
        delete(ClosedChannelRow).where(
            ClosedChannelRow.guild_id == guild_id, ClosedChannelRow.channel_id == channel_id
        )
    )


async def forget_unneeded(session: AsyncSession) -> None:
    """Forget closed channels for which no watch waits any more."""
    waits = (
        select(WatchRow.id)
        .where(
            WatchRow.guild_id == ClosedChannelRow.guild_id,
            WatchRow.channel_id == ClosedChannelRow.channel_id,
            WatchRow.state == "paused",
        )
        .exists()
    )
    await session.execute(delete(ClosedChannelRow).where(~waits))


async def _read(session: AsyncSession, *wanted: ColumnElement[bool], lock: bool = False) -> list[Closed]:
    query = (
        select(ClosedChannelRow, DeliveryRow.channel_id, DeliveryRow.state)
        .outerjoin(DeliveryRow, DeliveryRow.id == ClosedChannelRow.notice_id)
        .where(*wanted)
        .order_by(ClosedChannelRow.guild_id, ClosedChannelRow.channel_id)
    )
    if lock:
        query = query.with_for_update(of=ClosedChannelRow)
    rows = await session.execute(query.execution_options(populate_existing=True))
    return [_closed(row, told_in, state) for row, told_in, state in rows]


def _closed(row: ClosedChannelRow, told_in: int | None, state: str | None) -> Closed:
    where = None if state == "failed" else told_in
    return Closed(row.guild_id, row.channel_id, cast("Failure", row.reason), row.closed_at, where)
