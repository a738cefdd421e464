"""Queries of rankings, on the caller's session: of one guild, and of public results only."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.boards import filter_store
from bot.boards.model import Choice
from bot.boards.tables import BoardViewRow
from bot.db.arrays import among_texts
from bot.releases.tables import ReleaseRow
from bot.results.line_store import CLAIMED, MEASURED
from bot.results.model import Result
from bot.results.tables import ResultLineRow, ResultRow, ResultWayRow

Query = Select[*tuple[Any, ...]]
# Ways to measure one benchmark that are looked at, the most common first.
MOST_SET_UPS = 100


@dataclass(frozen=True)
class Way:
    """One way in which a benchmark was measured: how many results, and the first of them."""

    test: str
    count: int
    example: int
    subset: str | None
    metric: str
    higher_is_better: bool | None


async def ways(session: AsyncSession, guild_id: int, choice: Choice, now: datetime) -> list[Way]:
    """How the benchmark was measured by those whom the filters let through, the most common first."""
    asks_runs = filter_store.ask_runs(choice)
    found = _counted_ways(guild_id, choice, now) if asks_runs else _kept_ways(guild_id, choice)
    of_shots = [] if choice.shots is None else [ResultRow.shots == str(choice.shots)]
    return await described(session, found, MOST_SET_UPS, *of_shots)


async def described(
    session: AsyncSession, found: Query, most: int, *wanted: ColumnElement[bool]
) -> list[Way]:
    """Tests with their `results` and an `example` each, as ways to measure, the most common first."""
    counted = found.subquery()
    query = (
        select(counted, ResultRow.subset, ResultRow.metric, ResultRow.higher_is_better)
        .join(ResultRow, ResultRow.id == counted.c.example)
        .where(*wanted)
        .order_by(counted.c.results.desc(), counted.c.example)
        .limit(most)
    )
    return [
        Way(row.test, int(row.results), row.example, row.subset, row.metric, row.higher_is_better)
        for row in await session.execute(query)
    ]


async def count(session: AsyncSession, guild_id: int, benchmark: str) -> int:
    """How many measured results of a benchmark there are."""
    query = select(func.sum(ResultWayRow.results)).where(
        ResultWayRow.guild_id == guild_id, ResultWayRow.benchmark == benchmark
    )
    return int(await session.scalar(query) or 0)


async def claims(session: AsyncSession, models: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """What model cards claim, by the model's id in lower case, as it was read when it came out."""
    query = select(func.lower(ReleaseRow.repo_id), ReleaseRow.facts["claims"]).where(
        func.lower(ReleaseRow.repo_id).in_([model.lower() for model in models]),
        filter_store.IS_MODEL,
    )
    return {model: found or [] for model, found in await session.execute(query)}


async def posted_claims(
    session: AsyncSession, guild_id: int, example: Result, models: Collection[str]
) -> dict[str, float]:
    """What members have posted as claimed of these models in the same measure, by the model’s name.

    Of shares any metric will do: where they come from its name is often another one.
    """
    same = ResultRow.unit == "share" if example.unit == "share" else ResultRow.metric == example.metric
    query = (
        select(ResultRow.model_name, ResultRow.value)
        .where(
            ResultRow.guild_id == guild_id,
            ResultRow.benchmark == example.benchmark,
            CLAIMED,
            same,
            ResultRow.subset.is_(None),
            among_texts(ResultRow.model_name, models),
        )
        .order_by(ResultRow.id)
    )
    return {row.model_name: row.value for row in await session.execute(query)}


async def keep_view(session: AsyncSession, guild_id: int, choice: Choice) -> int:
    """The number by which buttons name what a ranking shows; the same for the same choice."""
    stated = asdict(choice)
    # As it was kept before anybody could choose these: its buttons go on.
    if choice.picture:
        del stated["picture"]
    if not choice.members:
        del stated["members"]
    sha256 = hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()
    there = select(BoardViewRow.id).where(BoardViewRow.guild_id == guild_id, BoardViewRow.sha256 == sha256)
    if (known := await session.scalar(there)) is not None:
        return known
    new = insert(BoardViewRow).values(guild_id=guild_id, sha256=sha256, choice=stated)
    same = new.on_conflict_do_update(index_elements=["guild_id", "sha256"], set_={"sha256": sha256})
    return (await session.execute(same.returning(BoardViewRow.id))).scalar_one()


async def view(session: AsyncSession, guild_id: int, view_id: int) -> Choice | None:
    """What the ranking of a button shows."""
    row = await session.scalar(
        select(BoardViewRow).where(BoardViewRow.guild_id == guild_id, BoardViewRow.id == view_id)
    )
    return None if row is None else Choice(**row.choice)


def _kept_ways(guild_id: int, choice: Choice) -> Query:
    """As they are kept, or of those lines only that the filters let through."""
    if not choice.is_filtered:
        of_way = (ResultRow.benchmark == ResultWayRow.benchmark, ResultRow.test == ResultWayRow.test)
        first = select(func.min(ResultRow.id)).where(MEASURED, ResultRow.guild_id == guild_id, *of_way)
        return select(
            ResultWayRow.test, ResultWayRow.results, first.scalar_subquery().label("example")
        ).where(ResultWayRow.guild_id == guild_id, ResultWayRow.benchmark == choice.benchmark)
    return (
        select(
            ResultLineRow.test,
            func.sum(ResultLineRow.runs).label("results"),
            func.min(ResultLineRow.middle_id).label("example"),
        )
        .where(*filter_store.of_lines(guild_id, choice))
        .group_by(ResultLineRow.test)
    )


def _counted_ways(guild_id: int, choice: Choice, now: datetime) -> Query:
    conditions = filter_store.of_runs(guild_id, choice, now)
    counted = (
        select(ResultRow.test, func.count().label("results")).where(*conditions).group_by(ResultRow.test)
    )
    if filter_store.ask_models(choice) or choice.days is not None:
        return counted.add_columns(func.min(ResultRow.id).label("example"))
    # `ix_result_counted` holds the rest of what is asked for in a twentieth of the room: all runs are counted
    # from it, in a third of the time, and only the first ones are looked for.
    ways = counted.subquery()
    first = select(func.min(ResultRow.id)).where(*conditions, ResultRow.test == ways.c.test)
    return select(ways, first.correlate(ways).scalar_subquery().label("example"))
