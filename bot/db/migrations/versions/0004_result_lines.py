"""Lines of rankings and ways to measure, counted from the results that are there."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PUBLIC = sa.text("state = 'public'")
MEASURED = sa.text("state = 'public' AND provenance <> 'claimed'")
LINES = """
INSERT INTO result_line (guild_id, benchmark, test, model_name, quantisation, unit, runs, members, low, high,
    middle_id, value)
SELECT guild_id, benchmark, test, model_name, quantisation, min(unit), count(*), count(DISTINCT author_id),
    min(value), max(value),
    min(id) FILTER (WHERE rank = (runs + 1) / 2), min(value) FILTER (WHERE rank = (runs + 1) / 2)
FROM (
    SELECT *,
        row_number() OVER (
            PARTITION BY guild_id, benchmark, test, model_name, quantisation
            ORDER BY CASE WHEN higher_is_better IS FALSE THEN -value ELSE value END, id DESC
        ) AS rank,
        count(*) OVER (PARTITION BY guild_id, benchmark, test, model_name, quantisation) AS runs
    FROM (
        SELECT id, guild_id, author_id, benchmark, test, model_name, unit, value, higher_is_better,
            coalesce(quantisation, '') AS quantisation
        FROM result WHERE state = 'public' AND provenance <> 'claimed'
    ) AS measured
) AS ranked
GROUP BY guild_id, benchmark, test, model_name, quantisation
"""
WAYS = """
INSERT INTO result_way (guild_id, benchmark, test, results, lines)
SELECT guild_id, benchmark, test, sum(runs), count(*) FROM result_line GROUP BY guild_id, benchmark, test
"""


def upgrade() -> None:
    """Add the tables, and count."""
    _lines()
    _ways()
    _index()
    op.execute(LINES)
    op.execute(WAYS)


def _key(*names: str) -> list[sa.Column[int] | sa.Column[str]]:
    guild = sa.Column("guild_id", sa.BigInteger(), nullable=False)
    return [guild, *[sa.Column(name, sa.String(), nullable=False) for name in names]]


def _guild(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_guild_id")
    return sa.ForeignKeyConstraint(["guild_id"], ["guild.id"], name=name, ondelete="CASCADE")


def _lines() -> None:
    key = ("benchmark", "test", "model_name", "quantisation")
    op.create_table(
        "result_line",
        *_key(*key),
        sa.Column("unit", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("runs", "members")),
        *(sa.Column(name, sa.Float(), nullable=False) for name in ("low", "high")),
        sa.Column("middle_id", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        _guild("result_line"),
        sa.PrimaryKeyConstraint("guild_id", *key, name=op.f("pk_result_line")),
    )
    for columns in (["benchmark", "test", "value"], ["model_name"]):
        name = op.f("_".join(["ix_result_line_guild_id", *columns]))
        op.create_index(name, "result_line", ["guild_id", *columns])


def _ways() -> None:
    op.create_table(
        "result_way",
        *_key("benchmark", "test"),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("results", "lines")),
        _guild("result_way"),
        sa.PrimaryKeyConstraint("guild_id", "benchmark", "test", name=op.f("pk_result_way")),
    )


def _index() -> None:
    op.create_index(op.f("ix_result_guild_id_created_at"), "result", ["guild_id", "created_at"])
    op.drop_index("ix_result_ranked", "result", postgresql_where=PUBLIC)
    op.create_index(
        "ix_result_measured",
        "result",
        ["guild_id", "benchmark", "test", "id"],
        postgresql_include=[
            "model_name",
            "quantisation",
            "value",
            "higher_is_better",
            "author_id",
            "unit",
            "provenance",
            "measured_at",
            "created_at",
        ],
        postgresql_where=MEASURED,
    )
