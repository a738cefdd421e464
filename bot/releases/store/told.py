"""Queries on releases that posts tell of, on the caller's session."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import noting
from bot.hub.models import Repository
from bot.releases.derived import Derivative
from bot.releases.folding import is_living
from bot.releases.model import Release, RepositoryKind
from bot.releases.store.announced import dump, load
from bot.releases.tables import AnnouncementRow, DerivativeRow, ReleaseRow, WatchedListRow


@dataclass(frozen=True)
class Told:
    """A release that posts tell of, and whether it is still there."""

    id: int
    release: Release
    former_name: str | None
    is_hidden: bool
    checked_at: datetime | None

    @property
    def kind(self) -> RepositoryKind:
        """The kind of the repository that it is."""
        return cast("RepositoryKind", self.release.kind)


async def differing(session: AsyncSession, repositories: Sequence[Repository], since: datetime) -> list[Told]:
    """Of the releases found since then those that have another name than here, or are noted as hidden."""
    if not repositories:
        return []
    keys = [(one.kind, one.key) for one in repositories]
    names = [(*key, one.id) for key, one in zip(keys, repositories, strict=True)]
    same_name = tuple_(ReleaseRow.kind, ReleaseRow.key, ReleaseRow.repo_id).in_(names)
    of_these = tuple_(ReleaseRow.kind, ReleaseRow.key).in_(keys)
    differs = or_(~same_name, ReleaseRow.hidden_at.is_not(None))
    rows = await session.scalars(_living(since).where(of_these, differs).order_by(ReleaseRow.id))
    return _repositories(rows)


async def of_list(session: AsyncSession, author: str, kind: RepositoryKind, since: datetime) -> list[Told]:
    """An author's releases of one kind that are found since then and, as far as is known, public."""
    own = (ReleaseRow.author == author, ReleaseRow.kind == kind, ReleaseRow.hidden_at.is_(None))
    return _repositories(await session.scalars(_living(since).where(*own)))


async def unlisted(session: AsyncSession, since: datetime, before: datetime, most: int) -> list[int]:
    """Releases found since then, hidden ones too, of authors whose lists nobody reads.

    They were found, and last looked up, before a time; the longest ago first. Locked rows are left out.
    """
    listed = select(WatchedListRow.id).where(
        WatchedListRow.source_kind == "author",
        WatchedListRow.source == ReleaseRow.author,
        WatchedListRow.kind == ReleaseRow.kind,
    )
    last = func.coalesce(ReleaseRow.checked_at, ReleaseRow.found_at)
    rows = await session.scalars(
        _living(since)
        .where(last <= before, _is_repository(), ~listed.exists())
        .order_by(last, ReleaseRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [row.id for row in rows]


async def one(session: AsyncSession, release_id: int, *, is_held: bool = False) -> Told | None:
    """One release; with `is_held` nobody else changes it until the transaction ends."""
    query = select(ReleaseRow).where(ReleaseRow.id == release_id)
    row = await session.scalar(query.with_for_update() if is_held else query)
    return None if row is None else _told(row)


async def with_key(session: AsyncSession, kind: RepositoryKind, key: str, since: datetime) -> int | None:
    """The id of the release found since then that is this repository."""
    row = await session.scalar(_living(since).where(ReleaseRow.kind == kind, ReleaseRow.key == key))
    return None if row is None else row.id


async def mark_checked(session: AsyncSession, release_ids: Collection[int], now: datetime) -> None:
    """Note when releases are looked up."""
    if release_ids:
        await session.execute(update(ReleaseRow).where(ReleaseRow.id.in_(release_ids)).values(checked_at=now))


async def mark_hidden(session: AsyncSession, release_id: int, now: datetime) -> None:
    """Note that a release is not public any more."""
    await session.execute(update(ReleaseRow).where(ReleaseRow.id == release_id).values(hidden_at=now))
    await noting.released(session, release_id)


async def mark_there(
    session: AsyncSession, release_id: int, release: Release, former_name: str | None
) -> None:
    """Note that a release is public, and its name now and, where it is another, the first one."""
    await session.execute(
        update(ReleaseRow)
        .where(ReleaseRow.id == release_id)
        .values(
            repo_id=release.repo_id,
            author=release.author,
            facts=dump(release),
            former_name=former_name,
            hidden_at=None,
            checked_at=None,
        )
    )
    await noting.released(session, release_id)


async def add_derivatives(
    session: AsyncSession, found: Sequence[Derivative], since: datetime, now: datetime
) -> set[int]:
    """Note the quantisations of releases found since then; the releases that have a new one."""
    bases = {one.base.lower() for one in found}
    if not bases:
        return set()
    rows = await session.scalars(_living(since).where(_name_in(bases)).order_by(ReleaseRow.id))
    ids = {told.release.repo_id.lower(): told.id for told in _repositories(rows)}
    new = [
        {
            "base_id": ids[one.base.lower()],
            "key": one.key,
            "repo_id": one.repo_id,
            "format": one.format,
            "seen_at": now,
        }
        for one in found
        if one.base.lower() in ids
    ]
    if not new:
        return set()
    added = insert(DerivativeRow).values(new).on_conflict_do_nothing().returning(DerivativeRow.base_id)
    return set(await session.scalars(added))


def _living(since: datetime) -> Select[ReleaseRow]:
    """The releases found since then that posts tell of, alone or with others."""
    in_post = select(AnnouncementRow.id).where(AnnouncementRow.release_id == ReleaseRow.id).exists()
    return select(ReleaseRow).where(ReleaseRow.found_at >= since, in_post)


def _is_repository() -> ColumnElement[bool]:
    """What `folding.is_living` says, for the database."""
    others = (ReleaseRow.facts[name].astext for name in ("paper", "revision", "collected"))
    return and_(*(fact.is_(None) for fact in others))


def _repositories(rows: Iterable[ReleaseRow]) -> list[Told]:
    """Those that are repositories: what happened to one is in none of the Hub's lists."""
    return [one for one in map(_told, rows) if is_living(one.release)]


def _name_in(names: Collection[str]) -> ColumnElement[bool]:
    return func.lower(ReleaseRow.repo_id).in_(names) & (ReleaseRow.kind == "model")


def _told(row: ReleaseRow) -> Told:
    return Told(row.id, load(row.facts), row.former_name, row.hidden_at is not None, row.checked_at)
