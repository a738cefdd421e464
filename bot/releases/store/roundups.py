"""Queries on messages that tell of several releases, on the caller's session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.tables import DeliveryRow
from bot.releases.folding import Member
from bot.releases.model import Watch
from bot.releases.store import families, watches
from bot.releases.store.outages import outage_columns, outage_from
from bot.releases.tables import AnnouncementRow, RoundupRow, WatchRow
from bot.releases.timing import Cause, Outage, Overflow


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
    members: tuple[Member, ...]


async def add(
    session: AsyncSession,
    opened: Sequence[tuple[int, int, int, Overflow | None]],
    cause: Cause,
    outage: Outage | None,
) -> None:
    """Note what deliveries are, so that they can be written anew; and what goes into each until it closes.

    Each is given by its id, its guild and its channel.
    """
    await session.execute(
        insert(RoundupRow),
        [
            {
                "delivery_id": delivery_id,
                "guild_id": guild_id,
                "channel_id": channel_id,
                "cause": cause,
                "watch_id": None if overflow is None else overflow.watch_id,
                "closes_at": None if overflow is None else overflow.closes_at,
                **outage_columns(outage),
            }
            for delivery_id, guild_id, channel_id, overflow in opened
        ],
    )


async def telling_of(session: AsyncSession, release_id: int) -> list[int]:
    """The messages of several releases, by the ids of their deliveries, that tell of this one."""
    found = await session.scalars(
        select(RoundupRow.delivery_id)
        .join(AnnouncementRow, AnnouncementRow.delivery_id == RoundupRow.delivery_id)
        .where(AnnouncementRow.release_id == release_id)
        .order_by(RoundupRow.delivery_id)
    )
    return list(found)


async def of_deliveries(session: AsyncSession, delivery_ids: Collection[int]) -> list[Roundup]:
    """These messages, with what is known now of what they tell."""
    rows = await families.told_in(session, RoundupRow, delivery_ids)
    members = await families.members(session, {release_id for row in rows for release_id in row[3]})
    return [
        Roundup(
            row.delivery_id,
            row.guild_id,
            row.channel_id,
            nonce,
            cast("Cause", row.cause),
            outage_from(row),
            locale,
            tuple(members[release_id] for release_id in release_ids),
        )
        for row, nonce, locale, release_ids, _ in rows
    ]


async def with_nonce(
    session: AsyncSession, guild_id: int, nonce: str
) -> tuple[Roundup, Sequence[Watch]] | None:
    """A message of this guild that tells of several releases, and the watches that wanted them."""
    delivery_id = await session.scalar(
        select(DeliveryRow.id).where(DeliveryRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
    )
    found = [] if delivery_id is None else await of_deliveries(session, [delivery_id])
    if not found:
        return None
    wanted_by = select(AnnouncementRow.watch_id).where(AnnouncementRow.delivery_id == delivery_id)
    rows = await session.scalars(
        select(WatchRow)
        .where(WatchRow.guild_id == guild_id, WatchRow.id.in_(wanted_by))
        .order_by(WatchRow.id)
    )
    return found[0], [watches.from_row(row) for row in rows]


async def of_release(session: AsyncSession, guild_id: int, release_id: int) -> dict[int, Cause]:
    """By watch of this guild why a release stands in a message with others."""
    rows = await session.execute(
        select(AnnouncementRow.watch_id, RoundupRow.cause)
        .join(RoundupRow, RoundupRow.delivery_id == AnnouncementRow.delivery_id)
        .where(AnnouncementRow.guild_id == guild_id, AnnouncementRow.release_id == release_id)
    )
    return {watch_id: cast("Cause", cause) for watch_id, cause in rows if watch_id is not None}
