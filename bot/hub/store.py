"""Queries on the budget of requests, on the caller's session."""

from dataclasses import asdict, fields

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hub.budget import State
from bot.hub.tables import HubBudgetRow

_NOW = func.extract("epoch", func.clock_timestamp())


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
