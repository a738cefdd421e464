"""How a benchmark developed, of what fits a question, on the caller's session."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers.figures.model import Query
from bot.answers.figures.store import View, fitting
from bot.boards import line_store
from bot.boards.model import Group


async def records(
    session: AsyncSession,
    view: View,
    query: Query,
    names: Collection[str] | None,
    test: str,
    most: int,
    *,
    higher_is_better: bool,
) -> tuple[list[Group], int]:
    """The lines of one test that were the best when they were measured, the newest first; how many there are.

    What was measured before the days that are asked for counts, and the best one of that time is there too.
    """
    every = fitting(view, replace(query, since=None, until=None), names)
    return await line_store.records_among(
        session,
        select(every).where(every.c.test == test).subquery(),
        higher_is_better=higher_is_better,
        most=most,
        since=_beginning(query.since),
        until=_beginning(query.until),
    )


def _beginning(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)
