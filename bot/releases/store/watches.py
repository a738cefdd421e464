"""Queries on watches, on the caller's session."""

from datetime import datetime
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.releases.model import Filters, Kind, Plan, Source, Watch
from bot.releases.tables import WatchRow

_FILTERS: TypeAdapter[Filters] = TypeAdapter(Filters)


async def add(session: AsyncSession, guild_id: int, plan: Plan, created_by: int, now: datetime) -> None:
    """Insert a watch, or change the one for the same source in the same channel; a paused one goes on."""
    values = {
        "kinds": list(plan.kinds),
        "filters": dump_filters(plan.filters),
        "state": "active",
        "pause_reason": None,
        "paused_until": None,
    }
    new = insert(WatchRow).values(
        guild_id=guild_id,
        channel_id=plan.channel_id,
        source_kind=plan.source.kind,
        source=plan.source.value,
        created_by=created_by,
        created_at=now,
        **values,
    )
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[
                WatchRow.guild_id,
                WatchRow.channel_id,
                WatchRow.source_kind,
                WatchRow.source,
            ],
            set_=values,
        )
    )


async def of_guild(session: AsyncSession, guild_id: int) -> list[Watch]:
    """The guild's watches, by source."""
    rows = await session.scalars(
        select(WatchRow)
        .where(WatchRow.guild_id == guild_id)
        .order_by(WatchRow.source_kind, WatchRow.source, WatchRow.id)
    )
    return [from_row(row) for row in rows]


async def one(session: AsyncSession, guild_id: int, watch_id: int) -> Watch | None:
    """One of the guild's watches."""
    row = await session.scalar(select(WatchRow).where(WatchRow.guild_id == guild_id, WatchRow.id == watch_id))
    return None if row is None else from_row(row)


async def remove(session: AsyncSession, guild_id: int, watch_id: int) -> None:
    """Delete one of the guild's watches; what it announced stays."""
    await session.execute(delete(WatchRow).where(WatchRow.guild_id == guild_id, WatchRow.id == watch_id))


async def pause_channel(session: AsyncSession, guild_id: int, channel_id: int, reason: str) -> None:
    """Pause every watch of a channel that takes no message."""
    in_channel = and_(WatchRow.guild_id == guild_id, WatchRow.channel_id == channel_id)
    await session.execute(update(WatchRow).where(in_channel).values(state="paused", pause_reason=reason))


async def pause(session: AsyncSession, guild_id: int, watch_id: int, until: datetime | None) -> None:
    """Pause a watch because a moderator wants it, until a time or until it is resumed."""
    await session.execute(
        update(WatchRow)
        .where(WatchRow.guild_id == guild_id, WatchRow.id == watch_id)
        .values(state="paused", pause_reason="moderator", paused_until=until)
    )


async def resume(session: AsyncSession, guild_id: int, watch_id: int) -> None:
    """Let a paused watch go on."""
    await session.execute(
        update(WatchRow)
        .where(WatchRow.guild_id == guild_id, WatchRow.id == watch_id)
        .values(state="active", pause_reason=None, paused_until=None)
    )


async def change(session: AsyncSession, guild_id: int, watch_id: int, plan: Plan) -> None:
    """Give a watch other kinds and filters; a paused one stays paused."""
    await session.execute(
        update(WatchRow)
        .where(WatchRow.guild_id == guild_id, WatchRow.id == watch_id)
        .values(kinds=list(plan.kinds), filters=dump_filters(plan.filters))
    )


def dump_filters(filters: Filters) -> dict[str, Any]:
    """Filters as JSON values."""
    stored: dict[str, Any] = _FILTERS.dump_python(filters, mode="json")
    return stored


def from_row(row: WatchRow) -> Watch:
    """The watch that a row holds."""
    return Watch(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        source=Source(row.source_kind, row.source),  # type: ignore[arg-type]  # only `add` writes it
        kinds=tuple(cast("list[Kind]", row.kinds)),
        filters=_FILTERS.validate_python(row.filters),
        state=row.state,  # type: ignore[arg-type]  # a check constraint keeps it to the two states
        pause_reason=row.pause_reason,
        paused_until=row.paused_until,
        created_at=row.created_at,
    )
