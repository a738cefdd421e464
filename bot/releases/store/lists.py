"""Queries on the lists of the Hub that watches need, on the caller's session."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, literal, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.releases.model import REPOSITORY_KINDS, ListKind, ReadList, RepositoryKind, Source, SourceKind
from bot.releases.tables import ListedRow, WatchedListRow, WatchRow

# One number for "the watched lists" among the advisory locks of the server.
_LISTS = 0x65737361695F6C73
# Sources whose new items stand in the feeds of everyone's newest repositories.
_IN_FEEDS: tuple[SourceKind, ...] = ("author", "repository", "search")


async def of_sources(session: AsyncSession, sources: Collection[Source]) -> list[ReadList]:
    """The lists of these sources that are watched."""
    if not sources:
        return []
    named = tuple_(WatchedListRow.source_kind, WatchedListRow.source)
    rows = await session.scalars(
        select(WatchedListRow)
        .where(named.in_(sorted((one.kind, one.value) for one in sources)))
        .order_by(WatchedListRow.id)
        # Nobody may forget a list to which this transaction adds.
        .with_for_update(read=True, key_share=True)
    )
    return [_read_list(row) for row in rows]


async def feed_kinds(session: AsyncSession) -> list[RepositoryKind]:
    """The kinds of repositories whose feeds anybody needs."""
    found = await session.scalars(
        select(WatchedListRow.kind).where(WatchedListRow.source_kind.in_(_IN_FEEDS)).distinct()
    )
    wanted = set(found)
    return [kind for kind in REPOSITORY_KINDS if kind in wanted]


async def take_due(session: AsyncSession, now: datetime, again_at: datetime) -> ReadList | None:
    """The list that is due for the longest, or None; unless `was_read` is told, it is due at `again_at`.

    Locked rows are skipped, so that several processes never take the same one.
    """
    row = await session.scalar(
        select(WatchedListRow)
        .where(WatchedListRow.due_at <= now)
        .order_by(WatchedListRow.due_at)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    )
    if row is None:
        return None
    row.due_at = again_at
    return _read_list(row)


async def was_read(
    session: AsyncSession,
    watched: ReadList,
    now: datetime,
    due_at: datetime,
    released_at: datetime | None,
    taken_until: datetime | None = None,
) -> None:
    """Note that a list was read to its end, when it is due again, and when something last appeared in it.

    With `taken_until`, the `again_at` of `take_due`, it stays due where somebody has made it so meanwhile.
    """
    moment = WatchedListRow.due_at.type
    due: ColumnElement[datetime] = literal(due_at, moment)
    if taken_until is not None:
        woken = func.least(WatchedListRow.due_at, due)
        due = case((WatchedListRow.due_at == taken_until, due), else_=woken)
    released = func.greatest(WatchedListRow.released_at, literal(released_at, moment))
    await session.execute(
        update(WatchedListRow)
        .where(WatchedListRow.id == watched.id)
        .values(looked_at=now, due_at=due, released_at=released)
    )


async def remember(session: AsyncSession, list_id: int, memory: Mapping[str, Any]) -> None:
    """What the next look has to compare with."""
    await session.execute(
        update(WatchedListRow).where(WatchedListRow.id == list_id).values(memory=dict(memory))
    )


async def expect_more(session: AsyncSession, list_ids: Collection[int], now: datetime) -> None:
    """Something appeared in these lists: they are due at once, since a release seldom comes alone."""
    if not list_ids:
        return
    rows = await session.scalars(
        select(WatchedListRow)
        .where(WatchedListRow.id.in_(sorted(list_ids)))
        # In one order, so that two processes never wait for each other.
        .order_by(WatchedListRow.id)
        .with_for_update(key_share=True)
    )
    for row in rows:
        row.due_at, row.released_at = min(row.due_at, now), now


async def due_at_once(
    session: AsyncSession, source_kind: SourceKind, newest: Mapping[str, str], now: datetime
) -> None:
    """Make lists of these sources due whose memory has another `sha` than the one told here."""
    if newest:
        waiting = WatchedListRow.memory["waiting_since"].is_not(None)
        for row in await _not_due(session, source_kind, newest, now, ~waiting):
            if (row.memory or {}).get("sha") != newest[row.source]:
                row.due_at = now


async def wake(
    session: AsyncSession,
    source_kind: SourceKind,
    sources: Collection[str],
    kind: RepositoryKind,
    now: datetime,
) -> None:
    """Make the lists of these sources that hold repositories of a kind due."""
    if sources:
        for row in await _not_due(session, source_kind, sources, now, WatchedListRow.kind == kind):
            row.due_at = now


async def are_searched(session: AsyncSession, kind: RepositoryKind) -> bool:
    """Whether any search for repositories of a kind is watched."""
    searched = (WatchedListRow.source_kind == "search") & (WatchedListRow.kind == kind)
    return bool(await session.scalar(select(exists().where(searched))))


async def _not_due(
    session: AsyncSession,
    source_kind: SourceKind,
    sources: Collection[str],
    now: datetime,
    wanted: ColumnElement[bool],
) -> Sequence[WatchedListRow]:
    """Lists of these sources whose turn is still to come; one that somebody reads just now is left out."""
    rows = await session.scalars(
        select(WatchedListRow)
        .where(
            WatchedListRow.source_kind == source_kind,
            WatchedListRow.source.in_(sorted(sources)),
            WatchedListRow.due_at > now,
            wanted,
        )
        .order_by(WatchedListRow.id)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return rows.all()


async def count(session: AsyncSession, recent_since: datetime) -> dict[tuple[ListKind, bool], int]:
    """How many lists of each kind there are, with and without something that appeared since then."""
    recent = func.coalesce(WatchedListRow.released_at >= recent_since, False)
    rows = await session.execute(select(WatchedListRow.kind, recent, func.count()).group_by("kind", recent))
    return {(cast("ListKind", kind), bool(is_recent)): found for kind, is_recent, found in rows}


async def add(
    session: AsyncSession,
    watched: ReadList,
    now: datetime,
    keys: Iterable[str] = (),
) -> None:
    """Note that a list is watched from now on; `keys` stand in it already."""
    new = insert(WatchedListRow).values(
        source_kind=watched.source.kind,
        source=watched.source.value,
        kind=watched.kind,
        baseline_at=now,
        horizon_at=watched.horizon_at,
        looked_at=now,
        due_at=now,
        memory=None if watched.memory is None else dict(watched.memory),
    )
    list_id = await session.scalar(new.on_conflict_do_nothing().returning(WatchedListRow.id))
    if list_id is not None:
        await add_items(session, [(list_id, key) for key in keys])


async def add_items(session: AsyncSession, items: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Note what stands in lists, by (list id, key); those that did not stand there before."""
    rows = [{"list_id": list_id, "key": key} for list_id, key in sorted(set(items))]
    if not rows:
        return set()
    found = await session.execute(
        insert(ListedRow).values(rows).on_conflict_do_nothing().returning(ListedRow.list_id, ListedRow.key)
    )
    return {(list_id, key) for list_id, key in found}


async def forget_item(session: AsyncSession, key: str) -> None:
    """Let something be new again in every list."""
    await session.execute(delete(ListedRow).where(ListedRow.key == key))


async def hold(session: AsyncSession) -> None:
    """Let nobody else add or forget lists until the transaction ends.

    Otherwise one transaction could rely on a list that another, which does not see its watch yet, forgets.
    """
    await session.execute(select(func.pg_advisory_xact_lock(_LISTS)))


async def forget_unwatched(session: AsyncSession) -> None:
    """Stop reading lists that no active watch needs; a later watch begins with a silent look again."""
    await hold(session)
    needed = select(WatchRow.id).where(WatchRow.state == "active", _needs()).exists()
    await session.execute(delete(WatchedListRow).where(~needed))


def _needs() -> ColumnElement[bool]:
    """Whether a watch needs a list; papers are needed by every watch that asks for papers."""
    has_kind = WatchRow.kinds.contains(func.jsonb_build_array(WatchedListRow.kind))
    own = and_(
        WatchRow.source_kind == WatchedListRow.source_kind,
        WatchRow.source == WatchedListRow.source,
        or_(WatchedListRow.kind == "any", has_kind),
    )
    of_papers = and_(
        WatchedListRow.source_kind == "papers",
        WatchRow.source_kind.in_(("author", "search")),
        WatchRow.kinds.contains(["paper"]),
    )
    return or_(own, of_papers)


def _read_list(row: WatchedListRow) -> ReadList:
    source = Source(cast("SourceKind", row.source_kind), row.source)
    kind = cast("ListKind", row.kind)
    return ReadList(source, kind, row.horizon_at, row.released_at, row.id, row.memory)


def by_source(found: Sequence[ReadList]) -> dict[tuple[Source, ListKind], ReadList]:
    """The lists by what they are of."""
    return {(one.source, one.kind): one for one in found}
