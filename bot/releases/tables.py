"""Where watches, what is known of the Hub, releases and their announcements are kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base

_PARAMETERS = (
    "CASE WHEN kind = 'model' AND (facts ->> 'parameters_are_packed') = 'false' "
    "THEN (facts ->> 'parameters')::bigint END"
)
# A release of a model itself, not of a revision of it, nor that it came into a collection.
IS_MODEL = "kind = 'model' AND (facts ->> 'revision') IS NULL AND (facts ->> 'collected') IS NULL"

LICENCE = "\"left\"(lower(facts ->> 'licence'), 100)"


class WatchRow(Base):
    """What one channel wants to hear of."""

    __tablename__ = "watch"
    __table_args__ = (
        UniqueConstraint("guild_id", "channel_id", "source_kind", "source"),
        CheckConstraint("state IN ('active', 'paused')", name="state"),
        Index(None, "source_kind", "source", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    channel_id: Mapped[int]
    source_kind: Mapped[str]
    source: Mapped[str]
    kinds: Mapped[list[str]]
    filters: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    posting: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    timing: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    state: Mapped[str]
    pause_reason: Mapped[str | None]
    paused_until: Mapped[datetime | None]
    created_by: Mapped[int]
    created_at: Mapped[datetime]


class WatchedListRow(Base):
    """One list on the Hub, such as all repositories of one kind by one author, that a watch needs."""

    __tablename__ = "watched_list"
    __table_args__ = (UniqueConstraint("source_kind", "source", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_kind: Mapped[str]
    source: Mapped[str]
    kind: Mapped[str]
    baseline_at: Mapped[datetime]
    # The first look may stop before the end of a very long list: what was created earlier counts as known.
    horizon_at: Mapped[datetime | None]
    looked_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    released_at: Mapped[datetime | None]  # when something last appeared in it, as far as is known
    memory: Mapped[dict[str, Any] | None]  # what a look compares with, where it is not a set of items


class ListedRow(Base):
    """Something that stood in the list of a search, a collection or the daily papers: it is known there."""

    __tablename__ = "listed"

    list_id: Mapped[int] = mapped_column(ForeignKey("watched_list.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)


class WatchVersionRow(Base):
    """One row; a trigger raises its `version` in every transaction that changes a watch or a guild."""

    __tablename__ = "watch_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    raised_by: Mapped[int]  # the transaction, so that many changes in one raise it once


class KnownRepositoryRow(Base):
    """A repository of a watched author that was seen: identity is the Hub's key, never a name or a date."""

    __tablename__ = "known_repository"

    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    repo_id: Mapped[str]
    author: Mapped[str] = mapped_column(index=True)
    first_seen_at: Mapped[datetime]


class FeedRow(Base):
    """How far the feed of the newest repositories was read; a reading hint, never what decides."""

    __tablename__ = "feed"

    kind: Mapped[str] = mapped_column(primary_key=True)
    newest_created_at: Mapped[datetime]


class ReleaseRow(Base):
    """A repository that became public while its author was watched."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint("state IN ('found', 'announced', 'gone')", name="state"),
        Index("ix_release_repo_id", text("lower(repo_id)")),
        Index(
            "ix_release_model",
            text("lower(repo_id)"),
            text(LICENCE),
            "parameters",
            postgresql_where=text(IS_MODEL),
        ),
        Index(None, "parameters", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    repo_id: Mapped[str]
    author: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
    state: Mapped[str]
    found_at: Mapped[datetime]
    # After the announcement: the name that it had then, since when it is not public, when that was looked up.
    former_name: Mapped[str | None]
    hidden_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    # Of a model, where what the Hub counted are parameters: the database takes it from the facts.
    parameters: Mapped[int | None] = mapped_column(Computed(_PARAMETERS, persisted=True))


class AnnouncementRow(Base):
    """One release in one channel, at most once; releases of a family have the same delivery."""

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("release_id", "channel_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[int]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))
    watch_id: Mapped[int | None] = mapped_column(ForeignKey("watch.id", ondelete="SET NULL"))
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"), index=True)


class LivingPostRow(Base):
    """A delivery that tells of a family, and is edited when something is new in it."""

    __tablename__ = "living_post"

    delivery_id: Mapped[int] = mapped_column(
        ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[int]
    opened_at: Mapped[datetime]
    late_since: Mapped[datetime | None]  # the outage that made it late
    late_until: Mapped[datetime | None]
    late_of: Mapped[str | None]


class DerivativeRow(Base):
    """A quantisation by somebody else of a release that a living post tells of."""

    __tablename__ = "derivative"

    base_id: Mapped[int] = mapped_column(
        ForeignKey("release.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    repo_id: Mapped[str]
    format: Mapped[str]
    seen_at: Mapped[datetime]


class OutcomeRow(Base):
    """Why a release was not announced by a watch; one that was has an announcement."""

    __tablename__ = "outcome"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)
    watch_id: Mapped[int] = mapped_column(
        ForeignKey("watch.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    objection: Mapped[dict[str, Any] | None]  # the filter that refused it; null: the watch was paused


class AwaitedRow(Base):
    """A release that a watch announces as soon as it has enough likes, and how many were seen last."""

    __tablename__ = "awaited"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)
    watch_id: Mapped[int] = mapped_column(
        ForeignKey("watch.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    until: Mapped[datetime] = mapped_column(index=True)
    likes: Mapped[int | None]
    trending_score: Mapped[int | None]


class HeldRow(Base):
    """A release that a watch posts later; once it is posted or given up there is no row."""

    __tablename__ = "held_release"
    __table_args__ = (
        UniqueConstraint("release_id", "watch_id"),
        Index(None, "guild_id", "channel_id"),
        Index("ix_held_release_due_at", "due_at", postgresql_where=text("queued_at IS NULL")),
        Index("ix_held_release_queued_at", "queued_at", postgresql_where=text("queued_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    channel_id: Mapped[int]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))
    watch_id: Mapped[int] = mapped_column(ForeignKey("watch.id", ondelete="CASCADE"), index=True)
    cause: Mapped[str]
    held_at: Mapped[datetime]
    due_at: Mapped[datetime]
    late_since: Mapped[datetime | None]  # the outage that made it late
    late_until: Mapped[datetime | None]
    late_of: Mapped[str | None]
    queued_at: Mapped[datetime | None]  # since then a job is to look at it
    queued: Mapped[int] = mapped_column(server_default="0")  # so often, without an end of it


class RoundupRow(Base):
    """A message that tells of several releases; its announcements name them."""

    __tablename__ = "roundup"
    __table_args__ = (Index(None, "channel_id", "closes_at"),)

    delivery_id: Mapped[int] = mapped_column(
        ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    channel_id: Mapped[int]
    # Whose cap it keeps; null: the channel's, or it keeps none.
    watch_id: Mapped[int | None] = mapped_column(ForeignKey("watch.id", ondelete="SET NULL"))
    cause: Mapped[str]
    late_since: Mapped[datetime | None]
    late_until: Mapped[datetime | None]
    late_of: Mapped[str | None]
    closes_at: Mapped[datetime | None]  # until then it grows


class ClosedChannelRow(Base):
    """A channel that takes no message, until it does again; its watches are paused."""

    __tablename__ = "closed_channel"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    channel_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[str]
    closed_at: Mapped[datetime]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id", ondelete="SET NULL"), index=True)


class DraftRow(Base):
    """What a moderator is preparing and has not saved: one watch in the panel, or several to be imported."""

    __tablename__ = "watch_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    watch_id: Mapped[int | None] = mapped_column(ForeignKey("watch.id", ondelete="CASCADE"))
    plans: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    expires_at: Mapped[datetime] = mapped_column(index=True)
