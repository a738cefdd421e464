"""Passages of what a guild knows, and their words."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables of the search."""
    _passages()
    _words()


def _passages() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("useful", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_passage_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    for columns in (["guild_id", "source", "origin", "part"], ["guild_id", "channel_id"]):
        op.create_index(op.f(f"ix_passage_{'_'.join(columns)}"), "passage", columns)
    op.create_index("ix_passage_words", "passage", ["words"], postgresql_using="gin")


def _words() -> None:
    op.create_table(
        "passage_word",
        sa.Column("scope", sa.Text(collation="C"), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("passages", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_passage_word_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scope", "word", name=op.f("pk_passage_word")),
    )
    op.create_index(op.f("ix_passage_word_guild_id"), "passage_word", ["guild_id"])
