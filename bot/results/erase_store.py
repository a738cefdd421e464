"""Queries for erasing what a member wrote, on the caller's session; every one takes the guild's id."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.results.reproduction.tables import ReproductionAskerRow, ReproductionRequestRow
from bot.results.tables import (
    ResultChangeRow,
    ResultDraftRow,
    ResultFileRow,
    ResultReportRow,
    ResultRow,
    ResultTokenRow,
)


@dataclass(frozen=True)
class Mine:
    """How much a member has here.

    `remarks` are disputes, reports, and wishes to see a result measured again; `notebooks` and
    `questions` (with the answers of theirs that were accepted) have features of their own.
    """

    results: int = 0
    remarks: int = 0
    tokens: int = 0
    notebooks: int = 0
    questions: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to erase."""
        return not (self.results or self.remarks or self.tokens or self.notebooks or self.questions)


async def mine(session: AsyncSession, guild_id: int, author_id: int) -> Mine:
    """How much there is."""
    results = select(func.count()).select_from(ResultRow).where(*_own(guild_id, author_id))
    tokens = (
        select(func.count())
        .select_from(ResultTokenRow)
        .where(ResultTokenRow.guild_id == guild_id, ResultTokenRow.author_id == author_id)
    )
    disputes = select(func.count()).select_from(_disputes(guild_id, author_id).subquery())
    reports = select(func.count()).select_from(ResultReportRow).where(*_reports(guild_id, author_id))
    wishes = select(func.count()).where(
        ReproductionAskerRow.guild_id == guild_id, ReproductionAskerRow.member_id == author_id
    )
    claims = select(func.count()).where(
        ReproductionRequestRow.guild_id == guild_id, ReproductionRequestRow.claimed_by == author_id
    )
    remarks = [await session.scalar(query) or 0 for query in (disputes, reports, wishes, claims)]
    return Mine(await session.scalar(results) or 0, sum(remarks), await session.scalar(tokens) or 0)


async def posts(session: AsyncSession, guild_id: int, author_id: int) -> list[str]:
    """The posts of a member, by their nonces."""
    query = select(ResultRow.post).where(*_own(guild_id, author_id))
    return list(await session.scalars(query.distinct()))


async def models(session: AsyncSession, guild_id: int, author_id: int) -> set[str]:
    """The models that a member posted results of, as results name them."""
    query = select(ResultRow.model_name).where(*_own(guild_id, author_id))
    return set(await session.scalars(query.distinct()))


async def erase(session: AsyncSession, guild_id: int, author_id: int) -> None:
    """Delete a member's results with their history, their files, drafts, tokens and reports."""
    files = list(await session.scalars(_files(guild_id, author_id)))
    for table in (ResultDraftRow, ResultTokenRow):
        await session.execute(delete(table).where(table.guild_id == guild_id, table.author_id == author_id))
    await session.execute(delete(ResultReportRow).where(*_reports(guild_id, author_id)))
    await session.execute(delete(ResultRow).where(*_own(guild_id, author_id)))
    await session.execute(
        delete(ResultFileRow).where(ResultFileRow.guild_id == guild_id, ResultFileRow.id.in_(files))
    )


async def take_back_disputes(session: AsyncSession, guild_id: int, author_id: int) -> dict[int, str]:
    """Delete what a member wrote in doubt of results of others; these results with the posts that said so.

    A result whose newest dispute was theirs is no longer disputed.
    """
    found = (await session.execute(_disputes(guild_id, author_id))).all()
    newest = (
        select(func.max(ResultChangeRow.id))
        .where(ResultChangeRow.guild_id == guild_id, ResultChangeRow.what == "disputed")
        .where(ResultChangeRow.result_id.in_({one.result_id for one in found}))
        .group_by(ResultChangeRow.result_id)
    )
    of_newest = select(ResultChangeRow.result_id).where(
        ResultChangeRow.id.in_(newest), ResultChangeRow.by_id == author_id
    )
    await session.execute(
        update(ResultRow)
        .where(ResultRow.guild_id == guild_id, ResultRow.id.in_(of_newest))
        .values(is_disputed=False)
    )
    await session.execute(
        delete(ResultChangeRow).where(
            ResultChangeRow.guild_id == guild_id, ResultChangeRow.id.in_({one.id for one in found})
        )
    )
    return {one.result_id: one.post for one in found}


def _own(guild_id: int, author_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ResultRow.guild_id == guild_id, ResultRow.author_id == author_id


def _reports(guild_id: int, author_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ResultReportRow.guild_id == guild_id, ResultReportRow.by_id == author_id


def _disputes(guild_id: int, author_id: int) -> Select[int, int, str]:
    return (
        select(ResultChangeRow.id, ResultChangeRow.result_id, ResultRow.post)
        .join(ResultRow, ResultRow.id == ResultChangeRow.result_id)
        .where(
            ResultChangeRow.guild_id == guild_id,
            ResultChangeRow.by_id == author_id,
            ResultChangeRow.what == "disputed",
        )
    )


def _files(guild_id: int, author_id: int) -> Select[int]:
    """A file belongs to one post, and a post to one member."""
    mine = select(ResultRow.file_id).where(*_own(guild_id, author_id), ResultRow.file_id.is_not(None))
    return select(ResultFileRow.id).where(ResultFileRow.guild_id == guild_id, ResultFileRow.id.in_(mine))
