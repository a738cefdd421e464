"""Members who are followed for their notebooks."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """A follow is of an author on the Hub, or of a member; of notebooks each version is told once."""
    op.add_column("follow", sa.Column("member_id", sa.BigInteger()))
    op.drop_constraint(op.f("uq_follow_user_id_author_family"), "follow")
    op.create_index(
        "ix_follow_of_author",
        "follow",
        ["user_id", "author", "family"],
        unique=True,
        postgresql_where=sa.text("member_id IS NULL"),
    )
    op.create_index(
        "ix_follow_of_member",
        "follow",
        ["user_id", "guild_id", "member_id"],
        unique=True,
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_table(
        "notebook_alert",
        sa.Column("follow_id", sa.BigInteger(), nullable=False),
        sa.Column("notebook_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follow_id"], ["follow.id"], name=op.f("fk_notebook_alert_follow_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["notebook_id"], ["notebook.id"], name=op.f("fk_notebook_alert_notebook_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("follow_id", "notebook_id", name=op.f("pk_notebook_alert")),
    )
    op.create_index(op.f("ix_notebook_alert_notebook_id"), "notebook_alert", ["notebook_id"])
