"""Queries on what moderators prepare, on the caller's session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds import store as guilds
from bot.releases.model import Plan
from bot.releases.tables import DraftRow

LIFETIME = timedelta(days=1)
_PLANS: TypeAdapter[tuple[Plan, ...]] = TypeAdapter(tuple[Plan, ...])


@dataclass(frozen=True)
class Draft:
    """What is being prepared; `watch_id` is the watch that it changes, `time_zone` that of its server."""

    id: int
    plans: tuple[Plan, ...]
    watch_id: int | None
    time_zone: str = "UTC"


async def add(
    session: AsyncSession, guild_id: int, plans: Sequence[Plan], watch_id: int | None, now: datetime
) -> Draft:
    """Keep a draft for a day; older ones go."""
    await session.execute(delete(DraftRow).where(DraftRow.expires_at <= now))
    new = insert(DraftRow).values(
        guild_id=guild_id, watch_id=watch_id, plans=_dump(plans), expires_at=now + LIFETIME
    )
    draft_id = (await session.execute(new.returning(DraftRow.id))).scalar_one()
    return Draft(draft_id, tuple(plans), watch_id, await _time_zone(session, guild_id))


async def one(
    session: AsyncSession, guild_id: int, draft_id: int, now: datetime, *, lock: bool = False
) -> Draft | None:
    """A draft of this guild that has not expired."""
    query = select(DraftRow).where(
        DraftRow.guild_id == guild_id, DraftRow.id == draft_id, DraftRow.expires_at > now
    )
    row = await session.scalar(query.with_for_update() if lock else query)
    if row is None:
        return None
    plans = _PLANS.validate_python(row.plans)
    return Draft(row.id, plans, row.watch_id, await _time_zone(session, guild_id))


async def change(session: AsyncSession, guild_id: int, draft_id: int, plans: Sequence[Plan]) -> None:
    """Replace what a draft holds."""
    await session.execute(
        update(DraftRow)
        .where(DraftRow.guild_id == guild_id, DraftRow.id == draft_id)
        .values(plans=_dump(plans))
    )


async def remove(session: AsyncSession, guild_id: int, draft_id: int) -> None:
    """Forget a draft that was saved."""
    await session.execute(delete(DraftRow).where(DraftRow.guild_id == guild_id, DraftRow.id == draft_id))


async def _time_zone(session: AsyncSession, guild_id: int) -> str:
    return (await guilds.settings(session, guild_id)).time_zone


def _dump(plans: Sequence[Plan]) -> list[dict[str, Any]]:
    stored: list[dict[str, Any]] = _PLANS.dump_python(tuple(plans), mode="json")
    return stored
