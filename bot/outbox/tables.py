"""Where messages wait until Discord has them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class DeliveryRow(Base):
    """One message for one channel; `bot/outbox/model.py` explains the states."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name="state"),
        Index(None, "guild_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    channel_id: Mapped[int]
    nonce: Mapped[str] = mapped_column(unique=True)
    message: Mapped[dict[str, Any]]
    state: Mapped[str]
    created_at: Mapped[datetime]
    sending_since: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None]
    failure: Mapped[str | None]
