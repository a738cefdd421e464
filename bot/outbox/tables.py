"""Where messages wait until Discord has them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, false, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class DeliveryRow(Base):
    """One message for one channel; `bot/outbox/model.py` explains the states."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name="state"),
        CheckConstraint("crosspost IN ('wanted', 'booked', 'done', 'given_up')", name="crosspost"),
        CheckConstraint("retitle IN ('wanted', 'done', 'given_up')", name="retitle"),
        Index(None, "guild_id", "state"),
        Index(None, "channel_id", "created_at"),
        Index(
            "ix_delivery_crosspost",
            "channel_id",
            "crosspost_at",
            postgresql_where=text("crosspost_at IS NOT NULL"),
        ),
        Index("ix_delivery_turn", "turn", postgresql_where=text("shown_version < version")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    channel_id: Mapped[int]
    nonce: Mapped[str] = mapped_column(unique=True)
    message: Mapped[dict[str, Any]]
    state: Mapped[str]
    turn: Mapped[int]  # among the guilds: bot/outbox/fairness.py
    created_at: Mapped[datetime]
    sending_since: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None]
    failure: Mapped[str | None]
    afterwards: Mapped[str | None]  # the job that follows once Discord has it
    forum: Mapped[dict[str, Any] | None]  # title and tags that are wanted, where the channel is a forum
    mention_role_id: Mapped[int | None]
    thread_id: Mapped[int | None]  # of the post in a forum, in which the message is
    is_discussed: Mapped[bool] = mapped_column(server_default=false())  # in a thread below it, of the same id
    crosspost: Mapped[str | None]  # null: not asked for
    crosspost_at: Mapped[datetime | None]  # when one of the channel's crossposts an hour was booked for it
    retitle: Mapped[str | None]  # of the thread, once its title has changed: bot/outbox/retitling.py
    retitle_at: Mapped[datetime | None]  # when it was last given one
    # Of its content: what is wanted, and what Discord has; bot/outbox/edits.py explains them.
    version: Mapped[int] = mapped_column(server_default="1")
    shown_version: Mapped[int] = mapped_column(server_default="0")
    editing_until: Mapped[datetime | None]  # until then one worker has it in hand
    edit_failure: Mapped[str | None]


class TrafficRow(Base):
    """The one account of requests to Discord that all processes share."""

    __tablename__ = "traffic"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    free_at: Mapped[datetime]  # the first moment that nobody has leased
    paused_until: Mapped[datetime | None]
    pause_reason: Mapped[str | None]


# Whether the bot is no longer in the guild of a delivery: then nothing is sent, and nothing edited.
GUILD_LEFT = literal_column(
    "(SELECT left_at IS NOT NULL FROM guild WHERE guild.id = delivery.guild_id)", Boolean
)
