"""Queries on what members measured, on the caller's session."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.measured.model import Measured
from bot.measured.tables import MeasuredRow

_TESTS: TypeAdapter[tuple[Measured, ...]] = TypeAdapter(tuple[Measured, ...])


# With a guild and a model it makes the number of a lock among the advisory locks of the server.
_MEASURED = 0x65737361695F6D65


async def hold(session: AsyncSession, guild_id: int, model: str) -> None:
    """Let nobody else sum up what was measured of a model until the transaction ends.

    Otherwise of two members who post at the same time one would not be counted.
    """
    number = func.hashtextextended(f"{guild_id}/{model}", _MEASURED)
    await session.execute(select(func.pg_advisory_xact_lock(number)))


async def put(session: AsyncSession, guild_id: int, model: str, tests: Sequence[Measured]) -> None:
    """Keep what was measured of a model, in place of what was kept."""
    if not tests:
        gone = delete(MeasuredRow).where(MeasuredRow.guild_id == guild_id, MeasuredRow.model == model)
        await session.execute(gone)
        return
    stored = _TESTS.dump_python(tuple(tests), mode="json")
    new = insert(MeasuredRow).values(guild_id=guild_id, model=model, tests=stored)
    await session.execute(
        new.on_conflict_do_update(index_elements=["guild_id", "model"], set_={"tests": stored})
    )


async def of(
    session: AsyncSession, guild_ids: Collection[int], models: Collection[str]
) -> dict[int, dict[str, tuple[Measured, ...]]]:
    """By guild and model what its own members measured."""
    rows = await session.scalars(
        select(MeasuredRow).where(MeasuredRow.guild_id.in_(guild_ids), MeasuredRow.model.in_(models))
    )
    found: dict[int, dict[str, tuple[Measured, ...]]] = defaultdict(dict)
    for row in rows:
        found[row.guild_id][row.model] = _TESTS.validate_python(row.tests)
    return found
