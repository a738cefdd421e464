"""What complete announcements need: sources, targets, folding, settings and the audit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to the first tables; what they hold stays."""
    _sources()
    _targets()
    _timing()
    _folding()
    _content()
    _settings()


def _sources() -> None:
    """Watches of more than an author; those there are were of authors, and so are drafts of a day."""
    op.alter_column("watch", "author", new_column_name="source")
    op.add_column("watch", sa.Column("source_kind", sa.String(), nullable=False, server_default="author"))
    op.alter_column("watch", "source_kind", server_default=None)
    op.drop_constraint(op.f("uq_watch_guild_id_channel_id_author"), "watch")
    op.create_unique_constraint(
        op.f("uq_watch_guild_id_channel_id_source_kind_source"),
        "watch",
        ["guild_id", "channel_id", "source_kind", "source"],
    )
    op.drop_index(op.f("ix_watch_author_state"), "watch")
    op.create_index(op.f("ix_watch_source_kind_source_state"), "watch", ["source_kind", "source", "state"])
    op.execute(
        """
        UPDATE watch_draft SET plans = (
          SELECT jsonb_agg((plan - 'author') || jsonb_build_object(
            'source', jsonb_build_object('kind', 'author', 'value', plan -> 'author')) ORDER BY place)
          FROM jsonb_array_elements(plans) WITH ORDINALITY AS each (plan, place))
        """
    )
    _lists()
    _watch_version()


def _lists() -> None:
    op.alter_column("watched_list", "author", new_column_name="source")
    op.add_column(
        "watched_list", sa.Column("source_kind", sa.String(), nullable=False, server_default="author")
    )
    op.alter_column("watched_list", "source_kind", server_default=None)
    op.drop_constraint(op.f("pk_watched_list"), "watched_list")
    op.execute("ALTER TABLE watched_list ADD COLUMN id BIGSERIAL CONSTRAINT pk_watched_list PRIMARY KEY")
    op.add_column("watched_list", sa.Column("memory", postgresql.JSONB(), nullable=True))
    op.create_unique_constraint(
        op.f("uq_watched_list_source_kind_source_kind"), "watched_list", ["source_kind", "source", "kind"]
    )
    op.create_table(
        "listed",
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["watched_list.id"], name=op.f("fk_listed_list_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("list_id", "key", name=op.f("pk_listed")),
    )


def _watch_version() -> None:
    """A number that rises with every change of a watch or a guild, at the end of its transaction.

    Raised any earlier, somebody could read the new number and yet the old watches; and whoever holds its row
    could wait for somebody who waits for it.
    """
    op.create_table(
        "watch_version",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("raised_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_version")),
    )
    op.execute("INSERT INTO watch_version VALUES (1, 1, 0)")
    op.execute(
        """
        CREATE FUNCTION raise_watch_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE watch_version SET version = version + 1, raised_by = pg_current_xact_id()::text::bigint
          WHERE raised_by <> pg_current_xact_id()::text::bigint;
          RETURN NULL;
        END $$
        """
    )
    for table, events, when in (
        ("watch", "INSERT OR UPDATE OR DELETE", ""),
        ("guild", "UPDATE", "WHEN (OLD.* IS DISTINCT FROM NEW.*)"),
    ):
        op.execute(
            f"CREATE CONSTRAINT TRIGGER raises_version AFTER {events} ON {table} "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when} EXECUTE FUNCTION raise_watch_version()"
        )


def _targets() -> None:
    """Where a watch posts, whom it calls, and what waits for more likes."""
    op.add_column(
        "watch",
        sa.Column("posting", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    for column in (
        sa.Column("forum", postgresql.JSONB(), nullable=True),
        sa.Column("mention_role_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("crosspost", sa.String(), nullable=True),
        sa.Column("crosspost_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("delivery", column)
    op.create_check_constraint(
        op.f("ck_delivery_crosspost"), "delivery", "crosspost IN ('wanted', 'booked', 'done', 'given_up')"
    )
    op.create_index(
        "ix_delivery_crosspost",
        "delivery",
        ["channel_id", "crosspost_at"],
        postgresql_where=sa.text("crosspost_at IS NOT NULL"),
    )
    op.create_table(
        "awaited",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("watch_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("likes", sa.BigInteger(), nullable=True),
        sa.Column("trending_score", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_awaited_guild_id_guild"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_awaited_release_id_release"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watch.id"], name=op.f("fk_awaited_watch_id_watch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", "watch_id", name=op.f("pk_awaited")),
    )
    op.create_index(op.f("ix_awaited_watch_id"), "awaited", ["watch_id"])
    op.create_index(op.f("ix_awaited_until"), "awaited", ["until"])


def _timing() -> None:
    """When a watch posts, and how much at once."""
    op.add_column(
        "watch",
        sa.Column("timing", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    for name in ("away_since", "away_until"):
        op.add_column("lane", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_delivery_channel_id_created_at"), "delivery", ["channel_id", "created_at"])
    _held_releases()
    _roundups()


def _held_releases() -> None:
    op.create_table(
        "held_release",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("watch_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_of", sa.String(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_held_release_guild_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_held_release_release_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watch.id"], name=op.f("fk_held_release_watch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_release")),
        sa.UniqueConstraint("release_id", "watch_id", name=op.f("uq_held_release_release_id_watch_id")),
    )
    op.create_index(op.f("ix_held_release_guild_id_channel_id"), "held_release", ["guild_id", "channel_id"])
    op.create_index(op.f("ix_held_release_watch_id"), "held_release", ["watch_id"])
    op.create_index(
        "ix_held_release_due_at", "held_release", ["due_at"], postgresql_where=sa.text("queued_at IS NULL")
    )
    op.create_index(
        "ix_held_release_queued_at",
        "held_release",
        ["queued_at"],
        postgresql_where=sa.text("queued_at IS NOT NULL"),
    )


def _roundups() -> None:
    op.create_table(
        "roundup",
        sa.Column("delivery_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("watch_id", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("late_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_of", sa.String(), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_roundup_delivery_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_roundup_guild_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watch.id"], name=op.f("fk_roundup_watch_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_roundup")),
    )
    op.create_index(op.f("ix_roundup_channel_id_closes_at"), "roundup", ["channel_id", "closes_at"])


def _folding() -> None:
    """Living messages."""
    op.add_column("delivery", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("delivery", sa.Column("shown_version", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("delivery", sa.Column("editing_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("delivery", sa.Column("edit_failure", sa.String(), nullable=True))
    op.execute("UPDATE delivery SET shown_version = 1 WHERE state <> 'waiting'")
    op.drop_index("ix_delivery_turn", table_name="delivery")
    op.create_index(
        "ix_delivery_turn", "delivery", ["turn"], postgresql_where=sa.text("shown_version < version")
    )
    op.add_column("release", sa.Column("former_name", sa.String(), nullable=True))
    op.add_column("release", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("release", sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_release_repo_id", "release", [sa.text("lower(repo_id)")])
    op.create_index(op.f("ix_announcement_delivery_id"), "announcement", ["delivery_id"])
    op.create_table(
        "living_post",
        sa.Column("delivery_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_of", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_living_post_delivery_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_living_post_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_living_post")),
    )
    op.create_index(op.f("ix_living_post_guild_id"), "living_post", ["guild_id"])
    op.create_table(
        "derivative",
        sa.Column("base_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("repo_id", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"], ["release.id"], name=op.f("fk_derivative_base_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("base_id", "key", name=op.f("pk_derivative")),
    )


def _content() -> None:
    """What members follow, and what they were told."""
    op.create_table(
        "follower",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_follower")),
        sa.UniqueConstraint("channel_id", name=op.f("uq_follower_channel_id")),
    )
    op.create_table(
        "follow",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["follower.user_id"], name=op.f("fk_follow_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_follow_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint("user_id", "author", "family", name=op.f("uq_follow_user_id_author_family")),
    )
    op.create_index(op.f("ix_follow_guild_id"), "follow", ["guild_id"])
    op.create_index(op.f("ix_follow_author"), "follow", ["author"])
    op.create_table(
        "alert",
        sa.Column("follow_id", sa.BigInteger(), nullable=False),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follow_id"], ["follow.id"], name=op.f("fk_alert_follow_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_alert_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("follow_id", "release_id", name=op.f("pk_alert")),
    )
    op.create_index(op.f("ix_alert_release_id"), "alert", ["release_id"])


def _settings() -> None:
    """What a guild has set, and who changed what."""
    for column in (
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("time_zone", sa.String(), server_default=sa.text("'UTC'"), nullable=False),
        sa.Column("quiet_start", sa.Time(), nullable=True),
        sa.Column("quiet_end", sa.Time(), nullable=True),
        sa.Column("default_channel_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "manager_role_ids",
            postgresql.ARRAY(sa.BigInteger()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    ):
        op.add_column("guild", column)
    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("before", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_change_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_at"), "change", ["at"])
    op.create_index(op.f("ix_change_guild_id_id"), "change", ["guild_id", "id"])
    op.create_table(
        "closed_channel",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_closed_channel_guild_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["delivery.id"], name=op.f("fk_closed_channel_notice_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name=op.f("pk_closed_channel")),
    )
    op.create_index(op.f("ix_closed_channel_notice_id"), "closed_channel", ["notice_id"])
