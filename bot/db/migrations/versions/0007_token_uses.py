"""When a token was used lately, for all processes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the uses of tokens."""
    op.add_column(
        "result_token",
        sa.Column(
            "uses", sa.ARRAY(sa.DateTime(timezone=True)), server_default=sa.text("'{}'"), nullable=False
        ),
    )
