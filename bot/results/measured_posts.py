"""Queries on the posts that tell of a model's revisions, on the caller's session."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.results.model import LIVE
from bot.results.tables import ResultRow


async def guilds(session: AsyncSession, model: str, revisions: Collection[str]) -> list[int]:
    """The guilds with posts that show results of these revisions."""
    query = select(ResultRow.guild_id).where(*_of(model, revisions)).distinct().order_by(ResultRow.guild_id)
    return list(await session.scalars(query))


async def posts(session: AsyncSession, guild_id: int, model: str, revisions: Collection[str]) -> set[str]:
    """The posts of one guild that show results of these revisions."""
    query = select(ResultRow.post).where(ResultRow.guild_id == guild_id, *_of(model, revisions))
    return set(await session.scalars(query.distinct()))


def _of(model: str, revisions: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return ResultRow.state.in_(LIVE), ResultRow.model_name == model, ResultRow.revision.in_(revisions)
