"""What the filters of a ranking ask for stands in indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

INCLUDED = [
    "model_name",
    "quantisation",
    "value",
    "higher_is_better",
    "author_id",
    "unit",
    "provenance",
    "measured_at",
    "created_at",
    "engine",
    "hardware",
    "shots",
]
COLUMNS = ("engine", "hardware", "shots")


def upgrade() -> None:
    """The database works the columns out from the set-ups, also of those results that are there."""
    columns = ", ".join(
        f"ADD COLUMN {name} VARCHAR GENERATED ALWAYS AS (left(lower(setup ->> '{name}'), 100)) STORED"
        for name in COLUMNS
    )
    op.drop_index("ix_result_measured")
    op.execute(f"ALTER TABLE result {columns}")  # one statement: the table is written anew only once
    op.create_index(
        "ix_result_measured",
        "result",
        ["guild_id", "benchmark", "test", "id"],
        postgresql_include=INCLUDED,
        postgresql_where=sa.text("state = 'public' AND provenance <> 'claimed'"),
    )
    op.drop_index("ix_result_line_guild_id_benchmark_test_value")
    op.create_index(
        "ix_result_line_ranked",
        "result_line",
        ["guild_id", "benchmark", "test", "value"],
        postgresql_include=["model_name", "quantisation", "runs", "middle_id"],
    )
    op.create_index(
        "ix_release_model",
        "release",
        [sa.text("lower(repo_id)"), sa.text("\"left\"(lower(facts ->> 'licence'), 100)"), "parameters"],
        postgresql_where=sa.text(
            "kind = 'model' AND (facts ->> 'revision') IS NULL AND (facts ->> 'collected') IS NULL"
        ),
    )
