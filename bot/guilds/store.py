"""Queries on guilds, on the caller's session."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit import store as audit
from bot.audit.model import Change
from bot.db.arrays import among
from bot.guilds.model import Guild, GuildSettings, QuietHours
from bot.guilds.tables import GuildRow

SETTINGS: TypeAdapter[GuildSettings] = TypeAdapter(GuildSettings)


async def save(session: AsyncSession, guild: Guild, now: datetime) -> None:
    """Insert the guild or refresh what Discord says of it; a guild that had left is back."""
    await save_all(session, [guild], now)


async def save_all(session: AsyncSession, guilds: Collection[Guild], now: datetime) -> None:
    """The same for many; a guild of which nothing has changed is not written."""
    if not guilds:
        return
    new = insert(GuildRow)
    is_back = case((GuildRow.left_at.is_(None), GuildRow.joined_at), else_=new.excluded.joined_at)
    values = {
        "name": new.excluded.name,
        "locale": new.excluded.locale,
        "joined_at": is_back,
        "left_at": None,
    }
    differs = or_(
        GuildRow.name != new.excluded.name,
        GuildRow.locale != new.excluded.locale,
        GuildRow.left_at.is_not(None),
    )
    await session.execute(
        new.on_conflict_do_update(index_elements=[GuildRow.id], set_=values, where=differs),
        # In one order, so that two transactions never wait for each other.
        [
            {"id": guild.id, "name": guild.name, "locale": guild.locale, "joined_at": now}
            for guild in sorted(guilds, key=lambda guild: guild.id)
        ],
    )


async def name(session: AsyncSession, guild_id: int) -> str:
    """What a guild is called; its id where nobody has told."""
    return await session.scalar(select(GuildRow.name).where(GuildRow.id == guild_id)) or str(guild_id)


async def leave(session: AsyncSession, guild_id: int, now: datetime) -> None:
    """Note that the bot is no longer in the guild; its data stays."""
    await session.execute(update(GuildRow).where(GuildRow.id == guild_id).values(left_at=now))


async def leave_all_but(session: AsyncSession, guild_ids: Iterable[int], at: datetime) -> None:
    """Note every guild that was left while the bot was away; `guild_ids` are those that it had at that time.

    A guild that was joined since then is not among them, and stays.
    """
    gone = GuildRow.left_at.is_(None) & (GuildRow.joined_at < at) & ~among(GuildRow.id, list(guild_ids))
    await session.execute(update(GuildRow).where(gone).values(left_at=at))


async def left_among(session: AsyncSession, guild_ids: Collection[int]) -> list[int]:
    """Those of these guilds that had been left."""
    gone = GuildRow.left_at.is_not(None) & among(GuildRow.id, guild_ids)
    return list(await session.scalars(select(GuildRow.id).where(gone).order_by(GuildRow.id)))


async def forget_left(session: AsyncSession, before: datetime) -> None:
    """Delete the guilds that were left before a time, with everything that belongs to them."""
    await session.execute(delete(GuildRow).where(GuildRow.left_at < before))


async def count(session: AsyncSession) -> int:
    """How many guilds the bot is in."""
    found = await session.scalar(select(func.count()).where(GuildRow.left_at.is_(None)))
    return found or 0


async def settings(session: AsyncSession, guild_id: int) -> GuildSettings:
    """What holds in a guild."""
    return (await settings_of(session, [guild_id]))[guild_id]


async def settings_of(session: AsyncSession, guild_ids: Collection[int]) -> dict[int, GuildSettings]:
    """What holds in each of these guilds; the defaults in one that is not kept."""
    rows = await session.scalars(select(GuildRow).where(among(GuildRow.id, guild_ids)))
    kept = {row.id: _settings(row) for row in rows}
    return {guild_id: kept.get(guild_id, GuildSettings()) for guild_id in guild_ids}


async def change_settings(
    session: AsyncSession,
    guild_id: int,
    change: Callable[[GuildSettings], GuildSettings],
    by: int,
    now: datetime,
) -> GuildSettings:
    """Change what holds in a guild that is kept, note it for the audit, and give what holds then."""
    row = (await session.scalars(select(GuildRow).where(GuildRow.id == guild_id).with_for_update())).one()
    before = _settings(row)
    after = change(before)
    row.language, row.time_zone = after.language, after.time_zone
    row.quiet_start = after.quiet.start if after.quiet else None
    row.quiet_end = after.quiet.end if after.quiet else None
    row.default_channel_id, row.manager_role_ids = after.default_channel_id, list(after.manager_role_ids)
    row.answer_channel_ids = list(after.answer_channel_ids)
    row.members_role_id = after.members_role_id
    await session.flush()
    states = SETTINGS.dump_python(before, mode="json"), SETTINGS.dump_python(after, mode="json")
    await audit.note(session, guild_id, Change("settings", by, *states), now)
    return after


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
        answer_channel_ids=tuple(row.answer_channel_ids),
        members_role_id=row.members_role_id,
    )
