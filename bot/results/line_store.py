"""What rankings and pages of models show, counted whenever a result changes, on the caller's session.

Only public results that were measured count. A *line* is all runs of one model in one quantisation of one
test, a *way* all results of one test.
"""

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among_texts
from bot.in_turns import in_turns
from bot.results.names import store as models
from bot.results.tables import ResultLineRow, ResultRow, ResultWayRow

BATCH = 250
# As it stands in the indexes: with parameters PostgreSQL does not find them in a generic plan.
_PUBLIC = ResultRow.state == literal_column("'public'")
MEASURED = and_(_PUBLIC, ResultRow.provenance != literal_column("'claimed'"))
CLAIMED = and_(_PUBLIC, ResultRow.provenance == literal_column("'claimed'"))
# As it stands in a line: empty where none is stated.
QUANTISATION = func.coalesce(ResultRow.quantisation, literal_column("''", Text)).label("quantisation")
_KEY = ("guild_id", "benchmark", "test", "model_name", "quantisation")
_COUNTED = ("unit", "runs", "members", "low", "high", "middle_id", "value")


def counted(*wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Lines from the results themselves, of those measured that are wanted: the columns of a kept line.

    The middle run is that with as many worse ones as better ones; of two, the worse; of equals, the newest.
    """
    line = (ResultRow.guild_id, ResultRow.benchmark, ResultRow.test, ResultRow.model_name, QUANTISATION)
    worst_first = case((ResultRow.higher_is_better.is_(False), -ResultRow.value), else_=ResultRow.value)
    order = (worst_first, ResultRow.id.desc())
    runs = (
        select(
            *line,
            ResultRow.id,
            ResultRow.author_id,
            ResultRow.unit,
            ResultRow.value,
            func.row_number().over(partition_by=line, order_by=order).label("rank"),
            func.count().over(partition_by=line).label("runs"),
        )
        .where(MEASURED, *wanted)
        .subquery()
    )
    is_middle = runs.c.rank == (runs.c.runs + literal_column("1")) // literal_column("2")
    key = [runs.c[name] for name in _KEY]
    return select(
        *key,
        func.min(runs.c.unit).label("unit"),
        func.count().label("runs"),
        func.count(runs.c.author_id.distinct()).label("members"),
        func.min(runs.c.value).label("low"),
        func.max(runs.c.value).label("high"),
        func.min(runs.c.id).filter(is_middle).label("middle_id"),
        func.min(runs.c.value).filter(is_middle).label("value"),
    ).group_by(*key)


async def recount(session: AsyncSession, guild_id: int, names: Collection[str]) -> None:
    """Bring what is kept of these models up to date.

    The caller holds each of them (`measured.hold`), and calls this once in a transaction: the ways are locked
    in their order until it ends.
    """
    await models.keep(session, guild_id, names)
    before = await _ways(session, guild_id, names)
    await _keep(session, guild_id, names)
    await _forget(session, guild_id, names)
    after = await _ways(session, guild_id, names)
    none = (0, 0)
    differing = sorted(way for way in before.keys() | after.keys() if before.get(way) != after.get(way))
    for start in range(0, len(differing), BATCH):
        rows = [
            {
                "guild_id": guild_id,
                "benchmark": way[0],
                "test": way[1],
                "results": after.get(way, none)[0] - before.get(way, none)[0],
                "lines": after.get(way, none)[1] - before.get(way, none)[1],
            }
            for way in differing[start : start + BATCH]
        ]
        await _count_ways(session, guild_id, rows)


async def _ways(
    session: AsyncSession, guild_id: int, names: Collection[str]
) -> dict[tuple[str, str], tuple[int, int]]:
    """By benchmark and test how many results and lines of these models are kept."""
    way = (ResultLineRow.benchmark, ResultLineRow.test)
    rows = await session.execute(
        select(*way, func.sum(ResultLineRow.runs), func.count())
        .where(ResultLineRow.guild_id == guild_id, among_texts(ResultLineRow.model_name, names))
        .group_by(*way)
    )
    return {
        (benchmark, test): (int(results), lines) async for benchmark, test, results, lines in in_turns(rows)
    }


async def _keep(session: AsyncSession, guild_id: int, names: Collection[str]) -> None:
    found = counted(ResultRow.guild_id == guild_id, among_texts(ResultRow.model_name, names))
    new = insert(ResultLineRow).from_select([*_KEY, *_COUNTED], found)
    kept = tuple_(*(getattr(ResultLineRow, name) for name in _COUNTED))
    await session.execute(
        new.on_conflict_do_update(
            index_elements=_KEY,
            set_={name: new.excluded[name] for name in _COUNTED},
            where=kept != tuple_(*(new.excluded[name] for name in _COUNTED)),
        )
    )


async def _forget(session: AsyncSession, guild_id: int, names: Collection[str]) -> None:
    """Delete the lines of which no run is left.

    By the difference of two sets: looking for the runs of each line takes seconds among a million results.
    Asked apart: within a DELETE PostgreSQL compares thousands of new lines with one another, for seconds too.
    """
    of_line = [getattr(ResultLineRow, name) for name in _KEY[1:]]
    of_models = (ResultLineRow.guild_id == guild_id, among_texts(ResultLineRow.model_name, names))
    there = select(ResultRow.benchmark, ResultRow.test, ResultRow.model_name, QUANTISATION).where(
        MEASURED, ResultRow.guild_id == guild_id, among_texts(ResultRow.model_name, names)
    )
    gone = (await session.execute(select(*of_line).where(*of_models).except_(there))).all()
    if gone:
        table = cast("Table", ResultLineRow.__table__)
        is_gone = [table.c[name] == bindparam(f"gone_{name}") for name in _KEY[1:]]
        rows = [{f"gone_{name}": value for name, value in zip(_KEY[1:], line, strict=True)} for line in gone]
        await session.execute(delete(table).where(table.c.guild_id == guild_id, *is_gone), rows)


async def _count_ways(session: AsyncSession, guild_id: int, rows: list[dict[str, Any]]) -> None:
    """Add these numbers to what is kept: others may count the same ways for other models at the same time."""
    new = insert(cast("Table", ResultWayRow.__table__))
    await session.execute(
        new.on_conflict_do_update(
            index_elements=["guild_id", "benchmark", "test"],
            set_={
                "results": ResultWayRow.results + new.excluded.results,
                "lines": ResultWayRow.lines + new.excluded.lines,
            },
        ),
        rows,
    )
    await session.execute(
        delete(ResultWayRow)
        .where(
            ResultWayRow.guild_id == guild_id,
            among_texts(ResultWayRow.test, [row["test"] for row in rows]),
            ResultWayRow.results == 0,
        )
        .execution_options(synchronize_session=False)
    )
