"""Queries on deliveries, on the caller's session.

Workers take deliveries by id, which only the queue gives them; everything that answers a person takes the
guild's id as well.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ARRAY, BigInteger, bindparam, exists, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import from_json, to_json
from bot.outbox.model import Delivery, Draft, Failed, Failure, ForumPost, Posted
from bot.outbox.pace import Leased
from bot.outbox.tables import GUILD_LEFT, DeliveryRow


async def turns(session: AsyncSession, guild_ids: Collection[int]) -> tuple[dict[int, int], int]:
    """The last waiting turn of each of these guilds that has one, and the lowest of all (or 0)."""
    waiting = DeliveryRow.shown_version < DeliveryRow.version
    wanted = bindparam("guild_ids", sorted(guild_ids), type_=ARRAY(BigInteger))
    rows = await session.execute(
        select(DeliveryRow.guild_id, func.max(DeliveryRow.turn).label("last"))
        .where(waiting, DeliveryRow.guild_id == func.any(wanted))
        .group_by(DeliveryRow.guild_id)
    )
    last = {row.guild_id: row.last for row in rows}
    served = await session.scalar(select(func.min(DeliveryRow.turn)).where(waiting))
    return last, served or 0


async def add(
    session: AsyncSession, drafts: Sequence[Draft], turns: Sequence[int], now: datetime
) -> list[int]:
    """Insert the drafts, each with its turn; their ids, in the same order."""
    found = await session.scalars(
        insert(DeliveryRow).returning(DeliveryRow.id, sort_by_parameter_order=True),
        [
            {
                "guild_id": draft.guild_id,
                "channel_id": draft.channel_id,
                "nonce": draft.nonce,
                "message": to_json(draft.message),
                "state": "waiting",
                "turn": turn,
                "created_at": now,
                "forum": None if draft.forum is None else asdict(draft.forum),
                "crosspost": "wanted" if draft.crosspost else None,
                "mention_role_id": draft.mention_role_id,
                "afterwards": draft.afterwards,
            }
            for draft, turn in zip(drafts, turns, strict=True)
        ],
    )
    return list(found)


async def take(session: AsyncSession, delivery_id: int) -> Delivery | None:
    """The delivery, locked until the transaction ends."""
    query = select(DeliveryRow, GUILD_LEFT).where(DeliveryRow.id == delivery_id)
    found = (await session.execute(query.with_for_update(of=DeliveryRow))).one_or_none()
    if found is None:
        return None
    row, guild_left = found
    return Delivery(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        nonce=row.nonce,
        message=from_json(row.message),
        state=row.state,  # type: ignore[arg-type]  # a check constraint keeps it to the four states
        created_at=row.created_at,
        sending_since=row.sending_since,
        forum=None if row.forum is None else ForumPost(row.forum["title"], tuple(row.forum["tags"])),
        crosspost=row.crosspost is not None,
        mention_role_id=row.mention_role_id,
        guild_left=guild_left,
        version=row.version,
    )


async def mark_sending(
    session: AsyncSession, delivery_id: int, version: int, since: datetime, before: datetime | None = None
) -> bool:
    """Note that Discord is about to be called, with the content of this number.

    False when that was noted by somebody else since `before` (None: ever), or is done.
    """
    begun = await session.scalar(
        update(DeliveryRow)
        .where(
            DeliveryRow.id == delivery_id,
            DeliveryRow.state.in_(("waiting", "sending")),
            DeliveryRow.sending_since.is_not_distinct_from(before),
        )
        .values(state="sending", sending_since=since, shown_version=version)
        .returning(DeliveryRow.id)
    )
    return begun is not None


@dataclass(frozen=True)
class Left:
    """What is left to do with a message that is posted: what changed since that began, and what follows."""

    edit: bool = False
    retitle: bool = False
    afterwards: str | None = None


async def mark_sent(session: AsyncSession, delivery_id: int, posted: Posted, now: datetime) -> Left:
    """Note the message that Discord has, and give what is left to do with it."""
    row = await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(state="sent", message_id=posted.message_id, thread_id=posted.thread_id, sent_at=now)
        .returning(
            DeliveryRow.shown_version < DeliveryRow.version,
            DeliveryRow.retitle == "wanted",
            DeliveryRow.afterwards,
        )
    )
    found = row.one_or_none()
    return Left() if found is None else Left(bool(found[0]), bool(found[1]), found[2])


async def is_there(session: AsyncSession, nonce: str) -> bool:
    """Whether a delivery has this nonce."""
    return bool(await session.scalar(select(exists().where(DeliveryRow.nonce == nonce))))


async def mark_failed(session: AsyncSession, delivery_id: int, failure: Failure) -> None:
    """Note that the message will not be posted, and why; one that another worker has posted stays so."""
    unsent = (DeliveryRow.id == delivery_id) & (DeliveryRow.state != "sent")
    # It waits for no turn any more.
    values = {"state": "failed", "failure": failure, "shown_version": DeliveryRow.version}
    await session.execute(update(DeliveryRow).where(unsent).values(values))


async def failed(session: AsyncSession, limit: int) -> list[Failed]:
    """The newest deliveries of all guilds that were given up, for an operator."""
    rows = await session.scalars(
        select(DeliveryRow).where(DeliveryRow.state == "failed").order_by(DeliveryRow.id.desc()).limit(limit)
    )
    return [
        Failed(row.id, row.guild_id, row.channel_id, row.created_at, cast("Failure", row.failure))
        for row in rows
    ]


async def lock_failed(session: AsyncSession, ids: Sequence[int] | None) -> list[tuple[int, int]]:
    """Id and guild of those of `ids` (None: of all) that were given up, locked, oldest first."""
    query = select(DeliveryRow.id, DeliveryRow.guild_id).where(DeliveryRow.state == "failed")
    if ids is not None:
        query = query.where(DeliveryRow.id.in_(ids))
    rows = await session.execute(query.order_by(DeliveryRow.id).with_for_update())
    return [(row.id, row.guild_id) for row in rows]


async def begin_again(session: AsyncSession, delivery_id: int, turn: int, now: datetime) -> None:
    """Let a delivery that was given up be as if it were new; nothing of it is on Discord."""
    await _set(
        session,
        delivery_id,
        state="waiting",
        turn=turn,
        created_at=now,
        sending_since=None,
        failure=None,
        shown_version=0,
    )


async def _set(session: AsyncSession, delivery_id: int, **values: object) -> None:
    await session.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(**values))


async def lease(session: AsyncSession, count: int, rate: float) -> Leased:
    """Book `count` requests, `1 / rate` seconds apart."""
    booked = await session.execute(
        text("""
            INSERT INTO traffic (id, free_at)
            VALUES (1, clock_timestamp() + make_interval(secs => :seconds))
            ON CONFLICT (id) DO UPDATE
            SET free_at = greatest(traffic.free_at, clock_timestamp()) + make_interval(secs => :seconds)
            RETURNING extract(epoch FROM free_at)::float8 - :seconds AS begins,
                      extract(epoch FROM clock_timestamp())::float8 AS now
        """),
        {"seconds": count / rate},
    )
    row = booked.one()
    return Leased(row.begins, row.now)


async def pause(session: AsyncSession, seconds: float, reason: str) -> None:
    """Let no process deliver anything for so many seconds."""
    await session.execute(
        text("""
            INSERT INTO traffic (id, free_at, paused_until, pause_reason)
            VALUES (1, now(), now() + make_interval(secs => :seconds), :reason)
            ON CONFLICT (id) DO UPDATE
            SET paused_until = greatest(traffic.paused_until, excluded.paused_until), pause_reason = :reason
        """),
        {"seconds": seconds, "reason": reason},
    )


async def paused_for(session: AsyncSession) -> float:
    """Seconds until deliveries may go on; 0 when they may."""
    left = await session.scalar(
        text(
            "SELECT extract(epoch FROM paused_until - now())::float8 FROM traffic WHERE paused_until > now()"
        )
    )
    return float(left or 0.0)


async def note_discussion(session: AsyncSession, guild_id: int, nonce: str) -> None:
    """Note that a message of this guild is talked about in a thread below it."""
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
        .values(is_discussed=True)
    )
