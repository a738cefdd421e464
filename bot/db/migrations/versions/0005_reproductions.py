"""Results that are measured again: who wants it, who does it, and what came out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables of second measurements."""
    _reproductions()
    _requests()
    _askers()


def _guild(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    column = sa.Column("guild_id", sa.BigInteger(), nullable=False)
    name = op.f(f"fk_{table}_guild_id")
    return column, sa.ForeignKeyConstraint(["guild_id"], ["guild.id"], name=name, ondelete="CASCADE")


def _reproductions() -> None:
    op.create_table(
        "reproduction",
        sa.Column("original_id", sa.BigInteger(), nullable=False),
        sa.Column("copy_id", sa.BigInteger(), nullable=False),
        *_guild("reproduction"),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.CheckConstraint(
            "agreement IN ('agrees', 'differs', 'unclear')", name=op.f("ck_reproduction_agreement")
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], ["result.id"], name=op.f(f"fk_reproduction_{name}"), ondelete="CASCADE"
            )
            for name in ("original_id", "copy_id")
        ),
        sa.PrimaryKeyConstraint("original_id", "copy_id", name=op.f("pk_reproduction")),
    )
    for name in ("copy_id", "guild_id"):
        op.create_index(op.f(f"ix_reproduction_{name}"), "reproduction", [name])


def _requests() -> None:
    op.create_table(
        "reproduction_request",
        sa.Column("result_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *_guild("reproduction_request"),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("claimed_by", sa.BigInteger()),
        sa.Column("claimed_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["result_id"], ["result.id"], name=op.f("fk_reproduction_request_result_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_reproduction_request")),
    )
    op.create_index(op.f("ix_reproduction_request_guild_id"), "reproduction_request", ["guild_id"])


def _askers() -> None:
    op.create_table(
        "reproduction_asker",
        sa.Column("result_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *_guild("reproduction_asker"),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["result_id"],
            ["reproduction_request.result_id"],
            name=op.f("fk_reproduction_asker_result_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("result_id", "member_id", name=op.f("pk_reproduction_asker")),
    )
    op.create_index(op.f("ix_reproduction_asker_member_id"), "reproduction_asker", ["member_id"])
