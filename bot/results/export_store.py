"""Queries for exports and for erasing, on the caller's session; every one takes the guild's id."""

from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.results.model import Posted
from bot.results.row_store import posted_of
from bot.results.tables import ResultDraftRow, ResultFileRow, ResultRow, ResultTokenRow


async def public(session: AsyncSession, guild_id: int, most: int) -> list[Posted]:
    """The newest public results of a guild, at most so many, in the order in which they were posted."""
    query = select(ResultRow).where(ResultRow.guild_id == guild_id, ResultRow.state == "public")
    return await _newest(session, query, most)


async def of_author(session: AsyncSession, guild_id: int, author_id: int, most: int) -> list[Posted]:
    """The same of one member, also what is withdrawn or hidden."""
    query = select(ResultRow).where(ResultRow.guild_id == guild_id, ResultRow.author_id == author_id)
    return await _newest(session, query, most)


async def records(session: AsyncSession, guild_id: int, author_id: int) -> dict[str, Any]:
    """What is kept of the files that a member posted, by a name of its own for each."""
    rows = await session.scalars(_files(guild_id, author_id).order_by(ResultFileRow.id))
    return {
        f"files/{row.id}.json": {
            "name": row.name,
            "sha256": row.sha256,
            "format": row.format,
            "taken_out": row.scrubbed,
            "record": row.record,
        }
        for row in rows
    }


async def posts(session: AsyncSession, guild_id: int, author_id: int) -> list[str]:
    """The posts of a member, by their nonces."""
    query = select(ResultRow.post).where(ResultRow.guild_id == guild_id, ResultRow.author_id == author_id)
    return list(await session.scalars(query.distinct()))


async def models(session: AsyncSession, guild_id: int, author_id: int) -> set[str]:
    """The models that a member posted results of, as results name them."""
    query = select(ResultRow.model_name).where(
        ResultRow.guild_id == guild_id, ResultRow.author_id == author_id
    )
    return set(await session.scalars(query.distinct()))


async def erase(session: AsyncSession, guild_id: int, author_id: int) -> int:
    """Delete a member's results with their history, their files, drafts and tokens; how many results."""
    files = list(await session.scalars(_files(guild_id, author_id).with_only_columns(ResultFileRow.id)))
    for table in (ResultDraftRow, ResultTokenRow):
        await session.execute(delete(table).where(table.guild_id == guild_id, table.author_id == author_id))
    gone = delete(ResultRow).where(ResultRow.guild_id == guild_id, ResultRow.author_id == author_id)
    erased = len((await session.scalars(gone.returning(ResultRow.id))).all())
    await session.execute(
        delete(ResultFileRow).where(ResultFileRow.guild_id == guild_id, ResultFileRow.id.in_(files))
    )
    return erased


def _files(guild_id: int, author_id: int) -> Select[ResultFileRow]:
    """A file belongs to one post, and a post to one member."""
    mine = select(ResultRow.file_id).where(
        ResultRow.guild_id == guild_id, ResultRow.author_id == author_id, ResultRow.file_id.is_not(None)
    )
    return select(ResultFileRow).where(ResultFileRow.guild_id == guild_id, ResultFileRow.id.in_(mine))


async def _newest(session: AsyncSession, query: Select[ResultRow], most: int) -> list[Posted]:
    rows = await session.scalars(query.order_by(ResultRow.id.desc()).limit(most))
    return [posted_of(row) for row in reversed(rows.all())]
