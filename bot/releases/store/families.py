"""Queries on living posts and what they tell, on the caller's session."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ARRAY, BigInteger, BindParameter, Row, bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.guilds.tables import GuildRow
from bot.outbox.tables import DeliveryRow
from bot.releases.folding import Member
from bot.releases.model import Release, Watch
from bot.releases.store.announced import load
from bot.releases.store.outages import outage_columns, outage_from
from bot.releases.tables import AnnouncementRow, DerivativeRow, LivingPostRow, ReleaseRow, RoundupRow
from bot.releases.timing import Outage

Post = TypeVar("Post", LivingPostRow, RoundupRow)
# With an author's name it makes the number of a lock among the advisory locks of the server.
_FAMILIES = 0x65737361695F6661


@dataclass(frozen=True)
class LivingPost:
    """A message that is kept alive, and the ids of the releases that it tells of.

    `titled_by` is the one that it was made for, where it is a post in a forum, whose title names that.
    """

    delivery_id: int
    guild_id: int
    nonce: str
    locale: str
    release_ids: frozenset[int]
    outage: Outage | None  # which made it late
    titled_by: int | None


async def hold(session: AsyncSession, author: str) -> None:
    """Let nobody else decide about an author's families until the transaction ends.

    Otherwise two releases of one family, announced at the same time, would open a post each.
    """
    number = func.hashtextextended(author.lower(), _FAMILIES)
    await session.execute(select(func.pg_advisory_xact_lock(number)))


async def told_since(session: AsyncSession, author: str, since: datetime) -> list[tuple[int, Release]]:
    """The models of an author that living posts opened since then tell of, with their ids."""
    posts = select(LivingPostRow.delivery_id).join(
        AnnouncementRow, AnnouncementRow.delivery_id == LivingPostRow.delivery_id
    )
    in_post = posts.where(AnnouncementRow.release_id == ReleaseRow.id, LivingPostRow.opened_at >= since)
    rows = await session.execute(
        select(ReleaseRow.id, ReleaseRow.facts).where(
            ReleaseRow.author == author, ReleaseRow.kind == "model", in_post.exists()
        )
    )
    return [(row.id, load(row.facts)) for row in rows]


async def open_posts(
    session: AsyncSession, release_ids: Collection[int], channel_ids: Collection[int], since: datetime
) -> dict[int, int]:
    """By channel the oldest living post opened since then that tells of any of these releases.

    One whose message is known to be gone, or was never sent, is none.
    """
    if not release_ids or not channel_ids:
        return {}
    rows = await session.execute(
        select(LivingPostRow.channel_id, func.min(LivingPostRow.delivery_id))
        .join(DeliveryRow, DeliveryRow.id == LivingPostRow.delivery_id)
        .join(AnnouncementRow, AnnouncementRow.delivery_id == LivingPostRow.delivery_id)
        .where(
            AnnouncementRow.release_id == func.any(_array("releases", release_ids)),
            LivingPostRow.channel_id == func.any(_array("channels", channel_ids)),
            LivingPostRow.opened_at >= since,
            DeliveryRow.state != "failed",
            DeliveryRow.edit_failure.is_(None),
        )
        .group_by(LivingPostRow.channel_id)
    )
    return {row[0]: row[1] for row in rows}


async def open_living(
    session: AsyncSession, opened: Sequence[tuple[Watch, int]], now: datetime, outage: Outage | None = None
) -> None:
    """Note that deliveries are to be kept alive, and what made them late."""
    if opened:
        await session.execute(
            insert(LivingPostRow),
            [
                {
                    "delivery_id": delivery_id,
                    "guild_id": watch.guild_id,
                    "channel_id": watch.channel_id,
                    "opened_at": now,
                    **outage_columns(outage),
                }
                for watch, delivery_id in opened
            ],
        )


async def telling_of(session: AsyncSession, release_id: int) -> list[int]:
    """The living posts, by the ids of their deliveries, that tell of a release."""
    found = await session.scalars(
        select(LivingPostRow.delivery_id)
        .join(AnnouncementRow, AnnouncementRow.delivery_id == LivingPostRow.delivery_id)
        .where(AnnouncementRow.release_id == release_id)
        .order_by(LivingPostRow.delivery_id)
    )
    return list(found)


async def about(session: AsyncSession, guild_id: int, model: str) -> list[int]:
    """The living posts of a guild, by the ids of their deliveries, that tell of a model."""
    found = await session.scalars(
        select(LivingPostRow.delivery_id)
        .join(AnnouncementRow, AnnouncementRow.delivery_id == LivingPostRow.delivery_id)
        .join(ReleaseRow, ReleaseRow.id == AnnouncementRow.release_id)
        .where(LivingPostRow.guild_id == guild_id, ReleaseRow.kind == "model", ReleaseRow.repo_id == model)
        .distinct()
        .order_by(LivingPostRow.delivery_id)
    )
    return list(found)


async def hold_posts(session: AsyncSession, delivery_ids: Collection[int]) -> None:
    """Let nobody else say what these posts should show until the transaction ends."""
    ids = select(DeliveryRow.id).where(DeliveryRow.id == func.any(_array("deliveries", delivery_ids)))
    await session.execute(ids.order_by(DeliveryRow.id).with_for_update())


async def living_posts(session: AsyncSession, delivery_ids: Collection[int]) -> list[LivingPost]:
    """These posts and what they tell of."""
    rows = await told_in(session, LivingPostRow, delivery_ids)
    return [
        LivingPost(
            row.delivery_id,
            row.guild_id,
            nonce,
            locale,
            frozenset(release_ids),
            outage_from(row),
            release_ids[0] if in_forum else None,
        )
        for row, nonce, locale, release_ids, in_forum in rows
    ]


async def told_in(
    session: AsyncSession, post: type[Post], delivery_ids: Collection[int]
) -> Sequence[Row[Post, str, str, Sequence[int], bool]]:
    """These posts, each with its nonce, what is spoken in its guild, and the releases that it tells of.

    They stand in the order in which they came into it. At last whether it is in a forum.
    """
    spoken = func.coalesce(GuildRow.language, GuildRow.locale)
    rows = await session.execute(
        select(
            post,
            DeliveryRow.nonce,
            spoken,
            func.array_agg(aggregate_order_by(AnnouncementRow.release_id, AnnouncementRow.id)),
            DeliveryRow.forum.is_not(None),
        )
        .join(DeliveryRow, DeliveryRow.id == post.delivery_id)
        .join(GuildRow, GuildRow.id == post.guild_id)
        .join(AnnouncementRow, AnnouncementRow.delivery_id == post.delivery_id)
        .where(post.delivery_id == func.any(_array("deliveries", delivery_ids)))
        .group_by(post.delivery_id, DeliveryRow.id, spoken)
    )
    return rows.all()


async def members(session: AsyncSession, release_ids: Collection[int]) -> dict[int, Member]:
    """Releases as posts tell of them, by id."""
    rows = await session.scalars(select(ReleaseRow).where(ReleaseRow.id.in_(release_ids)))
    return {row.id: Member(load(row.facts), row.former_name, row.hidden_at is not None) for row in rows}


async def derivatives(session: AsyncSession, release_ids: Collection[int]) -> dict[int, dict[str, set[str]]]:
    """What others made smaller of each of these releases: the repositories' keys by format."""
    rows = await session.execute(
        select(DerivativeRow.base_id, DerivativeRow.format, DerivativeRow.key).where(
            DerivativeRow.base_id.in_(release_ids)
        )
    )
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        found[row.base_id][row.format].add(row.key)
    return found


def _array(name: str, values: Collection[int]) -> BindParameter[Any]:
    return bindparam(name, sorted(values), type_=ARRAY(BigInteger))
