"""On which revisions models were measured, so that results can say when they changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table, with the revisions of the results that are there."""
    op.create_table(
        "measured_revision",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("prints", JSONB, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("changed", JSONB, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("made_at", MOMENT),
        sa.Column("newest", sa.String()),
        sa.Column("newer_at", MOMENT),
        sa.Column("looked_at", MOMENT),
        sa.PrimaryKeyConstraint("model", "revision", name=op.f("pk_measured_revision")),
    )
    op.create_index(op.f("ix_measured_revision_looked_at"), "measured_revision", ["looked_at"])
    op.execute(
        "INSERT INTO measured_revision (model, revision) "
        "SELECT DISTINCT model, revision FROM result WHERE model IS NOT NULL AND revision IS NOT NULL"
    )
