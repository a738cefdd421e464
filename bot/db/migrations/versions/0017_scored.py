"""How often scores of samples were added lately."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the index by which they are counted."""
    op.create_index(
        "ix_result_change_scored",
        "result_change",
        ["guild_id", "at"],
        postgresql_where=sa.text("what IN ('scored', 'rescored')"),
    )
