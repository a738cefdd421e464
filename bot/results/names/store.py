"""Queries on the names of models with results, on the caller's session; every one takes the guild's id."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Select, delete, func, literal_column, select, true, union
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among_texts
from bot.results.benchmarks.registry import key
from bot.results.model import Posted
from bot.results.names.tables import ResultModelRow
from bot.results.row_store import EVERY, read
from bot.results.tables import ResultRow, ResultWayRow

# As it stands in the indexes: with a parameter PostgreSQL does not find them in a generic plan.
_IS_PUBLIC: Final = ResultRow.state == literal_column("'public'")
# What is typed may fit many names; of so many models, and ways to measure, results are looked for.
MOST_NAMED: Final = 25


async def keep(session: AsyncSession, guild_id: int, names: Collection[str]) -> None:
    """Bring what is kept of these models up to date."""
    of_models = (ResultRow.guild_id == guild_id, _IS_PUBLIC, among_texts(ResultRow.model_name, names))
    found = (
        select(
            ResultRow.guild_id,
            ResultRow.model_name,
            func.max(ResultRow.id),
            func.bool_or(ResultRow.model.is_not(None)),
        )
        .where(*of_models)
        .group_by(ResultRow.guild_id, ResultRow.model_name)
    )
    new = insert(ResultModelRow).from_select(["guild_id", "model_name", "newest_id", "is_repository"], found)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=["guild_id", "model_name"],
            set_={"newest_id": new.excluded.newest_id, "is_repository": new.excluded.is_repository},
        )
    )
    there = select(ResultRow.model_name).where(*of_models)
    await session.execute(
        delete(ResultModelRow)
        .where(
            ResultModelRow.guild_id == guild_id,
            among_texts(ResultModelRow.model_name, names),
            ResultModelRow.model_name.not_in(there),
        )
        .execution_options(synchronize_session=False)
    )


async def named(session: AsyncSession, guild_id: int, part: str, most: int) -> list[str]:
    """Models with public results whose name holds `part`, those with the newest results first."""
    return list(await session.scalars(_named(guild_id, part, most)))


async def repositories(session: AsyncSession, guild_id: int, most: int) -> list[str]:
    """Repositories with public results, those with the newest results first."""
    return list(await session.scalars(_named(guild_id, "", most).where(ResultModelRow.is_repository)))


async def spelled(session: AsyncSession, guild_id: int, names: Collection[str]) -> list[str]:
    """Models with public results that are called so when capitals are disregarded; `names` have none."""
    query = select(ResultModelRow.model_name).where(
        ResultModelRow.guild_id == guild_id, func.lower(ResultModelRow.model_name).in_(names)
    )
    return list(await session.scalars(query))


async def newest(session: AsyncSession, guild_id: int, part: str, most: int) -> list[Posted]:
    """The newest public results of models or benchmarks whose name holds `part`.

    Of many such names only those with the newest results, or with most of them, are looked at.
    """
    of_guild = (ResultRow.guild_id == guild_id, _IS_PUBLIC)
    query = select(ResultRow.id).where(*of_guild)
    if part:
        ids = union(_of_models(guild_id, part, most), _of_benchmarks(guild_id, part, most))
        query = query.where(ResultRow.id.in_(ids))
    chosen = query.order_by(ResultRow.id.desc()).limit(most)
    return await read(
        await session.execute(EVERY.where(ResultRow.id.in_(chosen)).order_by(ResultRow.id.desc()))
    )


def _named(guild_id: int, part: str, most: int) -> Select[str]:
    """Walks from the newest on, so that it ends early where the part is in many names."""
    return (
        select(ResultModelRow.model_name)
        .where(
            ResultModelRow.guild_id == guild_id, ResultModelRow.model_name.icontains(part, autoescape=True)
        )
        .order_by(ResultModelRow.newest_id.desc())
        .limit(most)
    )


def _of_models(guild_id: int, part: str, most: int) -> Select[int]:
    model = _named(guild_id, part, MOST_NAMED).subquery()
    ids = (
        select(ResultRow.id)
        .where(ResultRow.guild_id == guild_id, _IS_PUBLIC, ResultRow.model_name == model.c.model_name)
        .order_by(ResultRow.id.desc())
        .limit(most)
        .lateral()
    )
    return select(ids.c.id).select_from(model).join(ids, true())


def _of_benchmarks(guild_id: int, part: str, most: int) -> Select[int]:
    """Of what was measured: claims are found by their models."""
    way = (
        select(ResultWayRow.benchmark, ResultWayRow.test)
        .where(
            ResultWayRow.guild_id == guild_id,
            ResultWayRow.benchmark.icontains(key(part) or part, autoescape=True),
        )
        .order_by(ResultWayRow.results.desc())
        .limit(MOST_NAMED)
        .subquery()
    )
    ids = (
        select(ResultRow.id)
        .where(
            ResultRow.guild_id == guild_id,
            _IS_PUBLIC,
            ResultRow.provenance != literal_column("'claimed'"),
            ResultRow.benchmark == way.c.benchmark,
            ResultRow.test == way.c.test,
        )
        .order_by(ResultRow.id.desc())
        .limit(most)
        .lateral()
    )
    return select(ids.c.id).select_from(way).join(ids, true())
