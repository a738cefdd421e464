"""A narrow index, from which rankings with filters count how often each way to measure was used."""

from alembic import op
from sqlalchemy import text

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Of the results that rankings show, as `ix_result_measured`."""
    op.create_index(
        "ix_result_counted",
        "result",
        ["guild_id", "benchmark", "test", "hardware", "engine", "shots", "provenance"],
        postgresql_where=text("state = 'public' AND provenance <> 'claimed'"),
    )
