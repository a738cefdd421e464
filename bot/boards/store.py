"""Queries of rankings, on the caller's session: of one guild, and of public results only."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    desc,
    func,
    select,
    union,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.boards.model import SIZES, Choice
from bot.boards.tables import BoardViewRow
from bot.db.arrays import among_texts
from bot.outdated.tables import MeasuredRevisionRow
from bot.releases.tables import ReleaseRow
from bot.results.line_store import CLAIMED, MEASURED
from bot.results.tables import ResultRow, ResultWayRow

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
    found = _counted_ways(guild_id, choice, now) if choice.is_filtered else _kept_ways(guild_id, choice)
    ranked = found.order_by(desc("results"), "example").limit(MOST_SET_UPS).subquery()
    rows = await session.execute(
        select(ranked, ResultRow.subset, ResultRow.metric, ResultRow.higher_is_better)
        .join(ResultRow, ResultRow.id == ranked.c.example)
        .order_by(ranked.c.results.desc(), ranked.c.example)
    )
    return [
        Way(row.test, row.results, row.example, row.subset, row.metric, row.higher_is_better) for row in rows
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
        *_IS_MODEL,
    )
    return {model: found or [] for model, found in await session.execute(query)}


async def posted_claims(
    session: AsyncSession, guild_id: int, benchmark: str, models: Collection[str]
) -> dict[str, float]:
    """What members have posted as claimed of these models, by the model's name."""
    query = (
        select(ResultRow.model_name, ResultRow.value)
        .where(
            ResultRow.guild_id == guild_id,
            ResultRow.benchmark == benchmark,
            CLAIMED,
            ResultRow.subset.is_(None),
            among_texts(ResultRow.model_name, models),
        )
        .order_by(ResultRow.id)
    )
    return {row.model_name: row.value for row in await session.execute(query)}


async def keep_view(session: AsyncSession, guild_id: int, choice: Choice) -> int:
    """The number by which buttons name what a ranking shows; the same for the same choice."""
    stated = asdict(choice)
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


_IS_MODEL = (
    ReleaseRow.kind == "model",
    ReleaseRow.facts["revision"].astext.is_(None),
    ReleaseRow.facts["collected"].astext.is_(None),
)


def wanted(guild_id: int, choice: Choice, now: datetime) -> list[ColumnElement[bool]]:
    """The conditions of a choice, its set-up excepted."""
    setup = ResultRow.setup
    wanted: list[ColumnElement[bool]] = [
        ResultRow.guild_id == guild_id,
        ResultRow.benchmark == choice.benchmark,
        MEASURED,
    ]
    if choice.quantisation is not None:
        wanted.append(func.lower(ResultRow.quantisation) == choice.quantisation.lower())
    for name, part in (("hardware", choice.hardware), ("engine", choice.engine)):
        if part is not None:
            wanted.append(setup[name].astext.icontains(part, autoescape=True))
    if choice.shots is not None:
        wanted.append(setup["shots"].astext == str(choice.shots))
    if choice.days is not None:
        at = func.coalesce(ResultRow.measured_at, ResultRow.created_at)
        wanted.append(at >= now - timedelta(days=choice.days))
    if choice.reproduced:
        wanted.append(ResultRow.provenance.in_(("reproduced", "verified")))
    return wanted + _of_model(choice)


def _of_model(choice: Choice) -> list[ColumnElement[bool]]:
    """What the Hub must say of the model, as far as its release or its revisions were read."""
    model, stated = func.lower(ResultRow.model), list[ColumnElement[bool]]()
    if choice.size is not None:
        least, most = SIZES[choice.size]
        released = select(func.lower(ReleaseRow.repo_id)).where(
            *_IS_MODEL, ReleaseRow.parameters >= least, ReleaseRow.parameters < most
        )
        looked_at = select(func.lower(MeasuredRevisionRow.model)).where(
            MeasuredRevisionRow.parameters >= least, MeasuredRevisionRow.parameters < most
        )
        stated.append(model.in_(union(released, looked_at)))
    if choice.licence is not None:
        licence = func.lower(ReleaseRow.facts["licence"].astext)
        names = select(func.lower(ReleaseRow.repo_id)).where(*_IS_MODEL, licence == choice.licence.lower())
        stated.append(model.in_(names))
    return stated


def _kept_ways(guild_id: int, choice: Choice) -> Query:
    of_way = (ResultRow.benchmark == ResultWayRow.benchmark, ResultRow.test == ResultWayRow.test)
    first = select(func.min(ResultRow.id)).where(MEASURED, ResultRow.guild_id == guild_id, *of_way)
    return select(ResultWayRow.test, ResultWayRow.results, first.scalar_subquery().label("example")).where(
        ResultWayRow.guild_id == guild_id, ResultWayRow.benchmark == choice.benchmark
    )


def _counted_ways(guild_id: int, choice: Choice, now: datetime) -> Query:
    return (
        select(ResultRow.test, func.count().label("results"), func.min(ResultRow.id).label("example"))
        .where(*wanted(guild_id, choice, now))
        .group_by(ResultRow.test)
    )
