"""A question that was put to the community has its post."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """None: it was not put to the community, or before this was kept."""
    op.add_column("question", sa.Column("post_id", sa.BigInteger()))
