"""Which sources of passages were read as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Nothing was read yet."""
    op.create_table(
        "passage_sweep",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_passage_sweep")),
    )
