"""Queries on scores of single samples, on the caller's session; every one takes the guild's id."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among
from bot.results.samples.packing import SIZE, pack, unpack
from bot.results.tables import ResultRow, ResultScoresRow


async def save(session: AsyncSession, guild_id: int, result_id: int, scores: Mapping[str, float]) -> None:
    """Keep what a result scored on each sample, in place of what was kept before."""
    packed = pack(scores)
    new = insert(ResultScoresRow).values(result_id=result_id, guild_id=guild_id, scores=packed)
    await session.execute(new.on_conflict_do_update(index_elements=["result_id"], set_={"scores": packed}))


async def remove(session: AsyncSession, guild_id: int, result_id: int) -> bool:
    """Keep the scores of a result no longer; False where it had none."""
    rows = await session.execute(
        delete(ResultScoresRow)
        .where(ResultScoresRow.guild_id == guild_id, ResultScoresRow.result_id == result_id)
        .returning(ResultScoresRow.result_id)
    )
    return rows.scalar_one_or_none() is not None


async def counts(session: AsyncSession, guild_id: int, result_ids: Iterable[int]) -> dict[int, int]:
    """Of how many samples each of these results has scores, of those that have any."""
    query = select(ResultScoresRow.result_id, func.octet_length(ResultScoresRow.scores)).where(
        ResultScoresRow.guild_id == guild_id, among(ResultScoresRow.result_id, list(result_ids))
    )
    return {result_id: size // SIZE for result_id, size in await session.execute(query)}


async def of_results(
    session: AsyncSession, guild_id: int, result_ids: Iterable[int]
) -> dict[int, dict[str, float]]:
    """The scores of those of the public results that have any."""
    query = (
        select(ResultScoresRow.result_id, ResultScoresRow.scores)
        .join(ResultRow, ResultRow.id == ResultScoresRow.result_id)
        .where(
            ResultScoresRow.guild_id == guild_id,
            ResultRow.guild_id == guild_id,
            ResultRow.state == "public",
            among(ResultScoresRow.result_id, list(result_ids)),
        )
    )
    return {result_id: unpack(packed) for result_id, packed in await session.execute(query)}
