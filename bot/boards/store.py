"""Queries of rankings, on the caller's session: of one guild, and of public results only."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.boards.model import SIZES, Choice, Group
from bot.boards.tables import BoardViewRow
from bot.releases.tables import ReleaseRow
from bot.results.tables import ResultRow

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


async def ways(session: AsyncSession, guild_id: int, choice: Choice, now: datetime) -> list[Way]:
    """How the benchmark was measured by those whom the filters let through, the most common first."""
    counted = (
        select(ResultRow.test, func.count().label("results"), func.min(ResultRow.id).label("example"))
        .where(*_wanted(guild_id, choice, now))
        .group_by(ResultRow.test)
        .order_by(func.count().desc(), func.min(ResultRow.id))
        .limit(MOST_SET_UPS)
        .subquery()
    )
    rows = await session.execute(
        select(counted, ResultRow.subset, ResultRow.metric)
        .join(ResultRow, ResultRow.id == counted.c.example)
        .order_by(counted.c.results.desc(), counted.c.example)
    )
    return [Way(row.test, row.results, row.example, row.subset, row.metric) for row in rows]


async def count(session: AsyncSession, guild_id: int, benchmark: str, now: datetime) -> int:
    """How many measured results of a benchmark there are."""
    query = select(func.count()).where(*_wanted(guild_id, Choice(benchmark), now))
    return await session.scalar(query) or 0


async def groups(
    session: AsyncSession,
    guild_id: int,
    choice: Choice,
    now: datetime,
    *,
    higher_is_better: bool,
    skipped: int = 0,
    most: int | None = None,
) -> tuple[list[Group], int]:
    """Lines of a ranking of one set-up, best first, after the `skipped` ones; and how many there are.

    A model in one quantisation is a line, by the middle one of its runs: of two middle ones by the worse.
    """
    wanted = [*_wanted(guild_id, choice, now), ResultRow.test == choice.test]
    found = _runs(wanted) if choice.runs else _models(wanted, higher_is_better=higher_is_better)
    if choice.reproduced and not choice.runs:
        found = found.having(func.count(ResultRow.author_id.distinct()) > 1)
    lines = found.subquery()
    value = lines.c.value.desc() if higher_is_better else lines.c.value
    query = select(lines, func.count().over().label("total"))
    rows = (await session.execute(query.order_by(value, lines.c.middle).offset(skipped).limit(most))).all()
    return [_group(row) for row in rows], rows[0].total if rows else 0


async def claims(session: AsyncSession, models: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """What model cards claim, by the model's id in lower case, as it was read when it came out."""
    query = select(func.lower(ReleaseRow.repo_id), ReleaseRow.facts["claims"]).where(
        func.lower(ReleaseRow.repo_id).in_([model.lower() for model in models]), *_IS_MODEL
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
            ResultRow.state == "public",
            ResultRow.provenance == "claimed",
            ResultRow.subset.is_(None),
            ResultRow.model_name.in_(models),
        )
        .order_by(ResultRow.id)
    )
    return {row.model_name: row.value for row in await session.execute(query)}


async def keep_view(session: AsyncSession, guild_id: int, choice: Choice) -> int:
    """The number by which buttons name what a ranking shows; the same for the same choice."""
    stated = asdict(choice)
    sha256 = hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()
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


def _wanted(guild_id: int, choice: Choice, now: datetime) -> list[ColumnElement[bool]]:
    """The conditions of a choice, its set-up excepted."""
    setup = ResultRow.setup
    wanted: list[ColumnElement[bool]] = [
        ResultRow.guild_id == guild_id,
        ResultRow.benchmark == choice.benchmark,
        ResultRow.state == "public",
        ResultRow.provenance != "claimed",
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
    if choice.reproduced and choice.runs:
        wanted.append(ResultRow.provenance.in_(("reproduced", "verified")))
    return wanted + _of_model(choice)


def _of_model(choice: Choice) -> list[ColumnElement[bool]]:
    """What the Hub must say of the model, as far as its release was read."""
    stated: list[ColumnElement[bool]] = []
    if choice.size is not None:
        least, most = SIZES[choice.size]
        parameters = cast(ReleaseRow.facts["parameters"].astext, BigInteger)
        stated += [parameters >= least, parameters < most]
        stated.append(ReleaseRow.facts["parameters_are_packed"].astext == "false")
    if choice.licence is not None:
        stated.append(func.lower(ReleaseRow.facts["licence"].astext) == choice.licence.lower())
    if not stated:
        return []
    names = select(func.lower(ReleaseRow.repo_id)).where(*_IS_MODEL, *stated)
    return [func.lower(ResultRow.model).in_(names)]


def _models(wanted: Sequence[ColumnElement[bool]], *, higher_is_better: bool) -> Any:
    runs = func.count()
    middle = (runs + 1) // 2 if higher_is_better else runs // 2 + 1
    order = (ResultRow.value, ResultRow.id)
    return (
        select(
            ResultRow.model_name,
            ResultRow.quantisation,
            func.array_agg(aggregate_order_by(ResultRow.id, *order))[middle].label("middle"),
            func.array_agg(aggregate_order_by(ResultRow.value, *order))[middle].label("value"),
            runs.label("runs"),
            func.count(ResultRow.author_id.distinct()).label("members"),
            func.min(ResultRow.value).label("low"),
            func.max(ResultRow.value).label("high"),
        )
        .where(*wanted)
        .group_by(ResultRow.model_name, ResultRow.quantisation)
    )


def _runs(wanted: Sequence[ColumnElement[bool]]) -> Any:
    return select(
        ResultRow.model_name,
        ResultRow.quantisation,
        ResultRow.id.label("middle"),
        ResultRow.value,
        literal(1).label("runs"),
        literal(1).label("members"),
        ResultRow.value.label("low"),
        ResultRow.value.label("high"),
    ).where(*wanted)


def _group(row: Any) -> Group:
    return Group(
        row.model_name, row.quantisation, row.middle, row.value, row.runs, row.members, row.low, row.high
    )
