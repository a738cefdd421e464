"""Queries of lines of rankings and of models, on the caller's session: of one guild, of public results."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, asc, collate, desc, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.boards.model import Choice, Group
from bot.boards.store import Query, wanted
from bot.results.comparability import SPEEDS
from bot.results.line_store import counted
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

    A model in one quantisation is a line, by the middle one of its runs: of two middle ones by the worse.
    """
    if choice.runs or choice.is_filtered:
        conditions = [*wanted(guild_id, choice, now), ResultRow.test == choice.test]
        lines = (_runs(*conditions) if choice.runs else counted(*conditions)).subquery()
        query = select(lines, func.count().over().label("total"))
    else:
        query = _kept_lines(guild_id, choice)
    value: UnaryExpression[Any] = desc("value") if higher_is_better else asc("value")
    rows = (await session.execute(query.order_by(value, "middle_id").offset(skipped).limit(most))).all()
    return [_group(row) for row in rows], rows[0].total if rows else 0


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
    return [_group(row) for row in rows], rows[0].total if rows else 0


def _kept_lines(guild_id: int, choice: Choice) -> Query:
    total = select(ResultWayRow.lines).where(
        ResultWayRow.guild_id == guild_id,
        ResultWayRow.benchmark == choice.benchmark,
        ResultWayRow.test == choice.test,
    )
    return select(ResultLineRow.__table__, total.scalar_subquery().label("total")).where(
        ResultLineRow.guild_id == guild_id,
        ResultLineRow.benchmark == choice.benchmark,
        ResultLineRow.test == choice.test,
    )


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
    ).where(*wanted)


def _group(row: Any) -> Group:
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
