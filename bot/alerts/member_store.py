"""Queries on members who are followed and their notebooks, on the caller's session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, literal, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.alerts.model import Follow
from bot.alerts.tables import FollowerRow, FollowRow, NotebookAlertRow
from bot.guilds.tables import GuildRow


@dataclass(frozen=True)
class Untold:
    """A version of a notebook that somebody has not been told of."""

    follow: Follow
    notebook_id: int
    version: int


async def add(
    session: AsyncSession, user_id: int, guild_id: int, member_id: int, name: str, now: datetime
) -> None:
    """Follow a member of a guild, who is called `name` there; where that is so already, note the name."""
    new = insert(FollowRow).values(
        user_id=user_id, guild_id=guild_id, author=name, family="", member_id=member_id, created_at=now
    )
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[FollowRow.user_id, FollowRow.guild_id, FollowRow.member_id],
            index_where=FollowRow.member_id.is_not(None),
            set_={"author": name},
        )
    )


async def note(
    session: AsyncSession, guild_id: int, member_id: int, notebook_id: int, version: int
) -> Sequence[int]:
    """Note a version for everyone who follows its author here; the people for whom it is news.

    A version that was noted before is none, also after it was told.
    """
    fitting = (
        select(FollowRow.id, literal(notebook_id), literal(version), false())
        .join(FollowerRow, FollowerRow.user_id == FollowRow.user_id)
        .where(
            FollowRow.guild_id == guild_id,
            FollowRow.member_id == member_id,
            FollowerRow.blocked_at.is_(None),
        )
    )
    new = insert(NotebookAlertRow).from_select(["follow_id", "notebook_id", "version", "is_told"], fitting)
    noted = await session.scalars(
        new.on_conflict_do_update(
            index_elements=[NotebookAlertRow.follow_id, NotebookAlertRow.notebook_id],
            set_={"version": new.excluded.version, "is_told": False},
            where=NotebookAlertRow.version < new.excluded.version,
        ).returning(NotebookAlertRow.follow_id)
    )
    people = select(FollowRow.user_id).where(FollowRow.id.in_(list(noted))).distinct()
    return (await session.scalars(people.order_by(FollowRow.user_id))).all()


async def untold(session: AsyncSession, user_id: int) -> list[Untold]:
    """What a person was not told of, in guilds that the bot is in; locked until the transaction ends."""
    rows = await session.execute(
        select(FollowRow, NotebookAlertRow.notebook_id, NotebookAlertRow.version, GuildRow.name)
        .join(NotebookAlertRow, NotebookAlertRow.follow_id == FollowRow.id)
        .join(GuildRow, GuildRow.id == FollowRow.guild_id)
        .where(FollowRow.user_id == user_id, GuildRow.left_at.is_(None), NotebookAlertRow.is_told.is_(False))
        .order_by(FollowRow.guild_id, NotebookAlertRow.notebook_id)
        .with_for_update(of=NotebookAlertRow)
    )
    return [Untold(follow_of(row, guild), notebook, version) for row, notebook, version, guild in rows]


async def mark_told(session: AsyncSession, told: Collection[Untold]) -> None:
    """They are told of no more: the message is in the outbox, or the person may not read them."""
    keys = [(one.follow.id, one.notebook_id) for one in told]
    these = tuple_(NotebookAlertRow.follow_id, NotebookAlertRow.notebook_id).in_(keys)
    await session.execute(update(NotebookAlertRow).where(these).values(is_told=True))


async def waiting_in(session: AsyncSession, guild_id: int) -> Sequence[int]:
    """The people who were not told of all notebooks of this guild."""
    people = (
        select(FollowRow.user_id)
        .join(NotebookAlertRow, NotebookAlertRow.follow_id == FollowRow.id)
        .where(FollowRow.guild_id == guild_id, NotebookAlertRow.is_told.is_(False))
    )
    return (await session.scalars(people.distinct().order_by(FollowRow.user_id))).all()


def follow_of(row: FollowRow, guild_name: str, *, is_fed: bool = True) -> Follow:
    """A follow back from its row."""
    return Follow(
        row.id,
        row.guild_id,
        row.author,
        row.family,
        is_fed or row.member_id is not None,
        row.member_id,
        guild_name,
    )
