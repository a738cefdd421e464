"""Queries for moderators of results, on the caller's session; every one takes the guild's id."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    UnaryExpression,
    delete,
    func,
    or_,
    select,
    text,
    union,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among, among_texts
from bot.results.model import LIVE, Posted
from bot.results.row_store import posted_of
from bot.results.tables import ResultBanRow, ResultChangeRow, ResultFileRow, ResultReportRow, ResultRow

# As it stands in the index: with a parameter PostgreSQL no longer finds the index in a generic plan.
IS_OF_SCORES = text("what IN ('scored', 'rescored')")


@dataclass(frozen=True)
class Report:
    """Why moderators should look at a result; `by_id` is None where Essai itself noted it."""

    result_id: int
    by_id: int | None
    reason: str
    at: datetime


@dataclass(frozen=True)
class Page:
    """The `number`th page, counted from 0, of a list that is shown `size` at a time."""

    number: int
    size: int

    def of(self, count: int) -> int:
        """How many pages a list of so many has, an empty one too."""
        return max(count - 1, 0) // self.size + 1

    def within(self, count: int) -> int:
        """Its number, or that of the last page where the list has become shorter."""
        return min(self.number, self.of(count) - 1)


async def report(session: AsyncSession, guild_id: int, new: Report) -> bool:
    """Keep a report; False when the same person has an open one of this result."""
    same = select(ResultReportRow.id).where(
        ResultReportRow.guild_id == guild_id,
        ResultReportRow.result_id == new.result_id,
        ResultReportRow.by_id == new.by_id,
        ResultReportRow.is_open,
    )
    if await session.scalar(same.limit(1)) is not None:
        return False
    session.add(
        ResultReportRow(
            guild_id=guild_id, result_id=new.result_id, by_id=new.by_id, reason=new.reason, at=new.at
        )
    )
    await session.flush()
    return True


async def close_reports(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> None:
    """Somebody has looked at these results."""
    await session.execute(
        update(ResultReportRow)
        .where(ResultReportRow.guild_id == guild_id, among(ResultReportRow.result_id, result_ids))
        .values(is_open=False)
    )


async def reports_of(
    session: AsyncSession, guild_id: int, result_ids: Collection[int]
) -> dict[int, list[Report]]:
    """The open reports of these results, the oldest first."""
    rows = await session.scalars(
        select(ResultReportRow)
        .where(
            ResultReportRow.guild_id == guild_id,
            ResultReportRow.result_id.in_(result_ids),
            ResultReportRow.is_open,
        )
        .order_by(ResultReportRow.id)
    )
    found: dict[int, list[Report]] = defaultdict(list)
    for row in rows:
        found[row.result_id].append(Report(row.result_id, row.by_id, row.reason, row.at))
    return found


async def waiting(session: AsyncSession, guild_id: int, page: Page) -> tuple[list[Posted], int]:
    """Results that are shown and disputed or reported, the oldest first, and how many there are."""
    # Both are few, and each has an index; as alternatives all results would be looked at.
    disputed = select(ResultRow.id).where(ResultRow.guild_id == guild_id, ResultRow.is_disputed)
    reported = select(ResultReportRow.result_id).where(
        ResultReportRow.guild_id == guild_id, ResultReportRow.is_open
    )
    wanted = (
        ResultRow.guild_id == guild_id,
        ResultRow.state.in_(LIVE),
        ResultRow.id.in_(union(disputed, reported)),
    )
    return await _page(session, wanted, ResultRow.id.asc(), page)


async def hidden(session: AsyncSession, guild_id: int, page: Page) -> tuple[list[Posted], int]:
    """Results that moderators have hidden, the newest first, and how many there are."""
    wanted = (ResultRow.guild_id == guild_id, ResultRow.state == "hidden")
    return await _page(session, wanted, ResultRow.id.desc(), page)


async def _page(
    session: AsyncSession,
    wanted: Sequence[ColumnElement[bool]],
    order: UnaryExpression[int],
    page: Page,
) -> tuple[list[Posted], int]:
    count = await session.scalar(select(func.count()).select_from(ResultRow).where(*wanted)) or 0
    query = select(ResultRow).where(*wanted).order_by(order)
    rows = await session.scalars(query.offset(page.within(count) * page.size).limit(page.size))
    return [posted_of(row) for row in rows], count


async def is_hidden(
    session: AsyncSession, guild_id: int, facts: Collection[str], hashes: Collection[str]
) -> bool:
    """Whether a result with one of these facts, or of one of these files, is hidden here."""
    files = select(ResultFileRow.id).where(
        ResultFileRow.guild_id == guild_id, among_texts(ResultFileRow.sha256, hashes)
    )
    same = or_(among_texts(ResultRow.facts, facts), ResultRow.file_id.in_(files))
    query = select(ResultRow.id).where(ResultRow.guild_id == guild_id, ResultRow.state == "hidden", same)
    return await session.scalar(query.limit(1)) is not None


async def is_barred(session: AsyncSession, guild_id: int, member_id: int) -> bool:
    """Whether moderators have stopped a member from posting results."""
    query = select(ResultBanRow.member_id).where(
        ResultBanRow.guild_id == guild_id, ResultBanRow.member_id == member_id
    )
    return await session.scalar(query) is not None


async def bar(session: AsyncSession, guild_id: int, member_id: int) -> bool:
    """Stop a member from posting; False when they were already."""
    new = insert(ResultBanRow).values(guild_id=guild_id, member_id=member_id)
    rows = await session.execute(new.on_conflict_do_nothing().returning(ResultBanRow.member_id))
    return rows.scalar_one_or_none() is not None


async def unbar(session: AsyncSession, guild_id: int, member_id: int) -> bool:
    """Let a member post again; False when they may already."""
    rows = await session.execute(
        delete(ResultBanRow)
        .where(ResultBanRow.guild_id == guild_id, ResultBanRow.member_id == member_id)
        .returning(ResultBanRow.member_id)
    )
    return rows.scalar_one_or_none() is not None


async def posts_since(
    session: AsyncSession, guild_id: int, since: datetime, author_id: int | None
) -> list[datetime]:
    """When results were posted since then, by one member or (None) by all; one moment for each post.

    Scores of samples that came after their results count as a post.
    """
    posted = select(func.min(ResultRow.created_at).label("at")).where(
        ResultRow.guild_id == guild_id, ResultRow.created_at > since
    )
    scored = select(ResultChangeRow.at).where(
        ResultChangeRow.guild_id == guild_id, IS_OF_SCORES, ResultChangeRow.at > since
    )
    if author_id is not None:
        posted = posted.where(ResultRow.author_id == author_id)
        scored = scored.where(ResultChangeRow.by_id == author_id)
    moments = union_all(posted.group_by(ResultRow.post), scored.distinct()).subquery()
    return list(await session.scalars(select(moments.c.at).order_by(moments.c.at)))
