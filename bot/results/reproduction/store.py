"""Queries on results that were measured again, on the caller's session; every one takes the guild's id."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Table, delete, exists, func, or_, select, union, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.db.arrays import among
from bot.outbox.addresses import addresses
from bot.results.model import Again, Agreement, Posted, Provenance
from bot.results.reproduction.model import Link
from bot.results.reproduction.tables import ReproductionRequestRow, ReproductionRow
from bot.results.row_store import EVERY, posted_of, read
from bot.results.tables import ResultFileRow, ResultRow

# Of one test of a model, so many results are looked at; those that are wanted again, always.
MOST_OF_A_TEST = 20
# With a guild it makes the number of a lock among the advisory locks of the server.
_RESULTS = 0x65737361695F7265


async def hold(session: AsyncSession, guild_id: int) -> None:
    """Let nobody else change results of a guild until the transaction ends.

    A change reaches the posts of others: two at once could wait for each other, or not see each other.
    Whoever changes results asks for this before any row is locked.
    """
    number = func.hashtextextended(str(guild_id), _RESULTS)
    await session.execute(select(func.pg_advisory_xact_lock(number)))


async def results(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> list[Posted]:
    """Those of these results that are public."""
    query = EVERY.where(*_public(guild_id), among(ResultRow.id, result_ids))
    return await read(await session.execute(query))


async def alike(session: AsyncSession, guild_id: int, wanted: Sequence[Posted]) -> list[Posted]:
    """Public results that may have measured the same as one of these, the oldest first; themselves too."""
    models = {one.result.model_name for one in wanted}
    benchmarks = {one.result.benchmark for one in wanted}
    same = ("model_name", "quantisation", "benchmark", "subset", "metric")
    columns = [getattr(ResultRow, name) for name in same]
    by_author = func.row_number().over(partition_by=(*columns, ResultRow.author_id), order_by=ResultRow.id)
    runs = (
        select(ResultRow.id, *columns, by_author.label("of_author"))
        .where(*_public(guild_id), ResultRow.model_name.in_(models), ResultRow.benchmark.in_(benchmarks))
        .subquery()
    )
    # First one of each member, then their second ones: many runs of one member hide nobody else's.
    order = (runs.c.of_author, runs.c.id)
    number = func.row_number().over(partition_by=[runs.c[name] for name in same], order_by=order)
    ranked = select(runs.c.id, number.label("number")).subquery()
    requested = exists().where(ReproductionRequestRow.result_id == ranked.c.id)
    near = select(ranked.c.id).where(or_(ranked.c.number <= MOST_OF_A_TEST, requested))
    query = EVERY.where(ResultRow.guild_id == guild_id, ResultRow.id.in_(near)).order_by(ResultRow.id)
    return await read(await session.execute(query))


async def unlink(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> list[Link]:
    """Forget what was measured again by one of these results or of one of them; what was forgotten."""
    touching = or_(among(ReproductionRow.original_id, result_ids), among(ReproductionRow.copy_id, result_ids))
    rows = await session.scalars(
        delete(ReproductionRow)
        .where(ReproductionRow.guild_id == guild_id, touching)
        .returning(ReproductionRow)
    )
    return [Link(row.original_id, row.copy_id, cast("Agreement", row.agreement)) for row in rows]


async def link(session: AsyncSession, guild_id: int, links: Sequence[Link]) -> None:
    """Note what measured what again."""
    if links:
        rows = [
            {
                "guild_id": guild_id,
                "original_id": one.original,
                "copy_id": one.copy,
                "agreement": one.agreement,
            }
            for one in links
        ]
        await session.execute(insert(cast("Table", ReproductionRow.__table__)).on_conflict_do_nothing(), rows)


async def judge(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> None:
    """Bring the provenance of results up to date: reproduced where another one agrees.

    What is claimed or verified stays so.
    """
    agreed = exists().where(
        ReproductionRow.original_id == ResultRow.id, ReproductionRow.agreement == "agrees"
    )
    turns: list[tuple[Provenance, Provenance, ColumnElement[bool]]] = [
        ("posted", "reproduced", agreed),
        ("reproduced", "posted", ~agreed),
    ]
    for before, after, condition in turns:
        await session.execute(
            update(ResultRow)
            .where(
                ResultRow.guild_id == guild_id,
                among(ResultRow.id, result_ids),
                ResultRow.provenance == before,
                condition,
            )
            .values(provenance=after)
        )


async def again(
    session: AsyncSession, guild_id: int, result_ids: Collection[int]
) -> dict[int, tuple[Again, ...]]:
    """What others measured of the same as each of these results, what agrees or differs first."""
    found: dict[int, list[Again]] = defaultdict(list)
    for mine, theirs, is_later in (
        (ReproductionRow.original_id, ReproductionRow.copy_id, True),
        (ReproductionRow.copy_id, ReproductionRow.original_id, False),
    ):
        query = (
            select(mine, ReproductionRow.agreement, ResultRow)
            .join(ResultRow, ResultRow.id == theirs)
            .where(ReproductionRow.guild_id == guild_id, among(mine, result_ids), ResultRow.state == "public")
            .order_by(ReproductionRow.agreement, ResultRow.id)
        )
        for result_id, agreement, row in await session.execute(query):
            found[result_id].append(Again(posted_of(row), cast("Agreement", agreement), is_later))
    posts = {one.other.post for others in found.values() for one in others}
    places = await addresses(session, guild_id, posts) if posts else {}
    return {
        result_id: tuple(replace(one, url=places.get(one.other.post)) for one in others)
        for result_id, others in found.items()
    }


async def ids_of_author(session: AsyncSession, guild_id: int, author_id: int) -> list[int]:
    """All results of a member, also those that are not public."""
    query = select(ResultRow.id).where(ResultRow.guild_id == guild_id, ResultRow.author_id == author_id)
    return list(await session.scalars(query))


async def record(session: AsyncSession, guild_id: int, result_id: int) -> object:
    """What is kept of the file of a result; None where it was typed."""
    query = (
        select(ResultFileRow.record)
        .join(ResultRow, ResultRow.file_id == ResultFileRow.id)
        .where(ResultRow.guild_id == guild_id, ResultRow.id == result_id)
    )
    return await session.scalar(query)


async def posts_of(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> set[str]:
    """The posts in which these results stand."""
    query = select(ResultRow.post).where(ResultRow.guild_id == guild_id, among(ResultRow.id, result_ids))
    return set(await session.scalars(query.distinct()))


async def posts_beside(session: AsyncSession, guild_id: int, nonce: str) -> set[str]:
    """The posts of results that those of one post measured again, or that measured them again."""
    link = ReproductionRow
    mine = select(ResultRow.id).where(ResultRow.guild_id == guild_id, ResultRow.post == nonce)
    sides = select(link.original_id).where(link.guild_id == guild_id, link.copy_id.in_(mine))
    sides_too = select(link.copy_id).where(link.guild_id == guild_id, link.original_id.in_(mine))
    others = ResultRow.id.in_(union(sides, sides_too))
    query = select(ResultRow.post).where(ResultRow.guild_id == guild_id, ResultRow.post != nonce, others)
    return set(await session.scalars(query.distinct()))


def is_settled(
    result_id: InstrumentedAttribute[int], asked_at: InstrumentedAttribute[datetime]
) -> ColumnElement[bool]:
    """Whether what agrees with a result is there, or what differs from it and was posted since then.

    Nobody asks while something agrees; but what was posted before may be corrected, and agree then.
    """
    link, copy = aliased(ReproductionRow), aliased(ResultRow)
    return exists().where(
        link.original_id == result_id,
        copy.id == link.copy_id,
        or_(link.agreement == "agrees", (link.agreement == "differs") & (copy.created_at >= asked_at)),
    )


def _public(guild_id: int) -> tuple[ColumnElement[bool], ...]:
    return ResultRow.guild_id == guild_id, ResultRow.state == "public"
