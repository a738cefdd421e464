"""Titles of posts in forums that follow their releases."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add what is known of titles; posts keep those that they have until a release is renamed."""
    op.add_column("delivery", sa.Column("retitle", sa.String()))
    op.add_column("delivery", sa.Column("retitle_at", sa.DateTime(timezone=True)))
    op.create_check_constraint(
        op.f("ck_delivery_retitle"), "delivery", "retitle IN ('wanted', 'done', 'given_up')"
    )
