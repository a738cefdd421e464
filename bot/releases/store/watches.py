"""Queries on watches, on the caller's session."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.releases.model import Kind, Watch
from bot.releases.tables import WatchRow


async def add(
    session: AsyncSession,
    *,
    guild_id: int,
    channel_id: int,
    author: str,
    kinds: Sequence[Kind],
    created_by: int,
    now: datetime,
) -> bool:
    """Insert a watch; False when the channel already watches this author for these kinds.

    The same author in the same channel is one watch: its kinds are replaced, and a paused one goes on.
    """
    values = {"kinds": list(kinds), "state": "active", "pause_reason": None}
    old = await session.scalar(
        select(WatchRow)
        .where(WatchRow.guild_id == guild_id, WatchRow.channel_id == channel_id, WatchRow.author == author)
        .with_for_update()
    )
    if old is not None and old.state == "active" and set(old.kinds) == set(kinds):
        return False
    new = insert(WatchRow).values(
        guild_id=guild_id,
        channel_id=channel_id,
        author=author,
        created_by=created_by,
        created_at=now,
        **values,
    )
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[WatchRow.guild_id, WatchRow.channel_id, WatchRow.author], set_=values
        )
    )
    return True


async def of_guild(session: AsyncSession, guild_id: int) -> list[Watch]:
    """The guild's watches, by author."""
    rows = await session.scalars(
        select(WatchRow).where(WatchRow.guild_id == guild_id).order_by(WatchRow.author, WatchRow.id)
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


def from_row(row: WatchRow) -> Watch:
    """The watch that a row holds."""
    return Watch(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        author=row.author,
        kinds=tuple(cast("list[Kind]", row.kinds)),
        state=row.state,  # type: ignore[arg-type]  # a check constraint keeps it to the two states
        pause_reason=row.pause_reason,
    )
