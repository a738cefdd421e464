"""Where questions are answered for all to see."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"

IDS = postgresql.ARRAY(sa.BigInteger())


def upgrade() -> None:
    """Everywhere, until moderators choose."""
    everywhere = sa.text("'{}'")
    op.add_column("guild", sa.Column("answer_channel_ids", IDS, server_default=everywhere, nullable=False))
