"""Queries on figures, on the caller's session: of one guild, of public results that may be read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    Text,
    asc,
    bindparam,
    desc,
    func,
    select,
    text,
    union,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers.figures.model import Query
from bot.answers.model import Source
from bot.answers.tables import PassageRow
from bot.boards import store as boards
from bot.boards.filter_store import AT, IS_MODEL, of_run
from bot.boards.line_store import group
from bot.boards.model import Group
from bot.boards.store import Way
from bot.db.arrays import among, among_texts
from bot.outbox.tables import DeliveryRow
from bot.outdated.tables import MeasuredRevisionRow
from bot.releases.tables import ReleaseRow
from bot.results.line_store import CLAIMED, MEASURED, counted
from bot.results.model import Posted
from bot.results.row_store import EVERY, read
from bot.results.tables import ResultLineRow, ResultRow, ResultWayRow

# So many names of models, and ways to measure one benchmark, are looked at.
MOST_MODELS: Final = 20_000
MOST_WAYS: Final = 100
_LINE: Final = ("model_name", "quantisation", "middle_id", "value", "runs", "members", "low", "high")
# Of posts of every kind: to find those of results alone takes longer.
_CHANNELS: Final = text("SELECT DISTINCT channel_id FROM delivery WHERE guild_id = :guild_id")


@dataclass(frozen=True)
class View:
    """What of a guild may be seen: the results in these channels, or all where `channels` is None.

    `readable` are the channels of all posts that may be read.
    """

    guild_id: int
    channels: frozenset[int] | None = None
    readable: frozenset[int] = frozenset()

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Of results."""
        of_guild = ResultRow.guild_id == self.guild_id
        if self.channels is None:
            return [of_guild]
        posts = select(DeliveryRow.nonce).where(
            DeliveryRow.guild_id == self.guild_id, among(DeliveryRow.channel_id, self.channels)
        )
        return [of_guild, ResultRow.post.in_(posts)]


async def channels(session: AsyncSession, guild_id: int) -> list[int]:
    """The channels in which posts of a guild are."""
    return list(await session.scalars(_CHANNELS, {"guild_id": guild_id}))


async def has_results(session: AsyncSession, guild_id: int, those: Collection[int]) -> bool:
    """Whether a public result stands in one of these channels."""
    query = (
        select(ResultRow.id)
        .join(DeliveryRow, DeliveryRow.nonce == ResultRow.post)
        .where(
            DeliveryRow.guild_id == guild_id,
            among(DeliveryRow.channel_id, those),
            ResultRow.guild_id == guild_id,
            ResultRow.state == text("'public'"),
        )
        .limit(1)
    )
    return await session.scalar(query) is not None


async def benchmarks(session: AsyncSession, view: View) -> dict[str, int]:
    """How many results of each benchmark were measured."""
    if view.channels is None:
        query = (
            select(ResultWayRow.benchmark, func.sum(ResultWayRow.results))
            .where(ResultWayRow.guild_id == view.guild_id)
            .group_by(ResultWayRow.benchmark)
        )
    else:
        query = (
            select(ResultRow.benchmark, func.count())
            .where(MEASURED, *view.conditions)
            .group_by(ResultRow.benchmark)
        )
    return {row[0]: int(row[1]) for row in await session.execute(query)}


async def models(session: AsyncSession, view: View) -> tuple[str, ...]:
    """The models of which something is public, measured or claimed."""
    claimed = select(ResultRow.model_name).where(CLAIMED, *view.conditions)
    if view.channels is None:
        measured = select(ResultLineRow.model_name).where(ResultLineRow.guild_id == view.guild_id)
    else:
        measured = select(ResultRow.model_name).where(MEASURED, *view.conditions)
    every = union(claimed, measured).subquery()
    names = select(every.c.model_name).order_by(every.c.model_name).limit(MOST_MODELS)
    return tuple(await session.scalars(names))


async def announced(session: AsyncSession, guild_id: int, those: Collection[int]) -> list[str]:
    """The repositories that were announced in these channels, by their passages."""
    query = select(PassageRow.title).where(
        PassageRow.guild_id == guild_id,
        PassageRow.source == Source.RELEASE.value,
        PassageRow.part == 0,
        PassageRow.channel_id == func.any(bindparam(None, sorted(those), type_=ARRAY(BigInteger))),
    )
    return list(await session.scalars(query.distinct().limit(MOST_MODELS)))


async def quantisations(session: AsyncSession, view: View) -> tuple[str, ...]:
    """Those in which something was measured."""
    if view.channels is None:
        query = select(ResultLineRow.quantisation).where(ResultLineRow.guild_id == view.guild_id)
    else:
        query = select(func.coalesce(ResultRow.quantisation, "")).where(MEASURED, *view.conditions)
    return tuple(sorted(one for one in await session.scalars(query.distinct()) if one))


async def version(session: AsyncSession, guild_id: int) -> tuple[object, ...]:
    """What changes whenever results of a guild come or go; told in no time."""
    ways = select(func.sum(ResultWayRow.results), func.sum(ResultWayRow.lines)).where(
        ResultWayRow.guild_id == guild_id
    )
    newest = select(func.max(ResultRow.created_at)).where(ResultRow.guild_id == guild_id)
    row = (await session.execute(ways)).one()
    return row[0], row[1], await session.scalar(newest)


async def count(session: AsyncSession, view: View, benchmark: str) -> int:
    """How many results of a benchmark were measured; of all where it is empty."""
    if not benchmark:
        return sum((await benchmarks(session, view)).values())
    if view.channels is None:
        return await boards.count(session, view.guild_id, benchmark)
    query = select(func.count()).where(MEASURED, ResultRow.benchmark == benchmark, *view.conditions)
    return await session.scalar(query) or 0


async def parameters(session: AsyncSession, names: Collection[str]) -> dict[str, int]:
    """How large models are as the Hub says, by their names in lower case."""
    looked_at = select(MeasuredRevisionRow.model, MeasuredRevisionRow.parameters).where(
        among_texts(MeasuredRevisionRow.model, names), MeasuredRevisionRow.parameters.is_not(None)
    )
    released = select(ReleaseRow.repo_id, ReleaseRow.parameters).where(
        _is_named(names), IS_MODEL, ReleaseRow.parameters.is_not(None)
    )
    found: dict[str, int] = {}
    for query in (looked_at, released):
        found |= {name.lower(): count for name, count in await session.execute(query) if count is not None}
    return found


async def licences(session: AsyncSession, names: Collection[str]) -> dict[str, str]:
    """Licences of models as the Hub says, by their names in lower case."""
    query = select(ReleaseRow.repo_id, ReleaseRow.facts["licence"].astext).where(_is_named(names), IS_MODEL)
    return {row[0].lower(): row[1].lower() for row in await session.execute(query) if row[1]}


async def ways(session: AsyncSession, view: View, query: Query, names: Collection[str] | None) -> list[Way]:
    """How the benchmark was measured by those that fit, the most common first; `names` are models."""
    lines = fitting(view, query, names)
    tests = select(
        lines.c.test,
        func.sum(lines.c.runs).label("results"),
        func.min(lines.c.middle_id).label("example"),
    ).group_by(lines.c.test)
    return await boards.described(session, tests, MOST_WAYS)


async def count_models(session: AsyncSession, view: View, query: Query, names: Collection[str] | None) -> int:
    """How many models have results that fit."""
    every = fitting(view, query, names)
    return await session.scalar(select(func.count(every.c.model_name.distinct()))) or 0


async def lines(
    session: AsyncSession,
    view: View,
    query: Query,
    names: Collection[str] | None,
    test: str,
    most: int,
    *,
    highest_first: bool,
) -> tuple[list[Group], int]:
    """The first lines of one test, and how many there are."""
    every = fitting(view, query, names)
    columns = [every.c[name] for name in _LINE]
    order = desc(every.c.value) if highest_first else asc(every.c.value)
    found = (
        select(*columns, func.count().over().label("total"))
        .where(every.c.test == test)
        .order_by(order, every.c.middle_id)
        .limit(most)
    )
    rows = (await session.execute(found)).all()
    return [group(row) for row in rows], rows[0].total if rows else 0


async def newest(
    session: AsyncSession, view: View, query: Query, names: Collection[str] | None, most: int
) -> tuple[list[Posted], int]:
    """The measured results that were posted last, and how many there are that fit."""
    wanted = [MEASURED, *view.conditions, *_of_models(ResultRow, query, names), *_of_runs(query)]
    wanted += _within(ResultRow.value, query)
    if query.metric is not None:
        wanted.append(ResultRow.metric == query.metric)
    total = await session.scalar(select(func.count()).select_from(ResultRow).where(*wanted)) or 0
    rows = await session.execute(EVERY.where(*wanted).order_by(ResultRow.id.desc()).limit(most))
    return await read(rows), total


async def claimed(
    session: AsyncSession, view: View, benchmark: str, names: Collection[str] | None, most: int
) -> list[Posted]:
    """What members posted as claimed of the whole of a benchmark, the newest first."""
    wanted = [CLAIMED, ResultRow.benchmark == benchmark, ResultRow.subset.is_(None), *view.conditions]
    if names is not None:
        wanted.append(among_texts(ResultRow.model_name, names))
    rows = await session.execute(EVERY.where(*wanted).order_by(ResultRow.id.desc()).limit(most))
    return await read(rows)


async def posted(session: AsyncSession, view: View, names: Collection[str]) -> list[Posted]:
    """Everything public of these models, the newest first."""
    wanted = [
        ResultRow.state == text("'public'"), among_texts(ResultRow.model_name, names), *view.conditions
    ]  # fmt: skip
    return await read(await session.execute(EVERY.where(*wanted).order_by(ResultRow.id.desc())))


def _is_named(names: Collection[str]) -> ColumnElement[bool]:
    """Whether a release is of one of these models; thousands of them are one parameter."""
    small = bindparam(None, sorted({name.lower() for name in names}), type_=ARRAY(Text))
    return func.lower(ReleaseRow.repo_id).in_(select(func.unnest(small)))


def fitting(view: View, query: Query, names: Collection[str] | None) -> Subquery:
    """Lines of a benchmark that fit: as they are kept, or counted where the runs of one may differ in it."""
    of_runs = _of_runs(query)
    if view.channels is not None or of_runs:
        every = counted(*view.conditions, *_of_models(ResultRow, query, names), *of_runs).subquery()
        return select(every).where(*_within(every.c.value, query)).subquery()
    wanted = [*_of_models(ResultLineRow, query, names), *_within(ResultLineRow.value, query)]
    of_guild = ResultLineRow.guild_id == view.guild_id
    kept: Select[Any] = select(ResultLineRow.__table__).where(of_guild, *wanted)
    return kept.subquery()


def _of_models(
    rows: type[ResultRow] | type[ResultLineRow], query: Query, names: Collection[str] | None
) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.benchmark is not None:
        wanted.append(rows.benchmark == query.benchmark)
    if names is not None:
        wanted.append(among_texts(rows.model_name, names))
    if query.quantisation is not None:
        wanted.append(func.lower(rows.quantisation) == query.quantisation.lower())
    return wanted


def _within(value: Any, query: Query) -> list[ColumnElement[bool]]:
    return [] if query.value is None else query.value.asks_of(value)


def _of_runs(query: Query) -> list[ColumnElement[bool]]:
    wanted = of_run(query.hardware, query.engine, query.shots, reproduced=query.reproduced)
    if query.since is not None:
        wanted.append(datetime.combine(query.since, time(), UTC) <= AT)
    if query.until is not None:
        wanted.append(datetime.combine(query.until, time(), UTC) > AT)
    return wanted
