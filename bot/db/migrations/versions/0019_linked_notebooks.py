"""Which results came out of which notebook."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Tie results, and those that are being prepared, to notebooks."""
    op.create_table(
        "notebook_result",
        sa.Column("notebook_id", sa.BigInteger(), nullable=False),
        sa.Column("result_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notebook_id"], ["notebook.id"], name=op.f("fk_notebook_result_notebook_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["result_id"], ["result.id"], name=op.f("fk_notebook_result_result_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_notebook_result_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notebook_id", "result_id", name=op.f("pk_notebook_result")),
    )
    for column in ("result_id", "guild_id"):
        op.create_index(op.f(f"ix_notebook_result_{column}"), "notebook_result", [column])
    op.add_column("result_draft", sa.Column("notebook_id", sa.BigInteger()))
    op.create_foreign_key(
        op.f("fk_result_draft_notebook_id"),
        "result_draft",
        "notebook",
        ["notebook_id"],
        ["id"],
        ondelete="SET NULL",
    )
