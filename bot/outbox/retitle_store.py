"""Queries on the titles of posts in forums, on the caller's session."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.tables import GUILD_LEFT, DeliveryRow


@dataclass(frozen=True)
class Booked:
    """A thread that may get its title now."""

    thread_id: int
    title: str


async def want(session: AsyncSession, titles: Mapping[int, str]) -> Sequence[int]:
    """Store the wanted titles of deliveries; those that are posted and have another one."""
    rows = await session.execute(
        text("""
            UPDATE delivery
            SET forum = jsonb_set(forum, '{title}', to_jsonb(wanted.title)),
                retitle = CASE WHEN state IN ('sending', 'sent') THEN 'wanted' ELSE retitle END
            FROM jsonb_to_recordset(CAST(:wanted AS jsonb)) AS wanted (id bigint, title text)
            WHERE delivery.id = wanted.id AND delivery.forum ->> 'title' <> wanted.title
            RETURNING delivery.id, state = 'sent' AS is_posted
        """),
        {"wanted": json.dumps([{"id": id_, "title": title} for id_, title in titles.items()])},
    )
    return [row.id for row in rows if row.is_posted]


async def book(
    session: AsyncSession, delivery_id: int, now: datetime, pause: timedelta
) -> Booked | datetime | None:
    """The title that a delivery's thread gets now, or when it may get it; None when it has it.

    Between two titles of a thread is at least a pause.
    """
    found = (
        await session.execute(
            select(DeliveryRow, GUILD_LEFT)
            .where(DeliveryRow.id == delivery_id, DeliveryRow.retitle == "wanted")
            .with_for_update(of=DeliveryRow)
        )
    ).one_or_none()
    if found is None:
        return None
    row, guild_left = found
    if guild_left:
        row.retitle = "given_up"
    if guild_left or row.thread_id is None or row.forum is None:
        return None
    if row.retitle_at is not None and now < row.retitle_at + pause:
        return row.retitle_at + pause
    row.retitle_at = now
    return Booked(row.thread_id, row.forum["title"])


async def finish(session: AsyncSession, delivery_id: int, title: str) -> bool:
    """Note that a thread has this title; whether that is still the one that is wanted."""
    is_wanted = DeliveryRow.forum["title"].astext == title
    # Another worker may have given it a newer one before this one's call came through.
    state = await session.scalar(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(retitle=case((is_wanted, "done"), else_="wanted"))
        .returning(DeliveryRow.retitle)
    )
    return state != "wanted"


async def give_up(session: AsyncSession, delivery_id: int) -> None:
    """Note that a thread does not get its title."""
    await session.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(retitle="given_up"))


async def reopen(session: AsyncSession, guild_id: int, channel_id: int | None) -> Sequence[int]:
    """Deliveries whose threads are to get their titles after all: of a channel, or (None) a guild."""
    given_up = [DeliveryRow.guild_id == guild_id, DeliveryRow.retitle == "given_up"]
    if channel_id is not None:
        given_up.append(DeliveryRow.channel_id == channel_id)
    rows = await session.scalars(
        update(DeliveryRow).where(*given_up).values(retitle="wanted").returning(DeliveryRow.id)
    )
    return rows.all()
