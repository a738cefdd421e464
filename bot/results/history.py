"""Queries on what was done to results after they were posted, on the caller's session."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among
from bot.outbox.tables import DeliveryRow
from bot.outdated import store as outdated
from bot.outdated.model import measured_of
from bot.results.linked import store as linked
from bot.results.model import LIVE, Change, FieldChange, Posted, Result, Told
from bot.results.reproduction import requests
from bot.results.reproduction import store as reproduction
from bot.results.row_store import EVERY, posted_of, read
from bot.results.store import of_post as all_of_post
from bot.results.store import values_of
from bot.results.tables import ResultChangeRow, ResultRow

_FIELDS: TypeAdapter[tuple[FieldChange, ...]] = TypeAdapter(tuple[FieldChange, ...])


async def take(session: AsyncSession, guild_id: int, result_id: int) -> Posted | None:
    """A result of this guild, also one that is not public, locked until the transaction ends."""
    row = await session.scalar(
        select(ResultRow).where(ResultRow.guild_id == guild_id, ResultRow.id == result_id).with_for_update()
    )
    return None if row is None else posted_of(row)


async def note(session: AsyncSession, guild_id: int, change: Change, **columns: Any) -> None:
    """Note a change in a result's history, and give its row these values."""
    if columns:
        await session.execute(
            update(ResultRow)
            .where(ResultRow.guild_id == guild_id, ResultRow.id == change.result_id)
            .values(**columns)
        )
    session.add(
        ResultChangeRow(
            result_id=change.result_id,
            guild_id=guild_id,
            what=change.what,
            by_id=change.by_id,
            at=change.at,
            note=change.note,
            fields=_FIELDS.dump_python(change.fields, mode="json"),
        )
    )
    await session.flush()


async def take_post(session: AsyncSession, guild_id: int, nonce: str) -> list[Posted]:
    """The results that one post shows, locked until the transaction ends."""
    query = EVERY.where(ResultRow.guild_id == guild_id, ResultRow.post == nonce, ResultRow.state.in_(LIVE))
    return await read(await session.execute(query.order_by(ResultRow.id).with_for_update()))


async def note_all(session: AsyncSession, guild_id: int, changes: Sequence[Change], **columns: Any) -> None:
    """As `note`, of many results at once; the facts that changes name stay as they are."""
    ids = [change.result_id for change in changes]
    mine = (ResultRow.guild_id == guild_id, among(ResultRow.id, ids))
    await session.execute(update(ResultRow).where(*mine).values(**columns))
    rows = [
        {
            "result_id": change.result_id,
            "guild_id": guild_id,
            "what": change.what,
            "by_id": change.by_id,
            "at": change.at,
            "note": change.note,
        }
        for change in changes
    ]
    await session.execute(insert(ResultChangeRow), rows)


async def amend(session: AsyncSession, guild_id: int, change: Change, result: Result, facts: str) -> bool:
    """Give a result other facts; False when just these are public here already."""
    return await note_if_new(session, guild_id, change, facts=facts, **values_of(result))


async def note_if_new(session: AsyncSession, guild_id: int, change: Change, **columns: Any) -> bool:
    """As `note`; False, and nothing is noted, when another public result would say the same."""
    try:
        async with session.begin_nested():
            await note(session, guild_id, change, **columns)
    except IntegrityError:
        return False
    return True


async def of_post(session: AsyncSession, guild_id: int, nonce: str) -> Told:
    """The results of one post with their history, the oldest change first, and what others measured."""
    posted = await all_of_post(session, guild_id, nonce)
    ids = [one.id for one in posted]
    return Told(
        tuple(posted),
        await of(session, guild_id, ids),
        await reproduction.again(session, guild_id, ids),
        await requests.wanted(session, guild_id, ids),
        await outdated.of(session, measured_of([one.result for one in posted])),
        await linked.notebooks_of(session, guild_id, ids),
        await _channel_of(session, guild_id, nonce),
    )


async def of(
    session: AsyncSession, guild_id: int, result_ids: Collection[int]
) -> dict[int, tuple[Change, ...]]:
    """What was done to each of these results, the oldest first."""
    rows = await session.scalars(
        select(ResultChangeRow)
        .where(ResultChangeRow.guild_id == guild_id, among(ResultChangeRow.result_id, result_ids))
        .order_by(ResultChangeRow.id)
    )
    found: dict[int, list[Change]] = defaultdict(list)
    for row in rows:
        fields = _FIELDS.validate_python(row.fields)
        found[row.result_id].append(
            Change(row.result_id, row.what, row.by_id, row.at, row.note, fields)  # type: ignore[arg-type]
        )
    return {result_id: tuple(changes) for result_id, changes in found.items()}


async def hold_post(session: AsyncSession, guild_id: int, nonce: str) -> int | None:
    """The delivery of a post; nobody else says what it should show until the transaction ends."""
    query = select(DeliveryRow.id).where(DeliveryRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
    return await session.scalar(query.with_for_update())


async def _channel_of(session: AsyncSession, guild_id: int, nonce: str) -> int | None:
    query = select(DeliveryRow.channel_id).where(DeliveryRow.guild_id == guild_id, DeliveryRow.nonce == nonce)
    return await session.scalar(query)
