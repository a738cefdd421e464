"""Queries on releases that are posted later, on the caller's session."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import Interval, and_, delete, func, literal, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among
from bot.guilds.tables import GuildRow
from bot.outbox.tables import DeliveryRow
from bot.releases.filters import FilteredBy
from bot.releases.model import Release, Watch
from bot.releases.store import watches
from bot.releases.store.outages import outage_columns, outage_from
from bot.releases.tables import (
    AnnouncementRow,
    HeldRow,
    OutcomeRow,
    ReleaseRow,
    RoundupRow,
    WatchRow,
)
from bot.releases.timing import Hold, Lately, Outage, Overflow, Wait, Waiting

_RELEASE: TypeAdapter[Release] = TypeAdapter(Release)
# Longer than the tries of a job last (`bot/jobs/worker.py`).
GIVEN_UP = timedelta(minutes=30)
# Half an hour, doubled so often, is 16 hours.
MOST_DOUBLED = 5
_NOT_QUEUED: dict[str, Any] = {"queued_at": None, "queued": 0}


@dataclass(frozen=True)
class Held:
    """A release that a watch posts later, as both are now; `outage` is what made it late."""

    id: int
    release_id: int
    release: Release
    is_gone: bool
    watch: Watch
    cause: Hold
    held_at: datetime
    outage: Outage | None


async def lock_guilds(session: AsyncSession, guild_ids: Collection[int]) -> None:
    """Let nobody else decide what is posted in these guilds until the transaction ends."""
    await session.execute(
        select(GuildRow.id)
        .where(among(GuildRow.id, guild_ids))
        # In one order, so that two processes never wait for each other.
        .order_by(GuildRow.id)
        .with_for_update(key_share=True)
    )


async def hold(
    session: AsyncSession,
    release_id: int,
    waiting: Sequence[tuple[Watch, Wait, Outage | None]],
    now: datetime,
) -> None:
    """Keep a release for these watches until each may post it; an outage is what makes it late."""
    if not waiting:
        return
    await session.execute(
        insert(HeldRow).on_conflict_do_nothing(),
        [
            {
                "guild_id": watch.guild_id,
                "channel_id": watch.channel_id,
                "release_id": release_id,
                "watch_id": watch.id,
                "cause": wait.cause,
                "held_at": now,
                "due_at": wait.until,
                **outage_columns(outage),
            }
            for watch, wait, outage in waiting
        ],
    )


async def take_due(session: AsyncSession, now: datetime) -> list[tuple[int, int]]:
    """Guild and channel of everything that is due and that no job looks at; from now on one does.

    A job that has not ended it within GIVEN_UP may be given up: then there is another, after twice the time
    the next time, and so on up to 16 hours.
    """
    pause = func.power(2, func.least(HeldRow.queued - 1, MOST_DOUBLED)) * literal(GIVEN_UP, Interval)
    rows = await session.execute(
        update(HeldRow)
        .where(
            HeldRow.due_at <= now,
            or_(
                HeldRow.queued_at.is_(None),
                # The first condition is what the index finds.
                and_(HeldRow.queued_at <= now - GIVEN_UP, now - HeldRow.queued_at >= pause),
            ),
        )
        .values(queued_at=now, queued=HeldRow.queued + 1)
        .returning(HeldRow.guild_id, HeldRow.channel_id)
    )
    return sorted({(guild_id, channel_id) for guild_id, channel_id in rows})


async def due(session: AsyncSession, guild_id: int, channel_id: int, now: datetime) -> list[Held]:
    """What is due in a channel, in the order in which it was found."""
    rows = await session.execute(
        select(HeldRow, ReleaseRow, WatchRow)
        .join(ReleaseRow, ReleaseRow.id == HeldRow.release_id)
        .join(WatchRow, WatchRow.id == HeldRow.watch_id)
        .where(HeldRow.guild_id == guild_id, HeldRow.channel_id == channel_id, HeldRow.due_at <= now)
        .order_by(HeldRow.held_at, HeldRow.release_id, HeldRow.watch_id)
    )
    return [
        Held(
            id=row.id,
            release_id=row.release_id,
            release=_RELEASE.validate_python(release.facts),
            is_gone=release.state == "gone" or release.hidden_at is not None,
            watch=watches.from_row(watch),
            cause=cast("Hold", row.cause),
            held_at=row.held_at,
            outage=outage_from(row),
        )
        for row, release, watch in rows
    ]


async def posted(session: AsyncSession, channel_id: int, release_ids: Collection[int]) -> set[int]:
    """Which of these releases a channel has already, because of another watch."""
    found = await session.scalars(
        select(AnnouncementRow.release_id).where(
            AnnouncementRow.channel_id == channel_id, among(AnnouncementRow.release_id, release_ids)
        )
    )
    return set(found)


async def keep_watches(session: AsyncSession, watch_ids: Collection[int]) -> None:
    """Let nobody remove these watches until the transaction ends.

    Otherwise whoever removes one waits for what it holds, and who posts that waits for the watch.
    """
    await session.execute(
        select(WatchRow.id)
        .where(among(WatchRow.id, watch_ids))
        .order_by(WatchRow.id)
        .with_for_update(read=True, key_share=True)
    )


async def wait_longer(session: AsyncSession, held_id: int, wait: Wait, outage: Outage | None) -> None:
    """Something is to be held until later, or for another cause."""
    await session.execute(
        update(HeldRow)
        .where(HeldRow.id == held_id)
        .values(cause=wait.cause, due_at=wait.until, **_NOT_QUEUED, **outage_columns(outage))
    )


async def look_again(session: AsyncSession, guild_id: int, now: datetime) -> None:
    """What a guild holds is judged anew: its settings, or the plan or channel of a watch may have changed."""
    await session.execute(
        update(HeldRow)
        .where(HeldRow.guild_id == guild_id, WatchRow.id == HeldRow.watch_id)
        .values(due_at=now, **_NOT_QUEUED, channel_id=WatchRow.channel_id)
    )


async def let_go(session: AsyncSession, guild_id: int, held_ids: Collection[int]) -> None:
    """Forget what was decided."""
    await session.execute(delete(HeldRow).where(HeldRow.guild_id == guild_id, HeldRow.id.in_(held_ids)))


async def let_go_posted(
    session: AsyncSession, guild_id: int, channel_id: int, posted: Mapping[int, int]
) -> None:
    """Forget releases that a channel has now, each by one watch; its others keep that as their reason."""
    rows = await session.execute(
        delete(HeldRow)
        .where(
            HeldRow.guild_id == guild_id,
            HeldRow.channel_id == channel_id,
            among(HeldRow.release_id, posted.keys()),
        )
        .returning(HeldRow.release_id, HeldRow.watch_id)
    )
    others = [
        {
            "guild_id": guild_id,
            "release_id": release_id,
            "watch_id": watch_id,
            "objection": asdict(FilteredBy("duplicate")),
        }
        for release_id, watch_id in rows
        if posted[release_id] != watch_id
    ]
    if others:
        await session.execute(insert(OutcomeRow).on_conflict_do_nothing(), others)


async def has_left(session: AsyncSession, guild_id: int) -> bool:
    """Whether the bot is no longer in a guild."""
    return bool(await session.scalar(select(GuildRow.left_at.is_not(None)).where(GuildRow.id == guild_id)))


async def let_go_all(session: AsyncSession, guild_id: int) -> None:
    """Forget all that a guild holds."""
    await session.execute(delete(HeldRow).where(HeldRow.guild_id == guild_id))


async def waiting(session: AsyncSession, guild_id: int) -> list[Waiting]:
    """What a guild holds back, by channel and cause, the next first."""
    due_at = func.min(HeldRow.due_at)
    rows = await session.execute(
        select(HeldRow.channel_id, HeldRow.cause, func.count(HeldRow.release_id.distinct()), due_at)
        .where(HeldRow.guild_id == guild_id)
        .group_by(HeldRow.channel_id, HeldRow.cause)
        .order_by(due_at)
    )
    return [
        Waiting(channel_id, count, Wait(cast("Hold", cause), due_at))
        for channel_id, cause, count, due_at in rows
    ]


async def of_release(session: AsyncSession, guild_id: int, release_id: int) -> dict[int, Wait]:
    """By watch of this guild why a release waits, and until when."""
    rows = await session.scalars(
        select(HeldRow).where(HeldRow.guild_id == guild_id, HeldRow.release_id == release_id)
    )
    return {row.watch_id: Wait(cast("Hold", row.cause), row.due_at) for row in rows}


async def lately(session: AsyncSession, channel_ids: Collection[int], since: datetime) -> dict[int, Lately]:
    """What these channels have had since then; one that had nothing is missing."""
    rows = await session.execute(
        select(
            AnnouncementRow.channel_id,
            DeliveryRow.id,
            AnnouncementRow.watch_id,
            DeliveryRow.created_at,
        )
        .join(DeliveryRow, DeliveryRow.id == AnnouncementRow.delivery_id)
        .outerjoin(RoundupRow, RoundupRow.delivery_id == DeliveryRow.id)
        .where(
            among(DeliveryRow.channel_id, channel_ids),
            DeliveryRow.created_at > since,
            RoundupRow.closes_at.is_(None),
        )
        .distinct()
    )
    posted: dict[int, list[tuple[int, int | None, datetime]]] = defaultdict(list)
    for channel_id, delivery_id, watch_id, at in rows:
        posted[channel_id].append((delivery_id, watch_id, at))
    grown = await session.scalars(
        select(RoundupRow)
        .join(DeliveryRow, DeliveryRow.id == RoundupRow.delivery_id)
        .where(
            among(RoundupRow.channel_id, channel_ids),
            RoundupRow.closes_at > since,
            # One that was deleted, or never taken, grows no more: there will be another.
            DeliveryRow.state != "failed",
            DeliveryRow.edit_failure.is_(None),
        )
    )
    overflows: dict[int, list[Overflow]] = defaultdict(list)
    for row in grown:
        if row.closes_at is not None:
            overflows[row.channel_id].append(Overflow(row.watch_id, row.closes_at, row.delivery_id))
    return {
        channel_id: Lately(tuple(posted[channel_id]), tuple(overflows[channel_id]))
        for channel_id in {*posted, *overflows}
    }


async def next_due(session: AsyncSession) -> tuple[int, datetime | None]:
    """How many releases all guilds hold back, each once for a channel, and when the next is due."""
    posts = tuple_(HeldRow.channel_id, HeldRow.release_id).distinct()
    row = (await session.execute(select(func.count(posts), func.min(HeldRow.due_at)))).one()
    return row[0], row[1]
