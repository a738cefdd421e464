"""Queries on what was changed, on the caller's session."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.model import Act, Change, Entry
from bot.audit.tables import ChangeRow


async def note(session: AsyncSession, guild_id: int, change: Change, now: datetime) -> None:
    """Note a change in the transaction that makes it; nothing is noted where nothing changed."""
    if change.before == change.after:
        return
    await session.execute(
        insert(ChangeRow).values(
            guild_id=guild_id,
            at=now,
            act=change.act,
            member_id=change.by,
            before=change.before,
            after=change.after,
        )
    )


async def page(
    session: AsyncSession,
    guild_id: int,
    *,
    limit: int,
    before_id: int | None = None,
    member_id: int | None = None,
    acts: Collection[Act] = (),
) -> list[Entry]:
    """The newest changes of a guild, of those before `before_id`, by one member, of some acts (none: all)."""
    query = select(ChangeRow).where(ChangeRow.guild_id == guild_id)
    if before_id is not None:
        query = query.where(ChangeRow.id < before_id)
    if member_id is not None:
        query = query.where(ChangeRow.member_id == member_id)
    if acts:
        query = query.where(ChangeRow.act.in_(acts))
    rows = await session.scalars(query.order_by(ChangeRow.id.desc()).limit(limit))
    return [
        Entry(row.id, row.at, Change(cast("Act", row.act), row.member_id, row.before, row.after))
        for row in rows
    ]


async def forget(session: AsyncSession, before: datetime) -> None:
    """Delete what was noted before a time."""
    await session.execute(delete(ChangeRow).where(ChangeRow.at < before))
