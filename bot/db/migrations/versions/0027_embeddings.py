"""Models that turn passages into vectors; the vectors are kept in a table of each model's own."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """The tables of vectors are made when a model is there, since servers without pgvector have none."""
    op.create_table(
        "embedding_model",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("dimension", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("fingerprint", name="uq_embedding_model_fingerprint"),
    )
