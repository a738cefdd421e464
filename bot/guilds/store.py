"""Queries on guilds, on the caller's session."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.model import Guild, GuildSettings, QuietHours
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


async def settings(session: AsyncSession, guild_id: int) -> GuildSettings:
    """What holds in a guild."""
    return (await settings_of(session, [guild_id]))[guild_id]


async def settings_of(session: AsyncSession, guild_ids: Collection[int]) -> dict[int, GuildSettings]:
    """What holds in each of these guilds; the defaults in one that is not kept."""
    rows = await session.scalars(select(GuildRow).where(GuildRow.id.in_(guild_ids)))
    kept = {row.id: _settings(row) for row in rows}
    return {guild_id: kept.get(guild_id, GuildSettings()) for guild_id in guild_ids}


async def change_settings(session: AsyncSession, guild_id: int, settings: GuildSettings) -> None:
    """Keep what moderators have set; the locale is Discord's matter."""
    await session.execute(
        update(GuildRow)
        .where(GuildRow.id == guild_id)
        .values(
            language=settings.language,
            time_zone=settings.time_zone,
            quiet_start=settings.quiet.start if settings.quiet else None,
            quiet_end=settings.quiet.end if settings.quiet else None,
            default_channel_id=settings.default_channel_id,
            manager_role_ids=list(settings.manager_role_ids),
        )
    )


def _settings(row: GuildRow) -> GuildSettings:
    quiet = None
    if row.quiet_start is not None and row.quiet_end is not None:
        quiet = QuietHours(row.quiet_start, row.quiet_end)
    return GuildSettings(
        locale=row.locale,
        language=row.language,
        time_zone=row.time_zone,
        quiet=quiet,
        default_channel_id=row.default_channel_id,
        manager_role_ids=tuple(row.manager_role_ids),
    )
