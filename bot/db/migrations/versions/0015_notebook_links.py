"""Where people can open a notebook that is being prepared, as its author says."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the link to drafts."""
    op.add_column("notebook_draft", sa.Column("link", sa.String()))
