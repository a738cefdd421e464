"""Queries on channels with results, on the caller's session; every one takes the guild's id."""

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.tables import DeliveryRow
from bot.results.model import State
from bot.results.tables import ResultRow
from bot.results.unlisted.tables import ResultChannelRow


async def add(session: AsyncSession, guild_id: int, channel_id: int, *, is_open: bool) -> bool | None:
    """Note a channel with results, unless it is; whether it was noted as open, None where it was not.

    What is noted already stays until the results have followed.
    """
    query = select(ResultChannelRow.is_open).where(*_of(guild_id, channel_id))
    if (known := await session.scalar(query)) is None:
        new = insert(ResultChannelRow).values(guild_id=guild_id, channel_id=channel_id, is_open=is_open)
        await session.execute(new.on_conflict_do_nothing())
    return known


async def keep(session: AsyncSession, guild_id: int, channel_id: int, *, is_open: bool) -> None:
    """Note whether everybody may read a channel, now that its results have followed."""
    await session.execute(update(ResultChannelRow).where(*_of(guild_id, channel_id)).values(is_open=is_open))


async def guilds(session: AsyncSession) -> list[int]:
    """The guilds that have channels with results."""
    query = select(ResultChannelRow.guild_id).distinct().order_by(ResultChannelRow.guild_id)
    return list(await session.scalars(query))


async def channels(session: AsyncSession, guild_id: int) -> dict[int, bool]:
    """Whether everybody may read each of the channels with results, as it is kept."""
    rows = await session.execute(
        select(ResultChannelRow.channel_id, ResultChannelRow.is_open)
        .where(ResultChannelRow.guild_id == guild_id)
        .order_by(ResultChannelRow.channel_id)
    )
    return {row.channel_id: row.is_open for row in rows}


async def state_of(session: AsyncSession, guild_id: int, nonce: str) -> State:
    """The state of a result that is shown in that post."""
    closed = exists().where(
        DeliveryRow.guild_id == guild_id,
        DeliveryRow.nonce == nonce,
        ResultChannelRow.guild_id == guild_id,
        ResultChannelRow.channel_id == DeliveryRow.channel_id,
        ResultChannelRow.is_open.is_(False),
    )
    return "unlisted" if await session.scalar(select(closed)) else "public"


async def posts(session: AsyncSession, guild_id: int, channel_id: int, state: State) -> list[str]:
    """The posts of a channel with results in that state, the oldest first."""
    query = (
        select(ResultRow.post)
        .join(DeliveryRow, DeliveryRow.nonce == ResultRow.post)
        .where(
            DeliveryRow.guild_id == guild_id,
            DeliveryRow.channel_id == channel_id,
            ResultRow.guild_id == guild_id,
            ResultRow.state == state,
        )
        .group_by(ResultRow.post)
        .order_by(func.min(ResultRow.id))
    )
    return list(await session.scalars(query))


async def turn(session: AsyncSession, guild_id: int, nonce: str, *, is_open: bool) -> list[int]:
    """List or unlist the results of a post; their ids. What is public elsewhere already stays unlisted."""
    before: State = "unlisted" if is_open else "public"
    after: State = "public" if is_open else "unlisted"
    mine = (ResultRow.guild_id == guild_id, ResultRow.post == nonce, ResultRow.state == before)
    changing = update(ResultRow).where(*mine).values(state=after)
    if is_open:
        changing = changing.where(ResultRow.id.in_(_listable(guild_id, nonce)))
    rows = await session.scalars(
        changing.returning(ResultRow.id).execution_options(synchronize_session=False)
    )
    return sorted(rows)


def _listable(guild_id: int, nonce: str) -> Select[int]:
    """Of those with the same facts the first, where none of them is public."""
    public = select(ResultRow.facts).where(ResultRow.guild_id == guild_id, ResultRow.state == "public")
    return (
        select(func.min(ResultRow.id))
        .where(
            ResultRow.guild_id == guild_id,
            ResultRow.post == nonce,
            ResultRow.state == "unlisted",
            ResultRow.facts.not_in(public),
        )
        .group_by(ResultRow.facts)
    )


def _of(guild_id: int, channel_id: int) -> tuple[ColumnElement[bool], ...]:
    return ResultChannelRow.guild_id == guild_id, ResultChannelRow.channel_id == channel_id
