"""Queries on measured revisions, on the caller's session; what the Hub says of them belongs to no guild."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among_texts
from bot.outdated.model import Measured, Outdated, Seen
from bot.outdated.tables import MeasuredRevisionRow as Row


async def add(session: AsyncSession, measured: Collection[Measured]) -> set[str]:
    """Note revisions that results name; the models of those that were not known."""
    if not measured:
        return set()
    # In one order, so that two processes never wait for each other.
    new = insert(Row).values([{"model": model, "revision": sha} for model, sha in sorted(set(measured))])
    return set(await session.scalars(new.on_conflict_do_nothing().returning(Row.model)))


async def of(session: AsyncSession, measured: Collection[Measured]) -> dict[Measured, Outdated]:
    """Those of these revisions that are outdated."""
    if not measured:
        return {}
    query = select(Row.model, Row.revision, Row.changed, Row.made_at, Row.newer_at).where(
        among_texts(Row.model, {model for model, _ in measured}), Row.changed != text("'[]'::jsonb")
    )
    return {
        (row.model, row.revision): Outdated(tuple(row.changed), row.made_at, row.newer_at)
        for row in await session.execute(query)
        if (row.model, row.revision) in measured
    }


async def known(session: AsyncSession, model: str) -> dict[str, Mapping[str, str]]:
    """The measured revisions of a model, with the hashes of their parts, empty where they are not known."""
    rows = await session.scalars(select(Row).where(Row.model == model).order_by(Row.revision))
    return {row.revision: row.prints for row in rows}


async def newest_seen(session: AsyncSession, model: str, *, is_held: bool = False) -> dict[str, str | None]:
    """The newest commit that was seen beside each measured revision of a model.

    With `is_held` nobody else notes another one until the transaction ends.
    """
    query = select(Row).where(Row.model == model).order_by(Row.revision)
    rows = await session.scalars(query.with_for_update() if is_held else query)
    return {row.revision: row.newest for row in rows}


async def moved(session: AsyncSession, newest: Mapping[str, str]) -> list[str]:
    """Those of these models with measured revisions whose newest commit is another one than was seen last."""
    if not newest:
        return []
    rows = await session.execute(
        select(Row.model, func.max(Row.newest).label("newest"))
        .where(among_texts(Row.model, newest), Row.newest.is_not(None))
        .group_by(Row.model)
        .order_by(Row.model)
    )
    return [row.model for row in rows if row.newest != newest[row.model]]


async def due(session: AsyncSession, before: datetime, now: datetime, most: int) -> list[str]:
    """Models that were not looked at since then, the longest ago first; they count as looked at now."""
    query = (
        select(Row.model)
        .where(or_(Row.looked_at.is_(None), Row.looked_at < before))
        .group_by(Row.model)
        .order_by(func.min(Row.looked_at).nulls_first(), Row.model)
        .limit(most)
    )
    models = list(await session.scalars(query))
    await session.execute(update(Row).where(Row.model.in_(models)).values(looked_at=now))
    return models


async def note(session: AsyncSession, model: str, seen: Collection[Seen], now: datetime) -> set[str]:
    """Keep what the Hub showed; the revisions of which something else is to be told than before.

    A commit after which the same parts are others as before it tells nothing new.
    """
    query = select(Row).where(Row.model == model).order_by(Row.revision).with_for_update()
    rows = {row.revision: row for row in await session.scalars(query)}
    told = set()
    for one in seen:
        row = rows.get(one.revision)
        if row is None:
            continue
        row.prints, row.newest, row.looked_at = dict(one.prints), one.newest, now
        row.parameters = one.parameters
        if tuple(row.changed) != one.changed:
            row.changed, row.made_at, row.newer_at = list(one.changed), one.made_at, one.newer_at
            told.add(one.revision)
    await session.flush()
    return told
