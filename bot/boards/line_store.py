"""Queries of lines of rankings and of models, on the caller's session: of one guild, of public results."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Subquery,
    UnaryExpression,
    asc,
    case,
    collate,
    desc,
    func,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.boards import filter_store
from bot.boards.model import Choice, Group
from bot.boards.store import Query
from bot.results.comparability import SPEEDS
from bot.results.line_store import MEASURED, QUANTISATION, counted
from bot.results.tables import ResultLineRow, ResultRow, ResultWayRow


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

    A model in one quantisation is a line, by the middle one of its runs: of two middle ones by the worse; or
    a member is one, by the best run.
    """
    least = None if most is None else skipped + most
    if choice.runs:
        query = _runs(*filter_store.of_runs(guild_id, choice, now), ResultRow.test == choice.test)
    elif choice.members:
        of_test = (*filter_store.of_runs(guild_id, choice, now), ResultRow.test == choice.test)
        query = _best_of_members(*of_test, higher_is_better=higher_is_better)
    elif filter_store.ask_runs(choice):
        conditions = [*filter_store.of_runs(guild_id, choice, now), ResultRow.test == choice.test]
        query = _counted_lines(guild_id, conditions, least, higher_is_better=higher_is_better)
    else:
        query = _kept_lines(guild_id, choice)
    value: UnaryExpression[Any] = desc("value") if higher_is_better else asc("value")
    rows = (await session.execute(query.order_by(value, "middle_id").offset(skipped).limit(most))).all()
    return _with_total(rows)


async def records(
    session: AsyncSession, guild_id: int, choice: Choice, *, higher_is_better: bool, most: int
) -> tuple[list[Group], int]:
    """The lines of a set-up that were the best when their middle runs were measured; and how many there are.

    The newest come first. A run without a date counts from when it was posted. Of the choice only the
    benchmark and the set-up count.
    """
    of_test = (
        ResultLineRow.guild_id == guild_id,
        ResultLineRow.benchmark == choice.benchmark,
        ResultLineRow.test == choice.test,
    )
    middles = select(ResultLineRow.middle_id).where(*of_test)
    # All runs of the test from one index, with IS TRUE to keep the middle ones' ids: as a join PostgreSQL
    # looks for each middle run in turn, which takes three times as long among thousands of lines.
    runs = select(ResultRow.id.label("middle_id"), ResultRow.value, filter_store.AT.label("at")).where(
        MEASURED,
        ResultRow.guild_id == guild_id,
        ResultRow.benchmark == choice.benchmark,
        ResultRow.test == choice.test,
        ResultRow.id.in_(middles).is_(True),
    )
    held = _held(runs.subquery(), higher_is_better=higher_is_better, most=most).subquery()
    query = (
        select(ResultLineRow.__table__, held.c.total)
        .join(held, held.c.middle_id == ResultLineRow.middle_id)
        .where(*of_test)
        .order_by(held.c.at.desc(), held.c.rank.desc())
    )
    return _with_total((await session.execute(query)).all())


async def records_among(
    session: AsyncSession,
    lines: Subquery,
    *,
    higher_is_better: bool,
    most: int,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[list[Group], int]:
    """The same among these lines; of those before `since` the last one, which was the best at that time."""
    dated = select(lines, filter_store.AT.label("at")).join(ResultRow, ResultRow.id == lines.c.middle_id)
    query = _held(dated.subquery(), higher_is_better=higher_is_better, most=most, since=since, until=until)
    return _with_total((await session.execute(query)).all())


def _held(
    dated: Subquery,
    *,
    higher_is_better: bool,
    most: int,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Query:
    """Those of what is `dated` that were the best then, the newest first, each with how many there are."""
    value = dated.c.value if higher_is_better else -dated.c.value
    order = (dated.c.at, value.desc(), dated.c.middle_id)
    before = func.max(value).over(order_by=order, rows=(None, -1)).label("before")
    ranked = select(dated, value.label("rank"), before).subquery()
    found = select(ranked).where(ranked.c.before.is_(None) | (ranked.c.rank > ranked.c.before)).cte("record")
    query = select(found, func.count().over().label("total"))
    if since is not None:
        last = select(func.max(found.c.at)).where(found.c.at < since).scalar_subquery()
        query = query.where(found.c.at >= func.coalesce(last, since))
    if until is not None:
        query = query.where(found.c.at < until)
    return query.order_by(found.c.at.desc(), found.c.rank.desc()).limit(most)


def _with_total(rows: Sequence[Any]) -> tuple[list[Group], int]:
    return [group(row) for row in rows], rows[0].total if rows else 0


async def of_model(
    session: AsyncSession,
    guild_id: int,
    name: str,
    *,
    of_speeds: bool,
    benchmark: str | None = None,
    most: int | None = None,
) -> tuple[list[Group], int]:
    """Scores or speeds of a model, the best known first and speeds by hardware; and how many there are."""
    hardware = func.coalesce(ResultRow.setup["hardware"].astext, "")
    way = (ResultLineRow.benchmark, ResultLineRow.test, ResultLineRow.quantisation)
    most_runs = (ResultLineRow.members.desc(), ResultLineRow.runs.desc())
    is_speed = ResultLineRow.unit.in_(SPEEDS)
    query = (
        select(ResultLineRow.__table__, func.count().over().label("total"))
        .where(
            ResultLineRow.guild_id == guild_id,
            ResultLineRow.model_name == name,
            is_speed if of_speeds else ~is_speed,
        )
        .limit(most)
    )
    if benchmark is not None:
        query = query.where(ResultLineRow.benchmark == benchmark)
    if of_speeds:
        query = query.join(ResultRow, ResultRow.id == ResultLineRow.middle_id)
        query = query.order_by(collate(hardware, "C"))
    rows = (await session.execute(query.order_by(*most_runs, *(collate(one, "C") for one in way)))).all()
    return _with_total(rows)


def _kept_lines(guild_id: int, choice: Choice) -> Query:
    if choice.is_filtered:
        of_test = [*filter_store.of_lines(guild_id, choice), ResultLineRow.test == choice.test]
        total = select(func.count()).select_from(ResultLineRow).where(*of_test)
    else:
        of_test = [
            ResultLineRow.guild_id == guild_id,
            ResultLineRow.benchmark == choice.benchmark,
            ResultLineRow.test == choice.test,
        ]
        total = select(ResultWayRow.lines).where(
            ResultWayRow.guild_id == guild_id,
            ResultWayRow.benchmark == choice.benchmark,
            ResultWayRow.test == choice.test,
        )
    return select(ResultLineRow.__table__, total.scalar_subquery().label("total")).where(*of_test)


def _counted_lines(
    guild_id: int, conditions: Sequence[ColumnElement[bool]], least: int | None, *, higher_is_better: bool
) -> Query:
    """Lines of these runs, the best ones: at least so many, of which all before the last are there.

    The middle run of a line is no better than its best and no worse than its worst one, and of two runs the
    worse: so most lines need no middle run, whose search takes most of the time. Of the others the runs are
    known by their ids, so that those of the test are not looked through again.
    """
    key = (ResultRow.model_name, QUANTISATION)
    low, high = func.min(ResultRow.value), func.max(ResultRow.value)
    worst, best = (low, high) if higher_is_better else (high, low)
    found = (
        select(
            *key,
            worst.label("worst"),
            case((func.count() <= 2, worst), else_=best).label("best"),
            func.array_agg(ResultRow.id).label("ids"),
        )
        .where(*conditions)
        .group_by(*key)
        .cte("found")
        .prefix_with("MATERIALIZED")
    )
    total = select(func.count()).select_from(found).scalar_subquery()
    if least is None:
        lines = counted(*conditions).subquery()
        return select(lines, total.label("total"))
    order = desc(found.c.worst) if higher_is_better else asc(found.c.worst)
    last = select(found.c.worst).order_by(order).offset(least - 1).limit(1).scalar_subquery()
    enough = func.coalesce(last, found.c.best)  # all of them where there are fewer
    is_near = found.c.best >= enough if higher_is_better else found.c.best <= enough
    near = select(func.unnest(found.c.ids)).where(is_near)
    lines = counted(ResultRow.guild_id == guild_id, ResultRow.id.in_(near)).subquery()
    return select(lines, total.label("total"))


def _runs(*wanted: ColumnElement[bool]) -> Query:
    return select(
        ResultRow.model_name,
        ResultRow.quantisation,
        ResultRow.id.label("middle_id"),
        ResultRow.value,
        ResultRow.value.label("low"),
        ResultRow.value.label("high"),
        literal(1).label("runs"),
        literal(1).label("members"),
        func.count().over().label("total"),
    ).where(*wanted)


def _best_of_members(*wanted: ColumnElement[bool], higher_is_better: bool) -> Query:
    value = ResultRow.value.desc() if higher_is_better else ResultRow.value.asc()
    of_member = func.row_number().over(partition_by=ResultRow.author_id, order_by=(value, ResultRow.id))
    ranked = select(ResultRow.id, of_member.label("rank")).where(*wanted).subquery()
    return _runs(ResultRow.id.in_(select(ranked.c.id).where(ranked.c.rank == 1)))


def group(row: Any) -> Group:
    """A line as a value."""
    return Group(
        row.model_name,
        row.quantisation or None,
        row.middle_id,
        row.value,
        row.runs,
        row.members,
        row.low,
        row.high,
    )
