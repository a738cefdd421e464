"""Queries on watches, on the caller's session; every change of one is noted for the audit as it is made."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit import store as audit
from bot.audit.model import Act, Change
from bot.outbox.model import CLOSED
from bot.releases.model import Filters, Kind, Plan, Posting, Source, Watch
from bot.releases.tables import WatchRow, WatchVersionRow
from bot.releases.timing import Timing

_FILTERS: TypeAdapter[Filters] = TypeAdapter(Filters)
_POSTING: TypeAdapter[Posting] = TypeAdapter(Posting)
_HOLD = text(
    """
    WITH held AS (SELECT id FROM watch WHERE id = ANY(:ids) ORDER BY id FOR KEY SHARE)
    SELECT (SELECT version FROM watch_version) AS version, (SELECT array_agg(id) FROM held) AS ids
    """
)
PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
_TIMING: TypeAdapter[Timing] = TypeAdapter(Timing)

# Why a watch stays paused whose channel is repaired.
SOURCE_GONE = "source_gone"


async def add(
    session: AsyncSession, guild_id: int, plan: Plan, by: int, now: datetime, act: Act = "added"
) -> int:
    """Insert a watch, or change the one for the same source in the same channel; a paused one goes on."""
    values = {
        "kinds": list(plan.kinds),
        "filters": dump_filters(plan.filters),
        "posting": dump_posting(plan.posting),
        "timing": dump_timing(plan.timing),
        "state": "active",
        "pause_reason": None,
        "paused_until": None,
    }
    about = {"channel_id": plan.channel_id, "source_kind": plan.source.kind, "source": plan.source.value}
    rows = await _locked(session, guild_id, **about)
    if rows:
        await _change(session, rows, "changed", by, now, **values)
        return rows[0].id
    row = WatchRow(guild_id=guild_id, created_by=by, created_at=now, **about, **values)
    session.add(row)
    await session.flush()
    await _note(session, act, by, None, from_row(row), now)
    return row.id


async def of_guild(session: AsyncSession, guild_id: int) -> list[Watch]:
    """The guild's watches, by source."""
    rows = await session.scalars(
        select(WatchRow)
        .where(WatchRow.guild_id == guild_id)
        .order_by(WatchRow.source_kind, WatchRow.source, WatchRow.id)
    )
    return [from_row(row) for row in rows]


async def hold(session: AsyncSession, watch_ids: Collection[int]) -> tuple[int, list[int]]:
    """The number that every change of a watch raises, and those of these watches that are still there.

    They stay until the transaction ends. One statement: it is asked for every release.
    """
    if not watch_ids:
        return await session.scalar(select(WatchVersionRow.version)) or 0, []
    found = (await session.execute(_HOLD, {"ids": sorted(watch_ids)})).one()
    return found.version, list(found.ids or ())


async def one(session: AsyncSession, guild_id: int, watch_id: int) -> Watch | None:
    """One of the guild's watches."""
    row = await session.scalar(select(WatchRow).where(WatchRow.guild_id == guild_id, WatchRow.id == watch_id))
    return None if row is None else from_row(row)


async def lock(session: AsyncSession, guild_id: int) -> None:
    """Let nobody else change or use the guild's watches until the transaction ends."""
    await _locked(session, guild_id)


async def like(session: AsyncSession, guild_id: int, plan: Plan) -> bool:
    """Whether the guild watches the same source in the same channel."""
    about = {"channel_id": plan.channel_id, "source_kind": plan.source.kind, "source": plan.source.value}
    return bool(await _locked(session, guild_id, **about))


async def remove(session: AsyncSession, guild_id: int, watch_id: int, by: int, now: datetime) -> None:
    """Delete one of the guild's watches; what it announced stays."""
    for row in await _locked(session, guild_id, id=watch_id):
        await _note(session, "removed", by, from_row(row), None, now)
        await session.delete(row)
    await session.flush()


async def pause_channel(
    session: AsyncSession, guild_id: int, channel_id: int, reason: str, now: datetime
) -> list[Watch]:
    """Pause the watches of a channel that takes no message, and give those that were active."""
    rows = await _locked(session, guild_id, channel_id=channel_id, state="active")
    return await _change(session, rows, "paused", None, now, state="paused", pause_reason=reason)


async def closed_in(session: AsyncSession, guild_id: int, channel_id: int) -> list[Watch]:
    """The watches of a channel that are paused because it takes no message."""
    rows = await _locked(session, guild_id, channel_id=channel_id, state="paused")
    return [from_row(row) for row in rows if row.pause_reason in CLOSED]


async def reopen_channel(
    session: AsyncSession, guild_id: int, channel_id: int, lost: Collection[int], now: datetime
) -> tuple[list[Watch], list[Watch]]:
    """Let the watches of a channel go on that are paused because it took no message.

    Those that are `lost` stay paused, as their source is gone. Gives both.
    """
    rows = await _locked(session, guild_id, channel_id=channel_id, state="paused")
    active = {"state": "active", "pause_reason": None, "paused_until": None}
    waiting = [row for row in rows if row.pause_reason in CLOSED]
    left = [row for row in waiting if row.id in lost]
    opened = await _change(
        session, [row for row in waiting if row.id not in lost], "resumed", None, now, **active
    )
    return opened, await _change(session, left, "paused", None, now, pause_reason=SOURCE_GONE)


async def pause(
    session: AsyncSession, guild_id: int, watch_id: int, until: datetime | None, by: int, now: datetime
) -> None:
    """Pause a watch because a moderator wants it, until a time or until it is resumed."""
    rows = await _locked(session, guild_id, id=watch_id)
    paused = {"state": "paused", "pause_reason": "moderator", "paused_until": until}
    await _change(session, rows, "paused", by, now, **paused)


async def resume(session: AsyncSession, guild_id: int, watch_id: int, by: int | None, now: datetime) -> None:
    """Let a paused watch go on; nobody asked for it (`by` is None) when its pause was over."""
    rows = await _locked(session, guild_id, id=watch_id)
    active = {"state": "active", "pause_reason": None, "paused_until": None}
    await _change(session, rows, "resumed", by, now, **active)


async def lose(session: AsyncSession, guild_id: int, watch_id: int, now: datetime) -> None:
    """Leave a watch paused whose pause is over, as its source is gone."""
    rows = await _locked(session, guild_id, id=watch_id, state="paused")
    await _change(session, rows, "paused", None, now, pause_reason=SOURCE_GONE, paused_until=None)


async def change(
    session: AsyncSession, guild_id: int, watch_id: int, plan: Plan, by: int, now: datetime
) -> None:
    """Give a watch other kinds, filters and timing; a paused one stays paused."""
    rows = await _locked(session, guild_id, id=watch_id)
    values = {
        "channel_id": plan.channel_id,
        "kinds": list(plan.kinds),
        "filters": dump_filters(plan.filters),
        "posting": dump_posting(plan.posting),
        "timing": dump_timing(plan.timing),
    }
    await _change(session, rows, "changed", by, now, **values)


async def drop_roles(session: AsyncSession, guild_id: int, roles: Collection[int], now: datetime) -> None:
    """Note of watches that call a role which is not among these that it is gone: they call nobody."""
    for row in await _locked(session, guild_id):
        posting = from_row(row).posting
        if posting.mention is None or posting.mention.is_gone or posting.mention.role_id in roles:
            continue
        lost = replace(posting, mention=replace(posting.mention, is_gone=True))
        await _change(session, [row], "changed", None, now, posting=dump_posting(lost))


async def guilds_that_call(session: AsyncSession) -> set[int]:
    """The guilds with a watch that calls a role."""
    calls = WatchRow.posting["mention"].as_string().is_not(None)
    return set(await session.scalars(select(WatchRow.guild_id).where(calls).distinct()))


async def _locked(session: AsyncSession, guild_id: int, **wanted: object) -> Sequence[WatchRow]:
    """The guild's watches with these values, always in one order: two transactions never block each other."""
    query = select(WatchRow).where(WatchRow.guild_id == guild_id).filter_by(**wanted)
    return (await session.scalars(query.order_by(WatchRow.id).with_for_update())).all()


async def _change(
    session: AsyncSession,
    rows: Sequence[WatchRow],
    act: Act,
    by: int | None,
    now: datetime,
    **values: object,
) -> list[Watch]:
    """Give these watches other values, note each change, and give the watches as they are then."""
    changed = []
    for row in rows:
        before = from_row(row)
        for name, value in values.items():
            setattr(row, name, value)
        changed.append(from_row(row))
        await _note(session, act, by, before, changed[-1], now)
    await session.flush()
    return changed


async def _note(
    session: AsyncSession, act: Act, by: int | None, before: Watch | None, after: Watch | None, now: datetime
) -> None:
    about = after or before
    assert about is not None
    change = Change(act, by, _state(before), _state(after))
    await audit.note(session, about.guild_id, change, now)


def _state(watch: Watch | None) -> dict[str, Any] | None:
    """What the audit keeps of a watch; `bot/audit/cards.py` reads it."""
    if watch is None:
        return None
    until = None if watch.paused_until is None else watch.paused_until.isoformat()
    return {
        "plan": PLAN.dump_python(watch.plan, mode="json"),
        "reason": watch.pause_reason,
        "until": until,
    }


def dump_filters(filters: Filters) -> dict[str, Any]:
    """Filters as JSON values."""
    stored: dict[str, Any] = _FILTERS.dump_python(filters, mode="json")
    return stored


def dump_posting(posting: Posting) -> dict[str, Any]:
    """How a watch posts, as JSON values."""
    stored: dict[str, Any] = _POSTING.dump_python(posting, mode="json")
    return stored


def dump_timing(timing: Timing) -> dict[str, Any]:
    """A timing as JSON values."""
    stored: dict[str, Any] = _TIMING.dump_python(timing, mode="json")
    return stored


def from_row(row: WatchRow) -> Watch:
    """The watch that a row holds."""
    return Watch(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        source=Source(row.source_kind, row.source),  # type: ignore[arg-type]  # only `add` writes it
        kinds=tuple(cast("list[Kind]", row.kinds)),
        filters=_FILTERS.validate_python(row.filters),
        state=row.state,  # type: ignore[arg-type]  # a check constraint keeps it to the two states
        pause_reason=row.pause_reason,
        paused_until=row.paused_until,
        created_at=row.created_at,
        posting=_POSTING.validate_python(row.posting),
        timing=_TIMING.validate_python(row.timing),
    )
