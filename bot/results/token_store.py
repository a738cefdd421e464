"""Queries on personal tokens, on the caller's session."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.tables import GuildRow
from bot.results import tokens
from bot.results.tables import ResultTokenRow
from bot.results.tokens import Token


async def add(
    session: AsyncSession,
    guild_id: int,
    author_id: int,
    channel_id: int,
    name: str,
    sha256: str,
    now: datetime,
) -> int:
    """Keep a new token by its hash; its id."""
    new = insert(ResultTokenRow).values(
        guild_id=guild_id,
        author_id=author_id,
        channel_id=channel_id,
        name=name,
        sha256=sha256,
        created_at=now,
    )
    return (await session.execute(new.returning(ResultTokenRow.id))).scalar_one()


async def of_author(session: AsyncSession, guild_id: int, author_id: int) -> list[Token]:
    """A member's tokens in a guild, the oldest first, locked until the transaction ends."""
    query = (
        select(ResultTokenRow)
        .where(ResultTokenRow.guild_id == guild_id, ResultTokenRow.author_id == author_id)
        .order_by(ResultTokenRow.id)
        .with_for_update()
    )
    return [_token(row) for row in await session.scalars(query)]


async def find(session: AsyncSession, token_id: int) -> tuple[Token, str] | None:
    """A token and its hash; not that of a guild which removed the bot."""
    query = (
        select(ResultTokenRow)
        .join(GuildRow, GuildRow.id == ResultTokenRow.guild_id)
        .where(ResultTokenRow.id == token_id, GuildRow.left_at.is_(None))
    )
    row = await session.scalar(query)
    return None if row is None else (_token(row), row.sha256)


async def take_turn(session: AsyncSession, token_id: int, now: datetime) -> float:
    """Note one use of a token by any process; or, when there were too many, the seconds to wait."""
    query = select(ResultTokenRow.uses).where(ResultTokenRow.id == token_id).with_for_update()
    uses, seconds = tokens.used(await session.scalar(query) or (), now)
    await session.execute(update(ResultTokenRow).where(ResultTokenRow.id == token_id).values(uses=uses))
    return seconds


async def note_use(session: AsyncSession, token_id: int, now: datetime) -> bool:
    """Remember when a token was used last, and keep it until the transaction ends; False where it is gone."""
    used = update(ResultTokenRow).where(ResultTokenRow.id == token_id).values(used_at=now)
    return await session.scalar(used.returning(ResultTokenRow.id)) is not None


async def remove(session: AsyncSession, guild_id: int, author_id: int, token_id: int) -> Token | None:
    """Forget a member's own token; None when they have no such token here."""
    gone = delete(ResultTokenRow).where(
        ResultTokenRow.guild_id == guild_id,
        ResultTokenRow.author_id == author_id,
        ResultTokenRow.id == token_id,
    )
    row = await session.scalar(gone.returning(ResultTokenRow))
    return None if row is None else _token(row)


def _token(row: ResultTokenRow) -> Token:
    return Token(row.id, row.guild_id, row.author_id, row.channel_id, row.name, row.created_at, row.used_at)
