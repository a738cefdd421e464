"""Queries on the results of one member, on the caller's session; every one takes the guild's id."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Numeric, Text, cast, func, or_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among_texts
from bot.results.model import LIVE, Posted
from bot.results.row_store import EVERY, read
from bot.results.searching import rounded
from bot.results.tables import ResultRow

_NAMES = (
    ResultRow.model_name,
    ResultRow.benchmark,
    ResultRow.task,
    ResultRow.subset,
    ResultRow.metric,
    ResultRow.filter,
    ResultRow.quantisation,
)
# As the source writes it, and a share as the percentage that is shown.
_PERCENTAGE = ResultRow.value * 100
_VALUES = (cast(ResultRow.written, Text), cast(func.round(cast(_PERCENTAGE, Numeric), 2), Text))


async def of_author(
    session: AsyncSession,
    guild_id: int,
    author_id: int,
    most: int,
    words: Mapping[str, Collection[str]] | None = None,
) -> list[Posted]:
    """A member's newest results that are shown; only those in whose names or value each of the words stands.

    A word also stands for the benchmarks that it is given with, by their ids, and for what is rounded to it.
    """
    told = func.concat_ws(" ", *_NAMES, *_VALUES)
    fits = [
        or_(told.icontains(word, autoescape=True), among_texts(ResultRow.benchmark, ids), *_rounded_to(word))
        for word, ids in (words or {}).items()
    ]
    of_member = (ResultRow.guild_id == guild_id, ResultRow.author_id == author_id)
    query = EVERY.where(*of_member, ResultRow.state.in_(LIVE), *fits).order_by(ResultRow.id.desc())
    return await read(await session.execute(query.limit(most)))


def _rounded_to(word: str) -> list[ColumnElement[bool]]:
    """Whether the value, or a share as a percentage, is shown as this number."""
    span = rounded(word)
    return [] if span is None else [number.between(*span) for number in (ResultRow.value, _PERCENTAGE)]
