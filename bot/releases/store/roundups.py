"""Queries on messages that tell of several releases, on the caller's session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from pydantic import TypeAdapter
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.tables import GuildRow
from bot.outbox.tables import DeliveryRow
from bot.releases.model import Release, Watch
from bot.releases.store import watches
from bot.releases.store.held import outage_columns, outage_from
from bot.releases.tables import AnnouncementRow, ReleaseRow, RoundupRow, WatchRow
from bot.releases.timing import Cause, Outage

_RELEASE: TypeAdapter[Release] = TypeAdapter(Release)


@dataclass(frozen=True)
class Roundup:
    """A message that tells of several releases; `locale` is what is spoken in its guild now."""

    delivery_id: int
    guild_id: int
    channel_id: int
    nonce: str
    cause: Cause
    outage: Outage | None
    locale: str
    releases: tuple[Release, ...]


@dataclass(frozen=True)
class Overflow:
    """Where what is beyond a cap goes until `closes_at`; `watch_id` is None for the cap of the channel."""

    delivery_id: int
    channel_id: int
    watch_id: int | None
    closes_at: datetime


async def add(
    session: AsyncSession,
    delivery_id: int,
    guild_id: int,
    channel_id: int,
    cause: Cause,
    outage: Outage | None,
    *,
    watch_id: int | None = None,
    closes_at: datetime | None = None,
) -> None:
    """Note what a delivery is, so that it can be written anew."""
    await session.execute(
        insert(RoundupRow).values(
            delivery_id=delivery_id,
            guild_id=guild_id,
            channel_id=channel_id,
            cause=cause,
            watch_id=watch_id,
            closes_at=closes_at,
            **outage_columns(outage),
        )
    )


async def one(session: AsyncSession, guild_id: int, delivery_id: int) -> Roundup | None:
    """A delivery of this guild that tells of several releases, with what is known of them now."""
    row = (
        await session.execute(
            select(RoundupRow, DeliveryRow.nonce, func.coalesce(GuildRow.language, GuildRow.locale))
            .join(DeliveryRow, DeliveryRow.id == RoundupRow.delivery_id)
            .join(GuildRow, GuildRow.id == RoundupRow.guild_id)
            .where(RoundupRow.guild_id == guild_id, RoundupRow.delivery_id == delivery_id)
        )
    ).one_or_none()
    if row is None:
        return None
    roundup, nonce, locale = row
    facts = await session.scalars(
        select(ReleaseRow.facts)
        .join(AnnouncementRow, AnnouncementRow.release_id == ReleaseRow.id)
        .where(AnnouncementRow.guild_id == guild_id, AnnouncementRow.delivery_id == delivery_id)
        .order_by(AnnouncementRow.id)
    )
    return Roundup(
        delivery_id,
        guild_id,
        roundup.channel_id,
        nonce,
        cast("Cause", roundup.cause),
        outage_from(roundup),
        locale,
        tuple(_RELEASE.validate_python(one) for one in facts),
    )


async def with_nonce(
    session: AsyncSession, guild_id: int, nonce: str
) -> tuple[Roundup, Sequence[Watch]] | None:
    """A message of this guild that tells of several releases, and the watches that wanted them."""
    delivery_id = await session.scalar(
        select(DeliveryRow.id).where(DeliveryRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
    )
    roundup = None if delivery_id is None else await one(session, guild_id, delivery_id)
    if roundup is None:
        return None
    wanted_by = select(AnnouncementRow.watch_id).where(AnnouncementRow.delivery_id == delivery_id)
    rows = await session.scalars(
        select(WatchRow)
        .where(WatchRow.guild_id == guild_id, WatchRow.id.in_(wanted_by))
        .order_by(WatchRow.id)
    )
    return roundup, [watches.from_row(row) for row in rows]


async def overflows(session: AsyncSession, channel_ids: Collection[int], since: datetime) -> list[Overflow]:
    """Messages for what is beyond a cap that are open, or were closed since then."""
    rows = await session.scalars(
        select(RoundupRow).where(RoundupRow.channel_id.in_(channel_ids), RoundupRow.closes_at > since)
    )
    return [
        Overflow(row.delivery_id, row.channel_id, row.watch_id, row.closes_at)
        for row in rows
        if row.closes_at
    ]
