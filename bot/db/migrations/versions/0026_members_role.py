"""In servers where nobody reads without a role, moderators say which one all members have."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """None: everybody reads what *@everyone* may."""
    op.add_column("guild", sa.Column("members_role_id", sa.BigInteger()))
