"""Queries on notebooks that a member has seen and not shared yet, on the caller's session."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notebooks.answers import LOOKED, Looked
from bot.notebooks.findings import Decision
from bot.notebooks.shared import Draft
from bot.notebooks.tables import NotebookDraftRow

LIFETIME: Final = timedelta(days=1)


async def add(
    session: AsyncSession,
    guild_id: int,
    author_id: int,
    channel_id: int,
    file_name: str,
    address: str,
    looked: Looked,
    now: datetime,
    link: str | None = None,
) -> Draft:
    """Keep a draft for a day."""
    new = insert(NotebookDraftRow).values(
        guild_id=guild_id,
        author_id=author_id,
        channel_id=channel_id,
        file_name=file_name,
        address=address,
        link=link,
        looked=LOOKED.dump_python(looked, mode="json"),
        decisions={},
        expires_at=now + LIFETIME,
    )
    draft_id = (await session.execute(new.returning(NotebookDraftRow.id))).scalar_one()
    return Draft(draft_id, author_id, channel_id, file_name, address, looked, {}, link)


async def take(
    session: AsyncSession, guild_id: int, draft_id: int, author_id: int, now: datetime
) -> Draft | None:
    """A member's own draft of this guild that has not expired, locked until the transaction ends."""
    query = select(NotebookDraftRow).where(
        NotebookDraftRow.guild_id == guild_id,
        NotebookDraftRow.id == draft_id,
        NotebookDraftRow.author_id == author_id,
        NotebookDraftRow.expires_at > now,
    )
    row = await session.scalar(query.with_for_update())
    if row is None:
        return None
    decisions: dict[str, Any] = row.decisions
    return Draft(
        row.id,
        row.author_id,
        row.channel_id,
        row.file_name,
        row.address,
        LOOKED.validate_python(row.looked),
        {int(number): decision for number, decision in decisions.items()},
        row.link,
    )


async def decide(
    session: AsyncSession, guild_id: int, draft_id: int, decisions: Mapping[int, Decision]
) -> None:
    """Keep what a member decided on the findings of a draft."""
    await session.execute(
        update(NotebookDraftRow)
        .where(NotebookDraftRow.guild_id == guild_id, NotebookDraftRow.id == draft_id)
        .values(decisions={str(number): decision for number, decision in decisions.items()})
    )


async def look_anew(session: AsyncSession, guild_id: int, draft_id: int, looked: Looked) -> None:
    """Keep other facts of a draft."""
    await session.execute(
        update(NotebookDraftRow)
        .where(NotebookDraftRow.guild_id == guild_id, NotebookDraftRow.id == draft_id)
        .values(looked=LOOKED.dump_python(looked, mode="json"))
    )


async def remove(session: AsyncSession, guild_id: int, draft_id: int) -> None:
    """Forget a draft."""
    await session.execute(
        delete(NotebookDraftRow).where(NotebookDraftRow.guild_id == guild_id, NotebookDraftRow.id == draft_id)
    )


async def remove_all(session: AsyncSession, guild_id: int, author_id: int) -> None:
    """Forget everything that a member prepares here."""
    await session.execute(
        delete(NotebookDraftRow).where(
            NotebookDraftRow.guild_id == guild_id, NotebookDraftRow.author_id == author_id
        )
    )


async def forget(session: AsyncSession, now: datetime) -> None:
    """Forget what has expired, in all guilds."""
    await session.execute(delete(NotebookDraftRow).where(NotebookDraftRow.expires_at <= now))
