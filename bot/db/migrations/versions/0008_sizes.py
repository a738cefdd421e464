"""How many parameters a released model has, as a column that can be searched."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """The database works it out from the facts, of those that are there too."""
    parameters = (
        "CASE WHEN kind = 'model' AND (facts ->> 'parameters_are_packed') = 'false' "
        "THEN (facts ->> 'parameters')::bigint END"
    )
    computed = sa.Computed(parameters, persisted=True)
    op.add_column("release", sa.Column("parameters", sa.BigInteger(), computed, nullable=True))
    op.create_index(op.f("ix_release_parameters_id"), "release", ["parameters", "id"])
