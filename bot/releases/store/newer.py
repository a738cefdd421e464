"""Queries on what came out after a model, on the caller's session: facts of the Hub, no guild's own."""

from collections.abc import Collection

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.releases.model import Release
from bot.releases.newer import bounds
from bot.releases.store.announced import load
from bot.releases.tables import ReleaseRow

# Of one author, and of a size, so many of the newest are looked at; of these the most liked.
MOST_BY_AUTHOR = 24
MOST_OF_SIZE = 300
MOST_LIKED = 12
_IS_MODEL = (
    ReleaseRow.kind == "model",
    ReleaseRow.state != "gone",
    ReleaseRow.facts["revision"].astext.is_(None),
    ReleaseRow.facts["collected"].astext.is_(None),
)


async def about(session: AsyncSession, repo_ids: Collection[str]) -> dict[str, Release]:
    """What is kept of these models, by their ids in lower case."""
    query = (
        select(ReleaseRow.facts)
        .where(func.lower(ReleaseRow.repo_id).in_([one.lower() for one in repo_ids]), *_IS_MODEL)
        .order_by(ReleaseRow.id)
    )
    found = [load(facts) for facts in await session.scalars(query)]
    return {one.repo_id.lower(): one for one in found}


async def beside(session: AsyncSession, base: Release) -> list[Release]:
    """The newest models of the same author, and the most liked ones of about the same size."""
    by_author = (
        select(ReleaseRow.facts)
        .where(ReleaseRow.author == base.author, *_IS_MODEL)
        .order_by(ReleaseRow.id.desc())
        .limit(MOST_BY_AUTHOR)
    )
    found = list(await session.scalars(by_author))
    limits = bounds(base)
    if limits is not None:
        newest = (
            select(ReleaseRow.id, ReleaseRow.facts)
            .where(ReleaseRow.parameters.between(*limits), *_IS_MODEL)
            .order_by(ReleaseRow.id.desc())
            .limit(MOST_OF_SIZE)
            .subquery()
        )
        likes = cast(newest.c.facts["likes"].astext, BigInteger)
        liked = select(newest.c.facts).order_by(likes.desc().nulls_last(), newest.c.id).limit(MOST_LIKED)
        found += await session.scalars(liked)
    return [load(facts) for facts in found]
