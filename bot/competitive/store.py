"""Queries for one answer about a model, on the caller's session: of one guild only."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Integer, Select, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.boards.model import Standing
from bot.competitive.model import Claimed, Own
from bot.db.arrays import among_texts
from bot.results.line_store import CLAIMED, MEASURED
from bot.results.row_store import EVERY, read
from bot.results.tables import ResultLineRow, ResultRow

# Of each model so many lines are read, and of each of its benchmarks.
MOST_LINES = 30
MOST_OF_BENCHMARK = 6
# What members have posted as claimed, the newest.
MOST_CLAIMS = 200


async def own(
    session: AsyncSession,
    guild_id: int,
    names: Collection[str],
    benchmarks: Collection[str] | None = None,
    most: int = MOST_LINES,
) -> dict[str, list[Own]]:
    """At most so many lines of each of these models, by name in lower case; in some benchmarks only if asked.

    The benchmarks that most members measured come first, and of each what tells of the whole of it.
    """
    asked = {"guild": guild_id, "names": sorted(names), "benchmarks": sorted(benchmarks or ()), "most": most}
    rows = (await session.execute(_own(is_in_some=benchmarks is not None), asked)).all()
    found: dict[str, list[Own]] = defaultdict(list)
    for row, middle in zip(rows, await read(rows), strict=True):
        standing = Standing(middle, row.runs, row.members, row.low, row.high)
        found[row.model_name.lower()].append(Own(row.test, standing))
    return found


@cache
def _own(*, is_in_some: bool) -> Select[*tuple[Any, ...]]:
    """Kept, since to put it together takes longer than to ask it."""
    line, run = ResultLineRow, ResultRow
    of_guild = bindparam("guild", type_=BigInteger)
    names, benchmarks = (bindparam(name, type_=ARRAY(Text)) for name in ("names", "benchmarks"))
    most_runs = (line.members.desc(), line.runs.desc())
    says_most = (run.subset.is_not(None), run.partial, *most_runs, line.test, line.quantisation)
    rank = func.row_number().over(partition_by=(line.model_name, line.benchmark), order_by=says_most)
    columns = (line.model_name, line.benchmark, line.test, line.middle_id)
    counts = (line.runs, line.members, line.low, line.high)
    among = [line.benchmark == func.any(benchmarks)] if is_in_some else []
    ranked = (
        select(*columns, *counts, rank.label("rank"))
        .join(run, run.id == line.middle_id)
        .where(line.guild_id == of_guild, line.model_name == func.any(names), *among)
        .subquery()
    )
    first = (
        ranked.c.rank > 1,
        ranked.c.members.desc(),
        ranked.c.runs.desc(),
        ranked.c.benchmark,
        ranked.c.rank,
    )
    place = func.row_number().over(partition_by=ranked.c.model_name, order_by=first).label("place")
    placed = select(ranked, place).where(ranked.c.rank <= MOST_OF_BENCHMARK).subquery()
    of_line = (placed.c[name] for name in ("test", "runs", "members", "low", "high"))
    return (
        EVERY.add_columns(*of_line)
        .join(placed, placed.c.middle_id == run.id)
        .where(run.guild_id == of_guild, MEASURED, placed.c.place <= bindparam("most", type_=Integer))
        .order_by(placed.c.model_name, placed.c.place)
    )


async def measured(session: AsyncSession, guild_id: int, names: Collection[str]) -> set[str]:
    """Those of these models of which there are results, in lower case."""
    line = ResultLineRow
    rows = await session.scalars(
        select(line.model_name)
        .distinct()
        .where(line.guild_id == guild_id, among_texts(line.model_name, names))
    )
    return {name.lower() for name in rows}


async def claimed(
    session: AsyncSession, guild_id: int, benchmarks: Collection[str], besides: str, since: datetime
) -> list[Claimed]:
    """What members have posted since then as claimed of the whole of these benchmarks, of other models."""
    row = ResultRow
    rows = await session.execute(
        select(row.benchmark, row.model_name, row.value, row.post, row.unit, row.metric)
        .where(
            row.guild_id == guild_id,
            among_texts(row.benchmark, benchmarks),
            CLAIMED,
            row.subset.is_(None),
            row.model_name != besides,
            row.created_at > since,
        )
        .order_by(row.id.desc())
        .limit(MOST_CLAIMS)
    )
    return [
        Claimed(one.benchmark, one.model_name, one.value, post=one.post, unit=one.unit, metric=one.metric)
        for one in rows
    ]
