"""Results in channels that not everybody may read are in no list of their server."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

# Which of them are closed is looked up once the bot runs.
KNOWN = """
INSERT INTO result_channel (guild_id, channel_id, is_open)
SELECT DISTINCT delivery.guild_id, delivery.channel_id, true
FROM delivery JOIN result ON result.post = delivery.nonce AND result.guild_id = delivery.guild_id
"""


def upgrade() -> None:
    """A state of their own, and the channels."""
    op.drop_constraint(op.f("ck_result_state"), "result", type_="check")
    op.create_check_constraint(
        op.f("ck_result_state"), "result", "state IN ('public', 'unlisted', 'withdrawn', 'hidden')"
    )
    op.create_table(
        "result_channel",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guild.id"], name=op.f("fk_result_channel_guild_id_guild"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name=op.f("pk_result_channel")),
    )
    op.execute(KNOWN)
