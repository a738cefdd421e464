"""Queries of rankings, on the caller's session: of one guild, and of public results only."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Text,
    bindparam,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.boards.model import SIZES, Between, Choice, Group
from bot.boards.tables import BoardViewRow
from bot.releases.model import Release
from bot.releases.store.announced import load
from bot.releases.tables import ReleaseRow
from bot.results.tables import ResultRow

# Ways to measure one benchmark that are looked at, the most common first.
MOST_SET_UPS = 100
_LOOKED_AT = 20


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
    found = _runs(wanted) if choice.runs else _models(wanted, choice, higher_is_better=higher_is_better)
    lines = found.subquery()
    value = lines.c.value.desc() if higher_is_better else lines.c.value
    query = select(lines, func.count().over().label("total"))
    rows = (await session.execute(query.order_by(value, lines.c.middle).offset(skipped).limit(most))).all()
    return [_group(row) for row in rows], rows[0].total if rows else 0


async def spreads(
    session: AsyncSession, guild_id: int, choice: Choice, models: Collection[str], now: datetime
) -> dict[tuple[str, str | None], Between]:
    """How far the runs of each of these models and its quantisations lie apart, and of how many members."""
    query = (
        select(
            ResultRow.model_name,
            ResultRow.quantisation,
            func.count(ResultRow.author_id.distinct()).label("members"),
            func.min(ResultRow.value).label("low"),
            func.max(ResultRow.value).label("high"),
        )
        .where(
            *_wanted(guild_id, choice, now),
            ResultRow.test == choice.test,
            ResultRow.model_name == func.any(_texts("models", models)),
        )
        .group_by(ResultRow.model_name, ResultRow.quantisation)
    )
    return {
        (row.model_name, row.quantisation): Between(row.members, row.low, row.high)
        for row in await session.execute(query)
    }


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
            ResultRow.state == "public",
            ResultRow.provenance == "claimed",
            ResultRow.subset.is_(None),
            ResultRow.model_name == func.any(_texts("models", models)),
        )
        .order_by(ResultRow.id)
    )
    return {row.model_name: row.value for row in await session.execute(query)}


async def newer_by_author(session: AsyncSession, release: Release, most: int) -> list[Release]:
    """The newest models of the same author that came out after this one."""
    query = (
        select(ReleaseRow.facts)
        .where(ReleaseRow.author == release.author, ReleaseRow.state != "gone", *_IS_MODEL)
        .order_by(ReleaseRow.id.desc())
        .limit(_LOOKED_AT)
    )
    found = [load(facts) for facts in await session.scalars(query)]
    since = release.created_at or release.seen_at
    newer = [one for one in found if (one.created_at or one.seen_at) > since and one.key != release.key]
    return newer[:most]


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


def _texts(name: str, values: Collection[str]) -> BindParameter[Any]:
    """An array in one parameter: with a parameter for each value PostgreSQL would prepare anew each time."""
    return bindparam(name, list(values), type_=ARRAY(Text))


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


def _models(wanted: Sequence[ColumnElement[bool]], choice: Choice, *, higher_is_better: bool) -> Any:
    """The middle run of each model and quantisation.

    Windows over the order of the index: grouping with arrays takes three times as long.
    """
    of_model = (ResultRow.model_name, ResultRow.quantisation)
    runs = func.count().over(partition_by=of_model)
    members = [func.min(ResultRow.author_id), func.max(ResultRow.author_id)] if choice.reproduced else []
    ranked = (
        select(
            ResultRow.model_name,
            ResultRow.quantisation,
            ResultRow.id.label("middle"),
            ResultRow.value,
            runs.label("runs"),
            func.row_number().over(partition_by=of_model, order_by=ResultRow.value).label("rank"),
            *(
                one.over(partition_by=of_model).label(f"member_{number}")
                for number, one in enumerate(members)
            ),
        )
        .where(*wanted)
        .subquery()
    )
    count = ranked.c.runs
    found = select(ranked.c.model_name, ranked.c.quantisation, ranked.c.middle, ranked.c.value, count).where(
        ranked.c.rank == ((count + 1) // 2 if higher_is_better else count // 2 + 1)
    )
    return found.where(ranked.c.member_0 != ranked.c.member_1) if choice.reproduced else found


def _runs(wanted: Sequence[ColumnElement[bool]]) -> Any:
    return select(
        ResultRow.model_name,
        ResultRow.quantisation,
        ResultRow.id.label("middle"),
        ResultRow.value,
        literal(1).label("runs"),
    ).where(*wanted)


def _group(row: Any) -> Group:
    return Group(row.model_name, row.quantisation, row.middle, row.value, row.runs)
