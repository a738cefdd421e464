"""Queries on which results came out of which notebook, on the caller's session; all take the guild's id."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, cast

from sqlalchemy import BigInteger, Select, Table, Text, column, delete, func, or_, select, table
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among, among_texts
from bot.outbox.addresses import addresses
from bot.outbox.tables import DeliveryRow
from bot.results.linked.model import OfNotebook
from bot.results.linked.tables import NotebookResultRow
from bot.results.model import LIVE, Posted
from bot.results.row_store import EVERY, read
from bot.results.tables import ResultRow

# The tables of notebooks belong to a feature above this one: only these columns are read of them.
_NOTEBOOK: Final = table(
    "notebook",
    column("id", BigInteger),
    column("guild_id", BigInteger),
    column("author_id", BigInteger),
    column("state", Text),
    column("newest", BigInteger),
    column("title", Text),
)
_VERSION: Final = table(
    "notebook_version",
    column("notebook_id", BigInteger),
    column("number", BigInteger),
    column("post", Text),
    column("channel_id", BigInteger),
    column("facts", JSONB),
)


async def link(
    session: AsyncSession, guild_id: int, notebook_id: int, result_ids: Collection[int], now: datetime
) -> None:
    """Note that these results came out of a notebook; those that are noted already stay."""
    rows = [
        {"notebook_id": notebook_id, "result_id": result_id, "guild_id": guild_id, "created_at": now}
        for result_id in result_ids
    ]
    if rows:
        await session.execute(
            insert(cast("Table", NotebookResultRow.__table__)).on_conflict_do_nothing(), rows
        )


async def unlink(
    session: AsyncSession, guild_id: int, notebook_id: int, result_ids: Collection[int] | None = None
) -> None:
    """Forget that these results, or (None) any, came out of a notebook."""
    mine = (NotebookResultRow.guild_id == guild_id, NotebookResultRow.notebook_id == notebook_id)
    these = () if result_ids is None else (among(NotebookResultRow.result_id, result_ids),)
    await session.execute(delete(NotebookResultRow).where(*mine, *these))


async def results_of(
    session: AsyncSession, guild_id: int, notebook_id: int, *, is_own: bool = False
) -> list[Posted]:
    """The results that came out of a notebook and that its readers may see, the oldest first.

    With `is_own`, for their author, all that are shown anywhere.
    """
    linked = select(NotebookResultRow.result_id).where(
        NotebookResultRow.guild_id == guild_id, NotebookResultRow.notebook_id == notebook_id
    )
    # What is in no list of the server is shown where it was posted.
    beside = (ResultRow.state == "unlisted") & ResultRow.post.in_(_posts_beside(guild_id, notebook_id))
    seen = ResultRow.state.in_(LIVE) if is_own else or_(ResultRow.state == "public", beside)
    query = EVERY.where(ResultRow.guild_id == guild_id, ResultRow.id.in_(linked), seen)
    return await read(await session.execute(query.order_by(ResultRow.id)))


async def of_author(
    session: AsyncSession, guild_id: int, author_id: int, result_ids: Collection[int]
) -> dict[int, Posted]:
    """Those of these results that are a member's own and shown anywhere."""
    query = EVERY.where(
        ResultRow.guild_id == guild_id,
        ResultRow.author_id == author_id,
        ResultRow.state.in_(LIVE),
        among(ResultRow.id, result_ids),
    )
    return {one.id: one for one in await read(await session.execute(query))}


async def notebooks_of(
    session: AsyncSession, guild_id: int, result_ids: Collection[int]
) -> dict[int, tuple[OfNotebook, ...]]:
    """The public notebooks that each of these results came out of, the first one first."""
    title = func.coalesce(_NOTEBOOK.c.title, _VERSION.c.facts["title"].astext)
    query = (
        select(
            NotebookResultRow.result_id,
            _NOTEBOOK.c.id,
            title.label("title"),
            _NOTEBOOK.c.author_id,
            _VERSION.c.channel_id,
            _VERSION.c.post,
        )
        .join(_NOTEBOOK, _NOTEBOOK.c.id == NotebookResultRow.notebook_id)
        .join(
            _VERSION,
            (_VERSION.c.notebook_id == _NOTEBOOK.c.id) & (_VERSION.c.number == _NOTEBOOK.c.newest),
        )
        .where(
            NotebookResultRow.guild_id == guild_id,
            _NOTEBOOK.c.guild_id == guild_id,
            _NOTEBOOK.c.state == "public",
            among(NotebookResultRow.result_id, result_ids),
        )
        .order_by(NotebookResultRow.result_id, _NOTEBOOK.c.id)
    )
    rows = (await session.execute(query)).all()
    urls = await addresses(session, guild_id, {row.post for row in rows}) if rows else {}
    found: dict[int, list[OfNotebook]] = defaultdict(list)
    for row in rows:
        one = OfNotebook(row.id, row.title, row.author_id, row.channel_id)
        found[row.result_id].append(replace(one, url=urls.get(row.post)))
    return {result_id: tuple(notebooks) for result_id, notebooks in found.items()}


async def of_posts(session: AsyncSession, guild_id: int, nonces: Collection[str]) -> Sequence[int]:
    """The notebooks that results of these posts came out of."""
    query = (
        select(NotebookResultRow.notebook_id)
        .join(ResultRow, ResultRow.id == NotebookResultRow.result_id)
        .where(NotebookResultRow.guild_id == guild_id, among_texts(ResultRow.post, nonces))
    )
    return (await session.scalars(query.distinct().order_by(NotebookResultRow.notebook_id))).all()


async def posts_of(session: AsyncSession, guild_id: int, notebook_id: int) -> set[str]:
    """The posts of results that came out of a notebook, also of those that are not public."""
    query = (
        select(ResultRow.post)
        .join(NotebookResultRow, NotebookResultRow.result_id == ResultRow.id)
        .where(NotebookResultRow.guild_id == guild_id, NotebookResultRow.notebook_id == notebook_id)
    )
    return set(await session.scalars(query))


def _posts_beside(guild_id: int, notebook_id: int) -> Select[str]:
    """The posts in the channel of the newest version of a notebook."""
    is_newest = (_VERSION.c.notebook_id == _NOTEBOOK.c.id) & (_VERSION.c.number == _NOTEBOOK.c.newest)
    channel = (
        select(_VERSION.c.channel_id)
        .join(_NOTEBOOK, is_newest)
        .where(_NOTEBOOK.c.guild_id == guild_id, _NOTEBOOK.c.id == notebook_id)
        .scalar_subquery()
    )
    return select(DeliveryRow.nonce).where(
        DeliveryRow.guild_id == guild_id, DeliveryRow.channel_id == channel
    )
