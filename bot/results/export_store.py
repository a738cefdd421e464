"""Queries for exports, on the caller's session; every one takes the guild's id."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among
from bot.outbox.tables import DeliveryRow
from bot.results.exports.eval_results import METRICS
from bot.results.exports.order import Form
from bot.results.model import Posted
from bot.results.reproduction.tables import ReproductionAskerRow, ReproductionRequestRow
from bot.results.row_store import EVERY, read
from bot.results.tables import (
    ResultChangeRow,
    ResultFileRow,
    ResultReportRow,
    ResultRow,
    ResultScoresRow,
    ResultTokenRow,
)

# Files whose records go out at once; each record is at most half a megabyte.
MOST_RECORDS = 100
# Bytes of scores of samples that go out at once; those of one result are at most a fifth of it.
MOST_SCORES = 8 * 1024 * 1024
# Rows made into results without a pause for others on the event loop.
BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """The public results of a guild, or all of one member there; of them what the form can say.

    With `channels` only those that were posted in one of them.
    """

    guild_id: int
    author_id: int | None
    form: Form
    channels: frozenset[int] | None = None


async def older(
    session: AsyncSession, wanted: Wanted, before: int | None, most: int
) -> AsyncIterator[list[Posted]]:
    """The newest, at most so many, of those before that id: the newest first, a few hundred at a time."""
    conditions = [*_wanted(wanted), *([] if before is None else [ResultRow.id < before])]
    if wanted.form == "everything":
        too_many = await _record_too_many(session, conditions), await _scores_too_many(session, conditions)
        conditions.append(ResultRow.id > max(too_many))
    newest = EVERY.where(*conditions).order_by(ResultRow.id.desc()).limit(most)
    async for rows in (await session.stream(newest)).partitions(BATCH):
        yield await read(rows)


async def following(session: AsyncSession, wanted: Wanted, after: int, most: int) -> list[Posted]:
    """The oldest, at most so many, of those after that id; in the order in which they were posted."""
    conditions = [*_wanted(wanted), ResultRow.id > after]
    query = EVERY.where(*conditions).order_by(ResultRow.id).limit(most)
    found: list[Posted] = []
    async for rows in (await session.stream(query)).partitions(BATCH):
        found += await read(rows)
    return found


async def count(session: AsyncSession, wanted: Wanted, before: int | None = None) -> int:
    """How many there are, or how many before that id."""
    query = select(func.count()).select_from(ResultRow).where(*_wanted(wanted))
    return await session.scalar(query if before is None else query.where(ResultRow.id < before)) or 0


async def channels(session: AsyncSession, guild_id: int) -> dict[int, int]:
    """How many public results of a guild were posted in each channel."""
    query = (
        select(DeliveryRow.channel_id, func.count())
        .join(ResultRow, ResultRow.post == DeliveryRow.nonce)
        .where(DeliveryRow.guild_id == guild_id, *_wanted(Wanted(guild_id, None, "csv")))
        .group_by(DeliveryRow.channel_id)
        .order_by(DeliveryRow.channel_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def unlisted(session: AsyncSession, guild_id: int) -> int:
    """How many results of a guild stand in channels that not everybody there may read."""
    query = select(func.count()).where(ResultRow.guild_id == guild_id, ResultRow.state == "unlisted")
    return await session.scalar(query) or 0


async def records(
    session: AsyncSession, guild_id: int, author_id: int, first: int, last: int
) -> dict[str, Any]:
    """What is kept of the files of a member's results from id to id, by a name of its own for each."""
    of_results = select(ResultRow.file_id).where(
        ResultRow.guild_id == guild_id, ResultRow.author_id == author_id, ResultRow.id.between(first, last)
    )
    rows = await session.scalars(
        select(ResultFileRow)
        .where(ResultFileRow.guild_id == guild_id, ResultFileRow.id.in_(of_results))
        .order_by(ResultFileRow.id)
    )
    return {
        f"files/{row.id}.json": {
            "name": row.name,
            "sha256": row.sha256,
            "format": row.format,
            "taken_out": row.scrubbed,
            "record": row.record,
        }
        for row in rows
    }


async def scores(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> dict[int, bytes]:
    """What these results scored on each sample, packed, by their ids."""
    query = (
        select(ResultScoresRow.result_id, ResultScoresRow.scores)
        .where(ResultScoresRow.guild_id == guild_id, among(ResultScoresRow.result_id, result_ids))
        .order_by(ResultScoresRow.result_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def beside_results(session: AsyncSession, guild_id: int, author_id: int) -> dict[str, Any]:
    """What else is kept of a member: tokens, and what they wrote about results of others; empty files not."""
    tokens = await session.scalars(
        select(ResultTokenRow)
        .where(ResultTokenRow.guild_id == guild_id, ResultTokenRow.author_id == author_id)
        .order_by(ResultTokenRow.id)
    )
    disputes = await session.scalars(
        select(ResultChangeRow)
        .where(
            ResultChangeRow.guild_id == guild_id,
            ResultChangeRow.by_id == author_id,
            ResultChangeRow.what == "disputed",
        )
        .order_by(ResultChangeRow.id)
    )
    reports = await session.scalars(
        select(ResultReportRow)
        .where(ResultReportRow.guild_id == guild_id, ResultReportRow.by_id == author_id)
        .order_by(ResultReportRow.id)
    )
    wishes = await session.scalars(
        select(ReproductionAskerRow)
        .where(ReproductionAskerRow.guild_id == guild_id, ReproductionAskerRow.member_id == author_id)
        .order_by(ReproductionAskerRow.result_id)
    )
    claims = await session.scalars(
        select(ReproductionRequestRow)
        .where(ReproductionRequestRow.guild_id == guild_id, ReproductionRequestRow.claimed_by == author_id)
        .order_by(ReproductionRequestRow.result_id)
    )
    found: dict[str, list[dict[str, Any]]] = {
        "tokens.json": [
            {"name": one.name, "channel": str(one.channel_id), "made": one.created_at, "used": one.used_at}
            for one in tokens
        ],
        "disputes.json": [{"result": one.result_id, "at": one.at, "reason": one.note} for one in disputes],
        "reports.json": [{"result": one.result_id, "at": one.at, "reason": one.reason} for one in reports],
        "wanted_again.json": [{"result": one.result_id, "at": one.asked_at} for one in wishes],
        "to_measure_again.json": [{"result": one.result_id, "at": one.claimed_at} for one in claims],
    }
    return {name: entries for name, entries in found.items() if entries}


def _wanted(wanted: Wanted) -> list[ColumnElement[bool]]:
    of_guild = ResultRow.guild_id == wanted.guild_id
    if wanted.author_id is None:
        conditions = [of_guild, ResultRow.state == "public"]
    else:
        conditions = [of_guild, ResultRow.author_id == wanted.author_id]
    if wanted.channels is not None:
        posts = select(DeliveryRow.nonce).where(
            DeliveryRow.guild_id == wanted.guild_id, DeliveryRow.channel_id.in_(wanted.channels)
        )
        conditions.append(ResultRow.post.in_(posts))
    if wanted.form == "every_eval_ever":
        conditions.append(ResultRow.higher_is_better.is_not(None))
    if wanted.form == "eval_results":
        conditions.append(ResultRow.id.in_(_newest_of_each(conditions)))
    return conditions


def _newest_of_each(conditions: Collection[ColumnElement[bool]]) -> Select[int]:
    """Of each model and benchmark the newest of those that `.eval_results` can say."""
    measured = func.coalesce(ResultRow.measured_at, ResultRow.created_at)
    return (
        select(ResultRow.id)
        .ext(distinct_on(ResultRow.model, ResultRow.benchmark))
        .where(
            *conditions,
            ResultRow.model.is_not(None),
            tuple_(ResultRow.benchmark, ResultRow.metric).in_(METRICS.items()),
            ResultRow.provenance != "claimed",
            ResultRow.subset.is_(None),
            ResultRow.partial.is_(False),
        )
        .order_by(ResultRow.model, ResultRow.benchmark, measured.desc(), ResultRow.id.desc())
    )


async def _record_too_many(session: AsyncSession, conditions: Collection[ColumnElement[bool]]) -> int:
    """The newest result of the first file whose record no longer goes along; 0 where there is none."""
    newest = func.max(ResultRow.id)
    query = select(newest).where(*conditions, ResultRow.file_id.is_not(None)).group_by(ResultRow.file_id)
    return await session.scalar(query.order_by(newest.desc()).offset(MOST_RECORDS).limit(1)) or 0


async def _scores_too_many(session: AsyncSession, conditions: Collection[ColumnElement[bool]]) -> int:
    """The newest result whose scores of samples no longer go along; 0 where there is none."""
    so_far = func.sum(func.octet_length(ResultScoresRow.scores)).over(order_by=ResultRow.id.desc())
    sums = (
        select(ResultRow.id, so_far.label("bytes"))
        .join(ResultScoresRow, ResultScoresRow.result_id == ResultRow.id)
        .where(*conditions)
        .subquery()
    )
    return await session.scalar(select(func.max(sums.c.id)).where(sums.c.bytes > MOST_SCORES)) or 0
