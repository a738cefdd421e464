"""Names of models with results, and what moderators should look at, are found without reading all results."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

KNOWN = """
INSERT INTO result_model (guild_id, model_name, newest_id, is_repository)
SELECT guild_id, model_name, max(id), bool_or(model IS NOT NULL) FROM result
WHERE state = 'public' GROUP BY guild_id, model_name
"""


def upgrade() -> None:
    """A table of the names, and indexes by age."""
    op.create_table(
        "result_model",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("model_name", sa.String(), nullable=False),
        sa.Column("newest_id", sa.BigInteger(), nullable=False),
        sa.Column("is_repository", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_result_model_guild_id_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "model_name", name=op.f("pk_result_model")),
    )
    op.execute(KNOWN)
    op.create_index(op.f("ix_result_model_guild_id_newest_id"), "result_model", ["guild_id", "newest_id"])
    op.create_index("ix_result_model_lower", "result_model", ["guild_id", sa.text("lower(model_name)")])
    op.drop_index(op.f("ix_result_guild_id_model_name_state"))
    op.create_index(
        op.f("ix_result_guild_id_model_name_state_id"), "result", ["guild_id", "model_name", "state", "id"]
    )
    op.create_index(
        "ix_result_public", "result", ["guild_id", "id"], postgresql_where=sa.text("state = 'public'")
    )
    op.create_index(
        "ix_result_disputed", "result", ["guild_id", "id"], postgresql_where=sa.text("is_disputed")
    )
