"""Queries on guides, which are nothing but their passages, on the caller's session."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers.model import Source
from bot.answers.tables import PassageRow


@dataclass(frozen=True)
class Guide:
    """One guide; `channel_id` is where it was written, None for one that all may read."""

    origin: str
    title: str
    link: str | None
    channel_id: int | None
    passages: int
    useful: int
    written_at: datetime


async def every(session: AsyncSession, guild_id: int) -> list[Guide]:
    """All guides of a guild, the newest first."""
    titles = func.array_agg(aggregate_order_by(PassageRow.title, PassageRow.part))
    newest = func.max(PassageRow.written_at)
    query = (
        select(
            PassageRow.origin,
            titles,
            func.max(PassageRow.link),
            func.max(PassageRow.channel_id),
            func.count(),
            func.sum(PassageRow.useful),
            newest,
        )
        .where(PassageRow.guild_id == guild_id, PassageRow.source == Source.GUIDE)
        .group_by(PassageRow.origin)
        .order_by(newest.desc(), PassageRow.origin)
    )
    rows = (await session.execute(query)).all()
    return [
        Guide(origin, titles[0].partition(" · ")[0], link, channel_id, count, int(useful), at)
        for origin, titles, link, channel_id, count, useful, at in rows
    ]
