"""What follows once Discord has a message."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing follows what is on its way already."""
    op.add_column("delivery", sa.Column("afterwards", sa.String()))
