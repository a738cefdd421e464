"""Queries on guilds, on the caller's session."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.model import Guild
from bot.guilds.tables import GuildRow


async def save(session: AsyncSession, guild: Guild, now: datetime) -> None:
    """Insert the guild or refresh what Discord says of it; a guild that had left is back."""
    new = insert(GuildRow).values(id=guild.id, name=guild.name, locale=guild.locale, joined_at=now)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[GuildRow.id],
            set_={"name": new.excluded.name, "locale": new.excluded.locale, "left_at": None},
        )
    )


async def leave(session: AsyncSession, guild_id: int, now: datetime) -> None:
    """Note that the bot is no longer in the guild; its data stays."""
    await session.execute(update(GuildRow).where(GuildRow.id == guild_id).values(left_at=now))


async def leave_all_but(session: AsyncSession, guild_ids: Iterable[int], now: datetime) -> None:
    """Note every guild that was left while the bot was away."""
    gone = GuildRow.left_at.is_(None) & GuildRow.id.not_in(list(guild_ids))
    await session.execute(update(GuildRow).where(gone).values(left_at=now))


async def count(session: AsyncSession) -> int:
    """How many guilds the bot is in."""
    found = await session.scalar(select(func.count()).where(GuildRow.left_at.is_(None)))
    return found or 0
