"""Queries on a server's own benchmarks and names, on the caller's session; every one takes the guild's id."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.results.benchmarks.own import OwnBenchmark, Vocabulary
from bot.results.benchmarks.registry import find
from bot.results.tables import BenchmarkNameRow, OwnBenchmarkRow, ResultRow


async def vocabulary(session: AsyncSession, guild_id: int) -> Vocabulary:
    """Everything that a guild has named."""
    own = await session.scalars(
        select(OwnBenchmarkRow).where(OwnBenchmarkRow.guild_id == guild_id).order_by(OwnBenchmarkRow.name)
    )
    names = await session.scalars(select(BenchmarkNameRow).where(BenchmarkNameRow.guild_id == guild_id))
    return Vocabulary(
        {row.benchmark: _benchmark(row) for row in own}, {row.key: row.benchmark for row in names}
    )


async def id_named(session: AsyncSession, guild_id: int, typed: str) -> str:
    """The id of the benchmark that somebody of a guild means; what they typed where nobody knows it."""
    known = find(typed)
    if known is not None and known[1] is None:  # no server gives such a name another meaning
        return known[0].id
    own = (await vocabulary(session, guild_id)).id_of(typed)
    return own or (known[0].id if known else typed.strip())


async def add(session: AsyncSession, guild_id: int, new: OwnBenchmark, now: datetime) -> bool:
    """Keep a benchmark; False when the guild has one of that id."""
    statement = insert(OwnBenchmarkRow).values(
        guild_id=guild_id,
        benchmark=new.id,
        name=new.name,
        unit=new.unit,
        scale=new.scale,
        higher_is_better=new.higher_is_better,
        chance=new.chance,
        about=dict(new.about),
        source=new.source,
        created_at=now,
    )
    kept = await session.execute(statement.on_conflict_do_nothing().returning(OwnBenchmarkRow.benchmark))
    return kept.first() is not None


async def add_name(session: AsyncSession, guild_id: int, key: str, benchmark: str) -> bool:
    """Let a name mean a benchmark; False when it means one already."""
    statement = insert(BenchmarkNameRow).values(guild_id=guild_id, key=key, benchmark=benchmark)
    kept = await session.execute(statement.on_conflict_do_nothing().returning(BenchmarkNameRow.key))
    return kept.first() is not None


async def count_results(session: AsyncSession, guild_id: int, benchmark: str) -> int:
    """How many results of a guild use a benchmark, also those that are not public any more."""
    query = select(func.count()).where(ResultRow.guild_id == guild_id, ResultRow.benchmark == benchmark)
    return await session.scalar(query) or 0


async def remove(session: AsyncSession, guild_id: int, benchmark: str) -> None:
    """Forget a guild's own benchmark and its other names."""
    for row in (BenchmarkNameRow, OwnBenchmarkRow):
        await session.execute(delete(row).where(row.guild_id == guild_id, row.benchmark == benchmark))


def _benchmark(row: OwnBenchmarkRow) -> OwnBenchmark:
    return OwnBenchmark(
        row.benchmark,
        row.name,
        row.unit,  # type: ignore[arg-type]  # as it was stored
        row.scale,  # type: ignore[arg-type]  # as it was stored
        row.higher_is_better,
        row.chance,
        row.about,
        row.source,
    )
