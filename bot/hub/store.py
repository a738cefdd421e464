"""Queries on the budget of requests, the lanes and the hooks, on the caller's session."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hub.budget import State
from bot.hub.tables import HookRow, HubBudgetRow, LaneRow

_NOW = func.extract("epoch", func.clock_timestamp())


@dataclass(frozen=True)
class Lane:
    """How one lane fares; `failing_since` is None while it works.

    From `away_since` to `away_until` is the last long time in which no look of it went well.
    """

    name: str
    succeeded_at: datetime | None
    failing_since: datetime | None
    error: str | None
    away_since: datetime | None
    away_until: datetime | None


async def lane_worked(session: AsyncSession, name: str, now: datetime, away: timedelta) -> None:
    """Note that a look of this lane went well; when none did for longer than `away`, that this is over."""
    new = insert(LaneRow).values(name=name, succeeded_at=now)
    was_away = LaneRow.succeeded_at < now - away
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[LaneRow.name],
            set_={
                "succeeded_at": now,
                "failing_since": None,
                "error": None,
                "away_since": case((was_away, LaneRow.succeeded_at), else_=LaneRow.away_since),
                "away_until": case((was_away, now), else_=LaneRow.away_until),
            },
        )
    )


async def lane_failed(session: AsyncSession, name: str, error: str, now: datetime) -> None:
    """Note that a look of this lane failed, and keep since when."""
    new = insert(LaneRow).values(name=name, failing_since=now, error=error)
    since = func.coalesce(LaneRow.failing_since, now)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[LaneRow.name], set_={"failing_since": since, "error": error}
        )
    )


async def lanes(session: AsyncSession) -> Sequence[Lane]:
    """Every lane that ever ran, by name."""
    rows = await session.scalars(select(LaneRow).order_by(LaneRow.name))
    return [Lane(**{field.name: getattr(row, field.name) for field in fields(Lane)}) for row in rows]


async def is_first(session: AsyncSession, sign: str, now: datetime, memory: timedelta) -> bool:
    """Note a hook by its sign; False when the same was received within `memory`."""
    new = insert(HookRow).values(sign=sign, received_at=now)
    noted = await session.scalar(
        new.on_conflict_do_update(
            index_elements=[HookRow.sign],
            set_={"received_at": now},
            where=HookRow.received_at < now - memory,
        ).returning(HookRow.sign)
    )
    return noted is not None


async def forget_hooks(session: AsyncSession, before: datetime) -> None:
    """Forget hooks that were received before then."""
    await session.execute(delete(HookRow).where(HookRow.received_at < before))


async def lock(session: AsyncSession, fingerprint: str) -> tuple[State, float]:
    """The state of a budget, locked until the transaction ends, and the server's time in seconds."""
    found = await _read(session, fingerprint, lock=True)
    if found is None:
        new = insert(HubBudgetRow).values(fingerprint=fingerprint, **asdict(State()))
        await session.execute(new.on_conflict_do_nothing())
        found = await _read(session, fingerprint, lock=True)
    assert found is not None
    return found


async def read(session: AsyncSession, fingerprint: str) -> tuple[State, float]:
    """The same without a lock; the state of a new budget where there is none."""
    return await _read(session, fingerprint, lock=False) or (State(), 0.0)


async def write(session: AsyncSession, fingerprint: str, state: State) -> None:
    """Keep a state that was locked before."""
    await session.execute(
        update(HubBudgetRow).where(HubBudgetRow.fingerprint == fingerprint).values(**asdict(state))
    )


async def _read(session: AsyncSession, fingerprint: str, *, lock: bool) -> tuple[State, float] | None:
    columns = [getattr(HubBudgetRow, field.name) for field in fields(State)]
    query = select(*columns, _NOW).where(HubBudgetRow.fingerprint == fingerprint)
    row = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        return None
    *values, now = row
    return State(*values), float(now)
