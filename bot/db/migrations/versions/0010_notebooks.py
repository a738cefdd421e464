"""Notebooks: what is shared, its versions, and what is being prepared."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables of notebooks."""
    _notebooks()
    _versions()
    _drafts()


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=nullable) for name in names]


def _ids(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _guild(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_guild_id")
    return sa.ForeignKeyConstraint(["guild_id"], ["guild.id"], name=name, ondelete="CASCADE")


def _notebooks() -> None:
    op.create_table(
        "notebook",
        *_ids("id", "guild_id", "author_id"),
        *_texts("name", "state"),
        *_ids("newest"),
        *_texts("title", "summary", "reason", nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('public', 'withdrawn', 'hidden')", name=op.f("ck_notebook_state")),
        _guild("notebook"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notebook")),
    )
    names = ["guild_id", "author_id", "name"]
    op.create_index(op.f("ix_notebook_guild_id_author_id_name"), "notebook", names, unique=True)
    op.create_index(op.f("ix_notebook_guild_id_state_id"), "notebook", ["guild_id", "state", "id"])


def _versions() -> None:
    notebook = op.f("fk_notebook_version_notebook_id")
    op.create_table(
        "notebook_version",
        *_ids("id", "notebook_id", "guild_id", "number"),
        *_texts("post"),
        *_ids("channel_id"),
        *_texts("file_name", "sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        *_texts("words"),
        *_ids("masked"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["notebook_id"], ["notebook.id"], name=notebook, ondelete="CASCADE"),
        _guild("notebook_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notebook_version")),
    )
    for columns in (["notebook_id", "number"], ["guild_id", "post"]):
        name = op.f(f"ix_notebook_version_{'_'.join(columns)}")
        op.create_index(name, "notebook_version", columns, unique=True)


def _drafts() -> None:
    op.create_table(
        "notebook_draft",
        *_ids("id", "guild_id", "author_id", "channel_id"),
        *_texts("file_name", "address"),
        sa.Column("looked", JSONB, nullable=False),
        sa.Column("decisions", JSONB, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _guild("notebook_draft"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notebook_draft")),
    )
    op.create_index(op.f("ix_notebook_draft_expires_at"), "notebook_draft", ["expires_at"])
