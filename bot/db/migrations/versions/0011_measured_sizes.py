"""How many parameters a measured model has."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """The next look at each model fills it: within a day."""
    op.add_column("measured_revision", sa.Column("parameters", sa.BigInteger()))
