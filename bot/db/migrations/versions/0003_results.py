"""Results: files, numbers, their history, and what is being prepared."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables of results."""
    _files()
    _results()
    _scores()
    _history()
    _moderation()
    _measured()
    _drafts()
    _tokens()
    _views()
    _machines()
    _benchmarks()


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), nullable=False)


def _guild(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    column = sa.Column("guild_id", sa.BigInteger(), nullable=False)
    name = op.f(f"fk_{table}_guild_id")
    return column, sa.ForeignKeyConstraint(["guild_id"], ["guild.id"], name=name, ondelete="CASCADE")


def _files() -> None:
    op.create_table(
        "result_file",
        _id(),
        *_guild("result_file"),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("record", JSONB, nullable=False),
        sa.Column("scrubbed", JSONB, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_file")),
    )
    op.create_index(op.f("ix_result_file_guild_id_sha256"), "result_file", ["guild_id", "sha256"])


def _results() -> None:
    op.create_table(
        "result",
        _id(),
        *_guild("result"),
        sa.Column("file_id", sa.BigInteger()),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("post", "facts", "state")),
        sa.Column("model", sa.String()),
        sa.Column("model_name", sa.String(), nullable=False),
        sa.Column("revision", sa.String()),
        sa.Column("is_revision_of_posting", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("benchmark", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("subset", sa.String()),
        sa.Column("task_version", sa.String()),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("filter", sa.String()),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("written", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("higher_is_better", sa.Boolean()),
        sa.Column("standard_error", sa.Float()),
        sa.Column("error_origin", sa.String()),
        sa.Column("deviation", sa.Float()),
        sa.Column("samples", sa.BigInteger()),
        sa.Column("samples_total", sa.BigInteger()),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("setup", JSONB, nullable=False),
        sa.Column("test", sa.String(), nullable=False),
        sa.Column("quantisation", sa.String()),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("measured_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("is_disputed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("state IN ('public', 'withdrawn', 'hidden')", name=op.f("ck_result_state")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["result_file.id"], name=op.f("fk_result_file_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
    )
    for columns in (["model_name", "state"], ["author_id", "id"], ["post"]):
        name = op.f("_".join(["ix_result_guild_id", *columns]))
        op.create_index(name, "result", ["guild_id", *columns])
    public = sa.text("state = 'public'")
    op.create_index(
        "ix_result_claimed",
        "result",
        ["guild_id", "benchmark", "model_name"],
        postgresql_where=sa.text("state = 'public' AND provenance = 'claimed'"),
    )
    op.create_index(
        "ix_result_ranked",
        "result",
        ["guild_id", "benchmark", "test", "model_name", "quantisation", "value"],
        postgresql_include=["id", "author_id", "provenance"],
        postgresql_where=public,
    )
    op.create_index(
        "uq_result_guild_id_facts", "result", ["guild_id", "facts"], unique=True, postgresql_where=public
    )


def _scores() -> None:
    op.create_table(
        "result_scores",
        sa.Column("result_id", sa.BigInteger(), nullable=False),
        *_guild("result_scores"),
        sa.Column("scores", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["result_id"], ["result.id"], name=op.f("fk_result_scores_result_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_result_scores")),
    )


def _history() -> None:
    op.create_table(
        "result_change",
        _id(),
        sa.Column("result_id", sa.BigInteger(), nullable=False),
        *_guild("result_change"),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("note", sa.String()),
        sa.Column("fields", JSONB, server_default=sa.text("'[]'"), nullable=False),
        sa.ForeignKeyConstraint(
            ["result_id"], ["result.id"], name=op.f("fk_result_change_result_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_change")),
    )
    op.create_index(op.f("ix_result_change_result_id"), "result_change", ["result_id"])


def _moderation() -> None:
    op.create_table(
        "result_report",
        _id(),
        sa.Column("result_id", sa.BigInteger(), nullable=False),
        *_guild("result_report"),
        sa.Column("by_id", sa.BigInteger()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("is_open", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["result_id"], ["result.id"], name=op.f("fk_result_report_result_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_report")),
    )
    op.create_index(op.f("ix_result_report_result_id"), "result_report", ["result_id"])
    op.create_index(op.f("ix_result_report_guild_id_is_open"), "result_report", ["guild_id", "is_open"])
    op.create_table(
        "result_ban",
        *_guild("result_ban"),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_result_ban")),
    )


def _measured() -> None:
    op.create_table(
        "measured",
        *_guild("measured"),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("tests", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "model", name=op.f("pk_measured")),
    )


def _drafts() -> None:
    op.create_table(
        "result_draft",
        _id(),
        *_guild("result_draft"),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("readings", JSONB, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_draft")),
    )
    op.create_index(op.f("ix_result_draft_expires_at"), "result_draft", ["expires_at"])


def _tokens() -> None:
    op.create_table(
        "result_token",
        _id(),
        *_guild("result_token"),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_token")),
    )
    op.create_index(op.f("ix_result_token_guild_id_author_id"), "result_token", ["guild_id", "author_id"])


def _views() -> None:
    op.create_table(
        "board_view",
        _id(),
        *_guild("board_view"),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("choice", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_view")),
    )
    op.create_index(op.f("ix_board_view_guild_id_sha256"), "board_view", ["guild_id", "sha256"], unique=True)


def _machines() -> None:
    op.create_table(
        "machine",
        *_guild("machine"),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("gpu", sa.String()),
        sa.Column("gpu_memory", sa.BigInteger()),
        sa.Column("memory", sa.BigInteger()),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_machine")),
    )


def _benchmarks() -> None:
    op.create_table(
        "own_benchmark",
        *_guild("own_benchmark"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("benchmark", "name", "unit", "scale")),
        sa.Column("higher_is_better", sa.Boolean(), nullable=False),
        sa.Column("chance", sa.Float()),
        sa.Column("about", JSONB, nullable=False),
        sa.Column("source", sa.String()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "benchmark", name=op.f("pk_own_benchmark")),
    )
    op.create_table(
        "benchmark_name",
        *_guild("benchmark_name"),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("benchmark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "key", name=op.f("pk_benchmark_name")),
    )
