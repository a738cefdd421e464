"""Queries on releases and their announcements, on the caller's session."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import noting
from bot.db.arrays import among
from bot.guilds.tables import GuildRow
from bot.outbox.tables import DeliveryRow
from bot.releases.filters import FilteredBy
from bot.releases.model import Release, Watch
from bot.releases.store import known, lists, watches
from bot.releases.tables import AnnouncementRow, AwaitedRow, HeldRow, OutcomeRow, ReleaseRow, WatchRow

_RELEASE: TypeAdapter[Release] = TypeAdapter(Release)


@dataclass(frozen=True)
class Candidate:
    """A watch that a release concerns, and the language of its guild."""

    watch: Watch
    locale: str


async def add_releases(
    session: AsyncSession, found: Sequence[Release], now: datetime
) -> dict[tuple[str, str], tuple[int, bool]]:
    """Insert releases that were not there; the id of each by (kind, key), and whether it is new.

    One that was gone before anybody was told of it is new when it is found again.
    """
    if not found:
        return {}
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
        # Sorted, so that two processes never wait for each other.
        for release in sorted(found, key=lambda release: (release.kind, release.key))
    ]
    identity = (ReleaseRow.kind, ReleaseRow.key)
    added = insert(ReleaseRow).values(rows)
    again = {name: added.excluded[name] for name in ("repo_id", "author", "facts", "state", "found_at")}
    new = await session.execute(
        added.on_conflict_do_update(
            index_elements=identity, set_=again, where=ReleaseRow.state == "gone"
        ).returning(*identity, ReleaseRow.id)
    )
    ids = {(kind, key): (release_id, True) for kind, key, release_id in new}
    others = [(release.kind, release.key) for release in found if (release.kind, release.key) not in ids]
    if others:
        there = await session.execute(select(*identity, ReleaseRow.id).where(tuple_(*identity).in_(others)))
        ids |= {(kind, key): (release_id, False) for kind, key, release_id in there}
    return ids


async def kept(session: AsyncSession, release_id: int, *, lock: bool = False) -> tuple[Release, bool] | None:
    """A release that is not gone, and whether it was announced; locked to the transaction's end if asked."""
    query = select(ReleaseRow.facts, ReleaseRow.state == "announced").where(
        ReleaseRow.id == release_id, ReleaseRow.state != "gone"
    )
    row = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else (load(row[0]), bool(row[1]))


async def judged_by(session: AsyncSession, release_id: int) -> set[int]:
    """The watches that have announced a release, hold it, or do not want it."""
    found: set[int] = set()
    for table in (AnnouncementRow, OutcomeRow, HeldRow, AwaitedRow):
        ids = await session.scalars(select(table.watch_id).where(table.release_id == release_id))
        found |= {watch_id for watch_id in ids if watch_id is not None}
    return found


async def channels_with(
    session: AsyncSession, release: Release, channel_ids: Collection[int], since: datetime
) -> set[int]:
    """Which of these channels have been told of the same repository as something new since then."""
    rows = await session.scalars(
        select(AnnouncementRow.channel_id)
        .join(ReleaseRow, ReleaseRow.id == AnnouncementRow.release_id)
        .where(
            among(AnnouncementRow.channel_id, channel_ids),
            ReleaseRow.kind == release.kind,
            ReleaseRow.repo_id == release.repo_id,
            ReleaseRow.found_at >= since,
            ReleaseRow.facts["revision"].astext.is_(None),
            ReleaseRow.facts["collected"].astext.is_(None),
        )
    )
    return set(rows)


async def mark_announced(session: AsyncSession, release_id: int, facts: Release) -> None:
    """Note that the announcements of a release are in the outbox, with the facts that they tell."""
    await session.execute(
        update(ReleaseRow)
        .where(ReleaseRow.id == release_id)
        .values(state="announced", facts=dump(facts), repo_id=facts.repo_id)
    )


async def mark_gone(session: AsyncSession, release_id: int) -> None:
    """Note that a release disappeared before it was announced; should it come back, it is news again."""
    gone = update(ReleaseRow).where(ReleaseRow.id == release_id, ReleaseRow.state == "found")
    row = await session.execute(gone.values(state="gone").returning(ReleaseRow.kind, ReleaseRow.key))
    for kind, key in row:
        await known.forget(session, kind, key)
        await lists.forget_item(session, key)


async def note_likes(session: AsyncSession, release_id: int, facts: Release) -> None:
    """Keep how much a release is liked now, so that it is judged by that when it is posted later."""
    await session.execute(update(ReleaseRow).where(ReleaseRow.id == release_id).values(facts=dump(facts)))


async def candidates(session: AsyncSession, watch_ids: Collection[int]) -> list[Candidate]:
    """Those of these watches that are there, paused ones too, of guilds that the bot is in."""
    rows = await session.execute(
        select(WatchRow, func.coalesce(GuildRow.language, GuildRow.locale))
        .join(GuildRow, GuildRow.id == WatchRow.guild_id)
        .where(among(WatchRow.id, watch_ids), GuildRow.left_at.is_(None))
        .order_by(WatchRow.id)
    )
    return [Candidate(watches.from_row(row), locale) for row, locale in rows]


async def stamps(session: AsyncSession) -> dict[int, str]:
    """What is another text whenever a watch or its guild has been written, by the id of the watch."""
    written = func.concat(text("watch.xmin"), "/", text("guild.xmin"))
    rows = await session.execute(
        select(WatchRow.id, written).join(GuildRow).where(GuildRow.left_at.is_(None))
    )
    return {watch_id: str(stamp) for watch_id, stamp in rows}


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
        await noting.released(session, release_id)


async def places(session: AsyncSession, release_id: int) -> list[tuple[int, int, str]]:
    """Where a release was announced: guild, channel, and the locale of the guild's posts."""
    query = (
        select(
            AnnouncementRow.guild_id,
            AnnouncementRow.channel_id,
            func.coalesce(GuildRow.language, GuildRow.locale),
        )
        .join(GuildRow, GuildRow.id == AnnouncementRow.guild_id)
        .where(AnnouncementRow.release_id == release_id)
        .order_by(AnnouncementRow.guild_id, AnnouncementRow.channel_id)
    )
    return [(guild, channel, locale) for guild, channel, locale in (await session.execute(query)).all()]


async def public(session: AsyncSession, release_id: int, *, keep: bool = False) -> Release | None:
    """A release that is announced and still there; with `keep` it stays so until the transaction ends."""
    query = select(ReleaseRow.facts).where(
        ReleaseRow.id == release_id, ReleaseRow.state == "announced", ReleaseRow.hidden_at.is_(None)
    )
    facts = await session.scalar(query.with_for_update(read=True) if keep else query)
    return None if facts is None else load(facts)


async def every_announced(session: AsyncSession) -> list[int]:
    """The ids of all releases that were announced anywhere."""
    query = select(AnnouncementRow.release_id).distinct().order_by(AnnouncementRow.release_id)
    return list(await session.scalars(query))


async def models(session: AsyncSession, guild_id: int, most: int) -> list[str]:
    """Models that were announced in a guild, the newest first."""
    rows = await session.scalars(
        select(ReleaseRow.repo_id)
        .join(AnnouncementRow, AnnouncementRow.release_id == ReleaseRow.id)
        .where(AnnouncementRow.guild_id == guild_id, ReleaseRow.kind == "model")
        .group_by(ReleaseRow.repo_id)
        .order_by(func.max(AnnouncementRow.id).desc())
        .limit(most)
    )
    return list(rows)


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


async def told_ids(session: AsyncSession, guild_id: int, nonce: str) -> dict[str, int]:
    """The same releases' ids by their keys."""
    rows = await session.execute(
        select(ReleaseRow.key, ReleaseRow.id)
        .join(AnnouncementRow, AnnouncementRow.release_id == ReleaseRow.id)
        .join(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
        .where(AnnouncementRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
    )
    return {row.key: row.id for row in rows}


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
