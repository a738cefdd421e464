"""Queries on follows and alerts, on the caller's session. A person's rows are only reached by their id."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, func, literal, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.alerts.member_store import follow_of
from bot.alerts.model import Follow, Follower
from bot.alerts.tables import AlertRow, FollowerRow, FollowRow, NotebookAlertRow
from bot.guilds.tables import GuildRow
from bot.releases.model import Release
from bot.releases.store import announced
from bot.releases.tables import ReleaseRow, WatchRow


async def save_follower(session: AsyncSession, user_id: int, locale: str) -> None:
    """Insert a person, or note their language."""
    new = insert(FollowerRow).values(user_id=user_id, locale=locale)
    await session.execute(
        new.on_conflict_do_update(index_elements=[FollowerRow.user_id], set_={"locale": locale})
    )


async def follower(session: AsyncSession, user_id: int) -> Follower | None:
    """What is known of a person, locked until the transaction ends."""
    row = await session.scalar(select(FollowerRow).where(FollowerRow.user_id == user_id).with_for_update())
    if row is None:
        return None
    return Follower(row.user_id, row.locale, row.channel_id, row.blocked_at is not None)


async def note_channel(session: AsyncSession, user_id: int, channel_id: int) -> None:
    """Note where a person's private messages go."""
    await session.execute(
        update(FollowerRow).where(FollowerRow.user_id == user_id).values(channel_id=channel_id)
    )


async def block(session: AsyncSession, user_id: int, now: datetime) -> None:
    """Note that Discord lets no message through to a person; what waited for them is not told any more."""
    await session.execute(
        update(FollowerRow).where(FollowerRow.user_id == user_id).values(blocked_at=now, channel_id=None)
    )
    mine = select(FollowRow.id).where(FollowRow.user_id == user_id)
    await session.execute(delete(AlertRow).where(AlertRow.follow_id.in_(mine)))
    of_notebooks = NotebookAlertRow.follow_id.in_(mine)
    await session.execute(update(NotebookAlertRow).where(of_notebooks).values(is_told=True))


async def unblock(session: AsyncSession, user_id: int) -> None:
    """Let messages go to a person again."""
    await session.execute(update(FollowerRow).where(FollowerRow.user_id == user_id).values(blocked_at=None))


async def owner_of_channel(session: AsyncSession, channel_id: int) -> int | None:
    """Whose private messages go to that channel."""
    found: int | None = await session.scalar(
        select(FollowerRow.user_id).where(FollowerRow.channel_id == channel_id)
    )
    return found


async def add(
    session: AsyncSession, user_id: int, guild_id: int, author: str, family: str, now: datetime
) -> None:
    """Follow an author or a family; where it is followed already, note the guild that this was asked in."""
    row = {"user_id": user_id, "guild_id": guild_id, "author": author, "family": family, "created_at": now}
    again = insert(FollowRow).values(row)
    await session.execute(
        again.on_conflict_do_update(
            index_elements=[FollowRow.user_id, FollowRow.author, FollowRow.family],
            index_where=FollowRow.member_id.is_(None),
            set_={"guild_id": guild_id},
        )
    )


async def shared_guild(session: AsyncSession, user_id: int) -> int | None:
    """A guild that a person follows something from and that the bot is in."""
    found: int | None = await session.scalar(
        select(FollowRow.guild_id)
        .join(GuildRow, GuildRow.id == FollowRow.guild_id)
        .where(FollowRow.user_id == user_id, GuildRow.left_at.is_(None))
        .order_by(FollowRow.id)
        .limit(1)
    )
    return found


async def move_to(session: AsyncSession, user_id: int, guild_id: int) -> bool:
    """A person is in this guild: let it stand for those that the bot has left, in which they asked.

    Whether there were any.
    """
    moved = await session.scalars(
        update(FollowRow)
        .where(FollowRow.user_id == user_id, _can_move())
        .values(guild_id=guild_id)
        .returning(FollowRow.id)
    )
    return bool(moved.all())


async def move_from_left(session: AsyncSession) -> None:
    """The same for everyone who follows something from another guild as well, which the bot is in."""
    other = aliased(FollowRow)
    there = (
        select(func.min(other.guild_id))
        .join(GuildRow, GuildRow.id == other.guild_id)
        .where(other.user_id == FollowRow.user_id, GuildRow.left_at.is_(None))
        .scalar_subquery()
    )
    await session.execute(update(FollowRow).where(_can_move(), there.is_not(None)).values(guild_id=there))


async def waiting_in(session: AsyncSession, guild_id: int) -> list[int]:
    """The people who follow something from this guild and were not told of all of it."""
    people = await session.scalars(
        select(FollowRow.user_id)
        .join(AlertRow, AlertRow.follow_id == FollowRow.id)
        .where(FollowRow.guild_id == guild_id)
        .distinct()
        .order_by(FollowRow.user_id)
    )
    return list(people)


async def of_person(session: AsyncSession, user_id: int) -> list[Follow]:
    """What a person follows, in the order of the names."""
    rows = await session.execute(
        select(FollowRow, _is_fed(), GuildRow.name)
        .join(GuildRow, GuildRow.id == FollowRow.guild_id)
        .where(FollowRow.user_id == user_id)
        .order_by(func.lower(FollowRow.author), FollowRow.family, FollowRow.id)
    )
    return [follow_of(row, guild, is_fed=is_fed) for row, is_fed, guild in rows]


async def remove(session: AsyncSession, user_id: int, follow_id: int) -> None:
    """Follow no more; what waited is not told, and of somebody who follows nothing else nothing is kept."""
    await session.execute(delete(FollowRow).where(FollowRow.user_id == user_id, FollowRow.id == follow_id))
    others = exists().where(FollowRow.user_id == user_id)
    await session.execute(delete(FollowerRow).where(FollowerRow.user_id == user_id, ~others))


async def note_alerts(session: AsyncSession, release_id: int, author: str, name: str) -> list[int]:
    """Note a release for everyone who follows its author or its family; the people for whom it is new."""
    begins = func.starts_with(func.lower(literal(name)), func.lower(FollowRow.family))
    fitting = (
        select(FollowRow.id, literal(release_id))
        .join(FollowerRow, FollowerRow.user_id == FollowRow.user_id)
        .where(
            FollowRow.author == author,
            FollowRow.member_id.is_(None),
            begins,
            FollowerRow.blocked_at.is_(None),
        )
    )
    noted = await session.scalars(
        insert(AlertRow)
        .from_select(["follow_id", "release_id"], fitting)
        .on_conflict_do_nothing()
        .returning(AlertRow.follow_id)
    )
    people = await session.scalars(
        select(FollowRow.user_id).where(FollowRow.id.in_(list(noted))).distinct().order_by(FollowRow.user_id)
    )
    return list(people)


async def waiting(session: AsyncSession, user_id: int) -> list[tuple[Follow, int, Release]]:
    """What a person has not been told, the first found first: the follow, the release with its id; locked."""
    rows = await session.execute(
        select(FollowRow, ReleaseRow.id, ReleaseRow.facts)
        .join(AlertRow, AlertRow.follow_id == FollowRow.id)
        .join(ReleaseRow, ReleaseRow.id == AlertRow.release_id)
        .where(FollowRow.user_id == user_id)
        .order_by(ReleaseRow.id, FollowRow.id)
        .with_for_update(of=AlertRow)
    )
    return [
        (Follow(row.id, row.guild_id, row.author, row.family), release_id, announced.load(facts))
        for row, release_id, facts in rows
    ]


async def forget(session: AsyncSession, alerts: Collection[tuple[int, int]]) -> None:
    """Forget alerts, each by its follow and its release: the message that tells of them is in the outbox."""
    told = tuple_(AlertRow.follow_id, AlertRow.release_id).in_(alerts)
    await session.execute(delete(AlertRow).where(told))


def _can_move() -> ColumnElement[bool]:
    """Whether the bot is no longer in the guild in which a follow of an author was asked for.

    A member is followed in one guild only.
    """
    left = select(GuildRow.id).where(GuildRow.left_at.is_not(None))
    return FollowRow.member_id.is_(None) & FollowRow.guild_id.in_(left)


def _is_fed() -> ColumnElement[bool]:
    """Whether any server watches the author of a follow."""
    watched = (WatchRow.source_kind == "author") & (WatchRow.source == FollowRow.author)
    return exists().where(watched, WatchRow.state == "active")
