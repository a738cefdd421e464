"""Queries on releases and their announcements, on the caller's session."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.tables import GuildRow
from bot.outbox.tables import DeliveryRow
from bot.releases.filters import FilteredBy
from bot.releases.model import Release, Watch
from bot.releases.store import watches
from bot.releases.tables import AnnouncementRow, OutcomeRow, ReleaseRow, WatchRow

_RELEASE: TypeAdapter[Release] = TypeAdapter(Release)


@dataclass(frozen=True)
class Candidate:
    """A watch of a release's author, and the language of its guild."""

    watch: Watch
    locale: str


async def add_releases(session: AsyncSession, found: Sequence[Release], now: datetime) -> list[int]:
    """Insert releases that were not there; the ids of those that are new."""
    if not found:
        return []
    rows = [
        {
            "kind": release.kind,
            "key": release.key,
            "repo_id": release.repo_id,
            "author": release.author,
            "facts": dump(release),
            "state": "found",
            "found_at": now,
        }
        for release in found
    ]
    ids = await session.scalars(
        insert(ReleaseRow).values(rows).on_conflict_do_nothing().returning(ReleaseRow.id)
    )
    return list(ids)


async def unannounced(session: AsyncSession, release_id: int, *, lock: bool = False) -> Release | None:
    """A release that is found and not announced yet, locked until the transaction ends if asked."""
    query = select(ReleaseRow.facts).where(ReleaseRow.id == release_id, ReleaseRow.state == "found")
    facts = await session.scalar(query.with_for_update() if lock else query)
    return None if facts is None else load(facts)


async def mark_announced(session: AsyncSession, release_id: int, facts: Release) -> None:
    """Note that the announcements of a release are in the outbox, with the facts that they tell."""
    await session.execute(
        update(ReleaseRow)
        .where(ReleaseRow.id == release_id)
        .values(state="announced", facts=dump(facts), repo_id=facts.repo_id)
    )


async def mark_gone(session: AsyncSession, release_id: int) -> None:
    """Note that a release disappeared before it was announced."""
    await session.execute(update(ReleaseRow).where(ReleaseRow.id == release_id).values(state="gone"))


async def candidates(session: AsyncSession, author: str) -> list[Candidate]:
    """Every watch of this author, paused ones too, of all guilds that the bot is in."""
    rows = await session.execute(
        select(WatchRow, func.coalesce(GuildRow.language, GuildRow.locale))
        .join(GuildRow, GuildRow.id == WatchRow.guild_id)
        .where(WatchRow.source_kind == "author", WatchRow.source == author, GuildRow.left_at.is_(None))
        .order_by(WatchRow.id)
    )
    return [Candidate(watches.from_row(row), locale) for row, locale in rows]


async def add_outcomes(
    session: AsyncSession, release_id: int, outcomes: Sequence[tuple[Watch, FilteredBy | None]]
) -> None:
    """Note why watches do not announce a release: the filter that refused it, or None where one is paused."""
    if outcomes:
        await session.execute(
            insert(OutcomeRow).on_conflict_do_nothing(),
            [
                {
                    "guild_id": watch.guild_id,
                    "release_id": release_id,
                    "watch_id": watch.id,
                    "objection": None if objection is None else asdict(objection),
                }
                for watch, objection in outcomes
            ],
        )


async def add_announcements(
    session: AsyncSession, release_id: int, announced: Sequence[tuple[Watch, int]]
) -> None:
    """Note which delivery tells of a release for each watch."""
    if announced:
        await session.execute(
            insert(AnnouncementRow),
            [
                {
                    "guild_id": watch.guild_id,
                    "channel_id": watch.channel_id,
                    "release_id": release_id,
                    "watch_id": watch.id,
                    "delivery_id": delivery_id,
                }
                for watch, delivery_id in announced
            ],
        )


async def told(session: AsyncSession, guild_id: int, nonce: str) -> list[Release]:
    """The releases that a message of this guild tells of, the first announced first."""
    rows = await session.scalars(
        select(ReleaseRow.facts)
        .join(AnnouncementRow, AnnouncementRow.release_id == ReleaseRow.id)
        .join(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
        .where(AnnouncementRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
        .order_by(AnnouncementRow.id)
    )
    return [load(facts) for facts in rows]


async def announced_with(
    session: AsyncSession, guild_id: int, nonce: str
) -> tuple[Release, Watch | None] | None:
    """The release that a message of this guild tells of, and its watch if that is still there."""
    # The first release of a family is the one that the post was made for.
    row = (
        await session.execute(
            select(ReleaseRow.facts, WatchRow)
            .select_from(AnnouncementRow)
            .join(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
            .join(ReleaseRow, ReleaseRow.id == AnnouncementRow.release_id)
            .outerjoin(WatchRow, WatchRow.id == AnnouncementRow.watch_id)
            .where(AnnouncementRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
            .order_by(AnnouncementRow.id)
            .limit(1)
        )
    ).one_or_none()
    if row is None:
        return None
    facts, row_of_watch = row
    return load(facts), None if row_of_watch is None else watches.from_row(row_of_watch)


def load(facts: dict[str, Any]) -> Release:
    """A release from the JSON values that are kept."""
    return _RELEASE.validate_python(facts)


def dump(release: Release) -> dict[str, Any]:
    """A release as JSON values."""
    dumped: dict[str, Any] = _RELEASE.dump_python(release, mode="json")
    return dumped
