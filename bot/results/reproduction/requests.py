"""Queries on what shall be measured again, and who does it; every one of a server takes its id."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among
from bot.results.numbers import real
from bot.results.reproduction.model import CLAIM, Request
from bot.results.reproduction.store import is_settled
from bot.results.reproduction.tables import ReproductionAskerRow, ReproductionRequestRow
from bot.results.row_store import posted_of
from bot.results.tables import ResultFileRow, ResultRow

_Asker, _Request = ReproductionAskerRow, ReproductionRequestRow


async def ask(
    session: AsyncSession, guild_id: int, result_id: int, member_id: int, locale: str, now: datetime
) -> None:
    """Note that a member wants a result measured again; they will be told once, also if they were before.

    What was asked for and done before begins anew: whoever was told then has not asked for it now.
    """
    done = is_settled(_Request.result_id, _Request.asked_at)
    begun = await session.execute(
        update(_Request)
        .where(_Request.guild_id == guild_id, _Request.result_id == result_id, done)
        .values(asked_at=now, claimed_by=None, claimed_at=None)
        .returning(_Request.result_id)
    )
    if begun.first() is not None:
        told = (_Asker.guild_id == guild_id, _Asker.result_id == result_id, _Asker.told_at.is_not(None))
        await session.execute(delete(_Asker).where(*told))
    new = insert(_Request).values(result_id=result_id, guild_id=guild_id, asked_at=now)
    await session.execute(new.on_conflict_do_nothing())
    asker = {
        "result_id": result_id,
        "member_id": member_id,
        "guild_id": guild_id,
        "locale": locale,
        "asked_at": now,
        "told_at": None,
    }
    again = insert(_Asker).values(asker)
    await session.execute(
        again.on_conflict_do_update(index_elements=["result_id", "member_id"], set_=dict(asker))
    )


async def unask(session: AsyncSession, guild_id: int, result_id: int, member_id: int) -> None:
    """A member no longer wants it; what nobody wants is no request."""
    await session.execute(
        delete(_Asker).where(
            _Asker.guild_id == guild_id, _Asker.result_id == result_id, _Asker.member_id == member_id
        )
    )
    others = exists().where(_Asker.result_id == _Request.result_id)
    await session.execute(
        delete(_Request).where(_Request.guild_id == guild_id, _Request.result_id == result_id, ~others)
    )


async def claim(session: AsyncSession, guild_id: int, result_id: int, member_id: int, now: datetime) -> None:
    """Give a request to a member, from now on; that nobody else has it is for the caller to know."""
    await session.execute(
        update(_Request)
        .where(_Request.guild_id == guild_id, _Request.result_id == result_id)
        .values(claimed_by=member_id, claimed_at=now)
    )


async def held(session: AsyncSession, result_id: int, member_id: int, claimed_at: datetime) -> int | None:
    """The guild of a request that a member has claimed at that time, locked; None if it is theirs no more."""
    query = select(_Request.guild_id).where(
        _Request.result_id == result_id,
        _Request.claimed_by == member_id,
        _Request.claimed_at == claimed_at,
    )
    return await session.scalar(query.with_for_update())


async def give_back(session: AsyncSession, guild_id: int, result_id: int, member_id: int) -> None:
    """Free a request that a member has claimed."""
    await session.execute(
        update(_Request)
        .where(
            _Request.guild_id == guild_id, _Request.result_id == result_id, _Request.claimed_by == member_id
        )
        .values(claimed_by=None, claimed_at=None)
    )


async def one(session: AsyncSession, guild_id: int, result_id: int) -> Request | None:
    """The open request of a result, if there is one."""
    found = await _read(session, _open().where(*_of(guild_id), ResultRow.id == result_id))
    return found[0] if found else None


async def every(session: AsyncSession, guild_id: int, most: int) -> tuple[list[Request], int]:
    """The open requests of a guild, the oldest first, and how many there are."""
    query = _open().where(*_of(guild_id)).order_by(_Request.asked_at, ResultRow.id)
    count = await session.scalar(select(func.count()).select_from(query.subquery()))
    return await _read(session, query.limit(most)), count or 0


async def like(session: AsyncSession, guild_id: int, part: str, most: int) -> list[Request]:
    """Open requests of models or benchmarks whose name holds `part`, the oldest first."""
    named = or_(
        ResultRow.model_name.icontains(part, autoescape=True), ResultRow.task.icontains(part, autoescape=True)
    )
    query = _open().where(*_of(guild_id), named).order_by(_Request.asked_at, ResultRow.id)
    return await _read(session, query.limit(most))


async def of_member(session: AsyncSession, member_id: int, most: int) -> tuple[list[Request], int]:
    """What a member wants measured again in any server, the newest first, and how much that is."""
    mine = exists().where(_Asker.result_id == ResultRow.id, _Asker.member_id == member_id)
    query = _open().where(mine).order_by(_Request.asked_at.desc(), ResultRow.id)
    count = await session.scalar(select(func.count()).select_from(query.subquery()))
    return await _read(session, query.limit(most)), count or 0


async def counts(session: AsyncSession, guild_id: int, member_id: int, now: datetime) -> tuple[int, int]:
    """How many open requests a member has here, and how many they have claimed."""
    wants = exists().where(_Asker.result_id == ResultRow.id, _Asker.member_id == member_id)
    holds = (_Request.claimed_by == member_id) & (_Request.claimed_at > now - CLAIM)
    query = (
        _open()
        .where(*_of(guild_id))
        .with_only_columns(func.count().filter(wants), func.count().filter(holds))
    )
    asked, claimed = (await session.execute(query.order_by(None))).one()
    return asked, claimed


async def wanted(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> frozenset[int]:
    """Those of these results that shall be measured again."""
    query = select(_Request.result_id).where(
        _Request.guild_id == guild_id,
        among(_Request.result_id, result_ids),
        ~is_settled(_Request.result_id, _Request.asked_at),
    )
    return frozenset(await session.scalars(query))


async def settle(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> list[tuple[int, int]]:
    """Of these results, end the claims on those that were measured again; whom to tell: result and member."""
    done = await session.scalars(
        update(_Request)
        .where(
            _Request.guild_id == guild_id,
            among(_Request.result_id, result_ids),
            is_settled(_Request.result_id, _Request.asked_at),
        )
        .values(claimed_by=None, claimed_at=None)
        .returning(_Request.result_id)
    )
    rows = await session.execute(
        select(_Asker.result_id, _Asker.member_id)
        .where(_Asker.guild_id == guild_id, among(_Asker.result_id, list(done)), _Asker.told_at.is_(None))
        .order_by(_Asker.result_id, _Asker.member_id)
    )
    return [(row.result_id, row.member_id) for row in rows]


async def reopen(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> None:
    """Of these results, what is wanted again since what was told is gone: its askers hear of the next one."""
    still = (
        select(_Request.result_id)
        .join(ResultRow, ResultRow.id == _Request.result_id)
        .where(
            *_of(guild_id),
            among(_Request.result_id, result_ids),
            ResultRow.state == "public",
            ~is_settled(_Request.result_id, _Request.asked_at),
        )
    )
    await session.execute(
        update(_Asker)
        .where(_Asker.guild_id == guild_id, _Asker.result_id.in_(still))
        .values(told_at=None)
        .execution_options(synchronize_session=False)
    )


async def untold(session: AsyncSession, result_id: int, member_id: int) -> tuple[int, str] | None:
    """The guild and the language of a member who waits for news of a result, locked; None if they do not."""
    row = await session.scalar(
        select(_Asker)
        .where(_Asker.result_id == result_id, _Asker.member_id == member_id, _Asker.told_at.is_(None))
        .with_for_update()
    )
    return None if row is None else (row.guild_id, row.locale)


async def note_told(session: AsyncSession, result_id: int, member_id: int, now: datetime) -> None:
    """A member was told."""
    await session.execute(
        update(_Asker).where(_Asker.result_id == result_id, _Asker.member_id == member_id).values(told_at=now)
    )


async def erase(session: AsyncSession, guild_id: int, member_id: int) -> set[int]:
    """Forget what a member wanted and what they have claimed; the results that they wanted."""
    query = select(_Asker.result_id).where(_Asker.guild_id == guild_id, _Asker.member_id == member_id)
    mine = set(await session.scalars(query))
    for result_id in mine:
        await unask(session, guild_id, result_id, member_id)
    await session.execute(
        update(_Request)
        .where(_Request.guild_id == guild_id, _Request.claimed_by == member_id)
        .values(claimed_by=None, claimed_at=None)
    )
    return mine


def _of(guild_id: int) -> tuple[ColumnElement[bool], ...]:
    return ResultRow.guild_id == guild_id, _Request.guild_id == guild_id


def _open() -> Select[Any]:
    """Requests of public results that nobody has measured again so that it is known if they agree."""
    askers = (
        select(func.array_agg(aggregate_order_by(_Asker.member_id, _Asker.asked_at, _Asker.member_id)))
        .where(_Asker.result_id == _Request.result_id)
        .scalar_subquery()
    )
    record = ResultFileRow.record
    seconds = func.coalesce(
        record["total_evaluation_time_seconds"].astext,
        record["config_general"]["total_evaluation_time_secondes"].astext,
        record["evaluation_time"].astext,
    )
    return (
        select(ResultRow, _Request, askers.label("askers"), seconds.label("seconds"))
        .join(_Request, _Request.result_id == ResultRow.id)
        .outerjoin(ResultFileRow, ResultFileRow.id == ResultRow.file_id)
        .where(ResultRow.state == "public", ~is_settled(_Request.result_id, _Request.asked_at))
    )


async def _read(session: AsyncSession, query: Select[Any]) -> list[Request]:
    return [
        Request(
            posted_of(result),
            request.asked_at,
            tuple(askers or ()),
            request.claimed_by,
            request.claimed_at,
            None if (taken := real(seconds)) is None else taken / 60,
        )
        for result, request, askers, seconds in await session.execute(query)
    ]
