"""Queries on what stands beside the lines of one model, on the caller's session: of one guild only.

The tests of one answer are asked for together, so that their number costs no more visits to the database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Float,
    Integer,
    Select,
    Subquery,
    TableValuedAlias,
    Text,
    UnaryExpression,
    and_,
    any_,
    asc,
    bindparam,
    case,
    column,
    desc,
    exists,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

from bot.boards.model import SIZES
from bot.competitive.model import NEXT, Counted, Crowd, Line, Own
from bot.outdated.tables import MeasuredRevisionRow
from bot.releases.tables import ReleaseRow
from bot.results.line_store import MEASURED
from bot.results.model import Spread
from bot.results.tables import ResultLineRow, ResultRow, ResultWayRow

Order = Callable[[Any], UnaryExpression[Any]]
# Beside ours so many are read: the best, and of its size class the best; those next to it are `NEXT`.
BEST = 3
MOST_OF_SIZE = 10
# Of a ranking so many lines are searched for those of a size class.
MOST_SEARCHED = 2_000
# The columns of our lines as a table; `rises` is whether higher values are better.
_OURS: Mapping[str, type[TypeEngine[Any]]] = {
    "number": Integer,
    "benchmark": Text,
    "test": Text,
    "model_name": Text,
    "value": Float,
    "rises": Boolean,
}
_GUILD = bindparam("guild", type_=BigInteger)


@dataclass(frozen=True)
class OfSize:
    """The models of a size class, a key of `SIZES`; `names` are some of them, in lower case."""

    key: str
    names: frozenset[str] = frozenset()


async def crowds(
    session: AsyncSession, guild_id: int, lines: Sequence[Own], size: OfSize | None
) -> list[Crowd]:
    """What stands beside each of these lines of one model, and of it what is of its size."""
    if not lines:
        return []
    found: list[Any] = []
    of_size: dict[str, Any] = {}
    if size is not None:
        least, most = SIZES[size.key]
        of_size = {"least": least, "most": most, "names": sorted(size.names)}
    for higher_is_better in (True, False):
        numbered = [(number, one) for number, one in enumerate(lines) if _rises(one) == higher_is_better]
        if numbered:
            query = _beside(higher_is_better=higher_is_better, is_of_size=size is not None)
            found += await session.execute(query, _told(guild_id, numbered) | of_size)
    counted = await _counts(session, guild_id, lines)
    return [
        _crowd(one, *counted[number], [row for row in found if row.number == number])
        for number, one in enumerate(lines)
    ]


def _rises(one: Own) -> bool:
    return one.result.higher_is_better is not False


@cache
def _beside(*, higher_is_better: bool, is_of_size: bool) -> Select[*tuple[Any, ...]]:
    """The best lines, those next to ours on both sides, and the best of the size class.

    Of each what tells its middle run from ours. Kept, since to put it together takes longer than to ask it.
    """
    ours, line = _ours(), ResultLineRow
    better, worse = (desc, asc) if higher_is_better else (asc, desc)
    is_other = and_(
        line.guild_id == _GUILD,
        line.benchmark == ours.c.benchmark,
        line.test == ours.c.test,
        line.model_name != ours.c.model_name,
    )
    is_before = line.value > ours.c.value if higher_is_better else line.value < ours.c.value
    first = (
        _first(ours, is_other, better, BEST),
        _first(ours, and_(is_other, is_before), worse, NEXT),
        _first(ours, and_(is_other, ~is_before), better, NEXT),
    )
    near = union_all(*(select(one) for one in first)).lateral()
    queries = [
        select(ours.c.number, near.c.middle_id, false().label("is_of_size")).join_from(ours, near, true())
    ]
    if is_of_size:
        queries.append(_first_of_size(ours, is_other, better))
    found = union_all(*queries).subquery()
    return (
        select(
            found.c.number, found.c.is_of_size,
            ResultRow.id, ResultRow.model, ResultRow.model_name, ResultRow.quantisation, ResultRow.value,
            ResultRow.standard_error, ResultRow.error_origin, ResultRow.deviation, ResultRow.samples,
            ResultRow.post, func.coalesce(ResultRow.measured_at, ResultRow.created_at).label("at"),
        )
        .join(ResultRow, ResultRow.id == found.c.middle_id)
        .where(ResultRow.guild_id == _GUILD, MEASURED)
    )  # fmt: skip


def _ours() -> TableValuedAlias:
    """Our lines as a table: of arrays, so that their number makes no other statement."""
    arrays = [bindparam(f"our_{name}", type_=ARRAY(of)) for name, of in _OURS.items()]
    columns = (column(name, of) for name, of in _OURS.items())
    return func.unnest(*arrays).table_valued(*columns, name="ours").render_derived()


def _told(guild_id: int, lines: Sequence[tuple[int, Own]]) -> dict[str, Any]:
    """What `_ours` is filled with, and whose results are wanted."""
    rows = [
        (number, one.result.benchmark, one.test, one.result.model_name or "", one.result.value, _rises(one))
        for number, one in lines
    ]
    columns = zip(_OURS, zip(*rows, strict=True), strict=True)
    return {"guild": guild_id} | {f"our_{name}": list(each) for name, each in columns}


def _first(ours: TableValuedAlias, which: ColumnElement[bool], order: Order, most: int) -> Subquery:
    line = ResultLineRow
    ordered = select(line.middle_id).where(which).order_by(order(line.value), line.middle_id)
    return ordered.limit(most).correlate(ours).subquery()


def _first_of_size(
    ours: TableValuedAlias, which: ColumnElement[bool], order: Order
) -> Select[int, int, bool]:
    line = ResultLineRow
    least, most = (bindparam(name, type_=BigInteger) for name in ("least", "most"))
    ordered = select(line.middle_id, line.value, line.model_name).where(which).order_by(order(line.value))
    searched = ordered.limit(MOST_SEARCHED).correlate(ours).subquery()
    name = func.lower(searched.c.model_name)
    by_release = exists().where(
        func.lower(ReleaseRow.repo_id) == name,
        ReleaseRow.parameters >= least,
        ReleaseRow.parameters < most,
    )
    by_look = exists().where(
        MeasuredRevisionRow.model == searched.c.model_name,
        MeasuredRevisionRow.parameters >= least,
        MeasuredRevisionRow.parameters < most,
    )
    said = name == any_(bindparam("names", type_=ARRAY(Text)))
    is_of_size = or_(said, by_release, by_look)
    fitting = select(searched.c.middle_id).where(is_of_size).order_by(order(searched.c.value))
    near = fitting.limit(MOST_OF_SIZE + 1).correlate(ours).lateral()
    return select(ours.c.number, near.c.middle_id, true()).join_from(ours, near, true())


async def _counts(session: AsyncSession, guild_id: int, lines: Sequence[Own]) -> list[tuple[Counted, int]]:
    """How many lines of other models each test has, and how many of them have a better value.

    And how many results of its benchmark there are of other tests.
    """
    told = _told(guild_id, list(enumerate(lines)))
    found = {
        number: (Counted(int(every) - own, better), int(otherwise))
        for number, every, otherwise, own, better in await session.execute(_counted(), told)
    }
    return [found[number] for number in range(len(lines))]


@cache
def _counted() -> Select[*tuple[Any, ...]]:
    """Kept, as `_beside`."""
    ours, line = _ours(), ResultLineRow
    of_test = and_(line.guild_id == _GUILD, line.benchmark == ours.c.benchmark, line.test == ours.c.test)
    is_own = line.model_name == ours.c.model_name

    def count(*which: ColumnElement[bool]) -> ColumnElement[int]:
        return select(func.count()).where(of_test, *which).correlate(ours).scalar_subquery()

    def of_ways(counted: InstrumentedAttribute[int], which: ColumnElement[bool]) -> ColumnElement[int]:
        way = (ResultWayRow.guild_id == _GUILD, ResultWayRow.benchmark == ours.c.benchmark, which)
        return select(func.coalesce(func.sum(counted), 0)).where(*way).correlate(ours).scalar_subquery()

    return select(
        ours.c.number,
        of_ways(ResultWayRow.lines, ResultWayRow.test == ours.c.test),
        of_ways(ResultWayRow.results, ResultWayRow.test != ours.c.test),
        count(is_own),
        # Only one of the two is counted, and from the index alone.
        case(
            (ours.c.rises, count(line.value > ours.c.value, ~is_own)),
            else_=count(line.value < ours.c.value, ~is_own),
        ),
    )


def _crowd(ours: Own, every: Counted, otherwise: int, rows: Sequence[Any]) -> Crowd:
    sign = 1 if _rises(ours) else -1
    of_size = {row.id for row in rows if row.is_of_size}
    others = {row.id: row for row in rows}
    lines = [_line(ours, row, is_of_size=one in of_size) for one, row in others.items()]
    lines.sort(key=lambda line: (-sign * line.result.value, line.id))
    value = ours.result.value
    counted = Counted(
        len(of_size),
        sum(line.is_of_size and sign * line.result.value > sign * value for line in lines),
        is_whole=len(of_size) <= MOST_OF_SIZE,
    )
    return Crowd(tuple(lines), every, counted, otherwise)


def _line(ours: Own, row: Any, *, is_of_size: bool) -> Line:
    """Another model's middle run: of the same test, so that the rest is as in ours."""
    setup = ours.result.setup
    if row.quantisation != setup.quantisation:
        setup = replace(setup, quantisation=row.quantisation)
    spread = None if row.standard_error is None else Spread(row.standard_error, row.error_origin)
    result = replace(
        ours.result,
        model=row.model,
        model_name=row.model_name,
        value=row.value,
        spread=spread,
        deviation=row.deviation,
        samples=row.samples,
        setup=setup,
    )
    return Line(row.id, result, row.post, row.at, is_of_size)
