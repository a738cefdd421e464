"""Which posts are talked about in a thread."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Of threads that are there already this is noted when somebody presses Discuss again."""
    op.add_column(
        "delivery", sa.Column("is_discussed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
