"""Queries on guides, which are nothing but their passages, on the caller's session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers.model import Source
from bot.answers.tables import PassageRow

# What comes before the message in the origin of a message of a thread.
_KEY = func.split_part(PassageRow.origin, literal_column("'/'"), literal_column("1"))


@dataclass(frozen=True)
class Guide:
    """One guide; `channel_id` is where it was written, None for one that all may read.

    Each message of a thread is kept by itself; `key` is the same for all of them.
    """

    key: str
    title: str
    link: str | None
    channel_id: int | None
    passages: int
    useful: int
    written_at: datetime


@dataclass(frozen=True)
class Quoted:
    """What is known of a message beside its words."""

    title: str
    link: str | None
    channel_id: int | None
    author_id: int | None
    written_at: datetime


async def every(session: AsyncSession, guild_id: int) -> list[Guide]:
    """All guides of a guild, the newest first."""
    titles = func.array_agg(aggregate_order_by(PassageRow.title, PassageRow.part))
    newest = func.max(PassageRow.written_at)
    query = (
        select(
            _KEY,
            titles,
            func.min(PassageRow.link),
            func.max(PassageRow.channel_id),
            func.count(),
            func.sum(PassageRow.useful),
            newest,
        )
        .where(PassageRow.guild_id == guild_id, PassageRow.source == Source.GUIDE)
        .group_by(_KEY)
        .order_by(newest.desc(), _KEY)
    )
    rows = (await session.execute(query)).all()
    return [
        Guide(key, titles[0].partition(" · ")[0], link, channel_id, count, int(useful), at)
        for key, titles, link, channel_id, count, useful, at in rows
    ]


async def origins(session: AsyncSession, guild_id: int, key: str) -> list[str]:
    """What passages of one guide were taken from."""
    is_of_it = _KEY == key  # noqa: SIM300 - the key is a column
    of_guides = PassageRow.guild_id == guild_id, PassageRow.source == Source.GUIDE
    return list(await session.scalars(select(PassageRow.origin).where(*of_guides, is_of_it).distinct()))


async def origins_in(session: AsyncSession, guild_id: int, source: Source, channel_id: int) -> list[str]:
    """What passages of one source were taken from in one channel or thread.

    An accepted answer has the channel whose rights hold for it; its thread stands in its link.
    """
    is_there = (PassageRow.channel_id == channel_id) | PassageRow.link.contains(f"/{channel_id}/")
    query = select(PassageRow.origin).where(
        PassageRow.guild_id == guild_id,
        PassageRow.source == source,
        PassageRow.channel_id.is_not(None),
        is_there,
    )
    return list(await session.scalars(query.distinct()))


async def links(session: AsyncSession) -> list[tuple[int, str]]:
    """The guilds and the addresses of all messages that passages were taken from, the newest first."""
    query = (
        select(PassageRow.guild_id, PassageRow.link)
        .where(
            PassageRow.source.in_((Source.GUIDE, Source.ANSWER)),
            PassageRow.channel_id.is_not(None),
        )
        .group_by(PassageRow.guild_id, PassageRow.link)
        .order_by(func.max(PassageRow.written_at).desc(), PassageRow.link)
    )
    rows = (await session.execute(query)).all()
    return [(guild_id, link) for guild_id, link in rows if guild_id is not None and link is not None]


async def quoted(
    session: AsyncSession, guild_id: int, origins: Collection[str]
) -> list[tuple[Source, str, Quoted]]:
    """What passages were taken from messages with these origins, whether guides or accepted answers."""
    query = (
        select(PassageRow)
        .where(
            PassageRow.guild_id == guild_id,
            PassageRow.source.in_((Source.GUIDE, Source.ANSWER)),
            PassageRow.origin.in_(origins),
            PassageRow.part == 0,
        )
        .order_by(PassageRow.source, PassageRow.origin)
    )
    return [
        (
            Source(row.source),
            row.origin,
            Quoted(row.title.partition(" · ")[0], row.link, row.channel_id, row.author_id, row.written_at),
        )
        for row in await session.scalars(query)
    ]
