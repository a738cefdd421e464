"""Queries on what was changed, on the caller's session."""

from datetime import datetime
from typing import cast

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.model import ACTS, Act, Change, Entry, Filter
from bot.audit.tables import ChangeRow

EVERYTHING = Filter()


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
    wanted: Filter = EVERYTHING,
) -> list[Entry]:
    """The newest of a guild's changes that are wanted, before `before_id` when it is given."""
    query = select(ChangeRow).where(ChangeRow.guild_id == guild_id)
    if before_id is not None:
        query = query.where(ChangeRow.id < before_id)
    if wanted.member_id is not None:
        query = query.where(ChangeRow.member_id == wanted.member_id)
    if wanted.kind is not None:
        query = query.where(ChangeRow.act.in_(ACTS[wanted.kind]))
    rows = await session.scalars(query.order_by(ChangeRow.id.desc()).limit(limit))
    return [
        Entry(row.id, row.at, Change(cast("Act", row.act), row.member_id, row.before, row.after))
        for row in rows
    ]


async def forget(session: AsyncSession, before: datetime) -> None:
    """Delete what was noted before a time."""
    await session.execute(delete(ChangeRow).where(ChangeRow.at < before))
