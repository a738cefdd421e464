"""The few results that moderators have hidden are found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """An index of those alone."""
    hidden = sa.text("state = 'hidden'")
    op.create_index("ix_result_hidden", "result", ["guild_id", "id"], postgresql_where=hidden)
