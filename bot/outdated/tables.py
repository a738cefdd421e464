"""Where it is kept on which revisions models were measured."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class MeasuredRevisionRow(Base):
    """A revision of a model on the Hub that a result names; it belongs to no guild."""

    __tablename__ = "measured_revision"

    model: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[str] = mapped_column(primary_key=True)
    prints: Mapped[Any] = mapped_column(JSONB, server_default=text("'{}'"))  # hashes of its parts
    changed: Mapped[list[str]] = mapped_column(server_default=text("'[]'"))  # parts that are others now
    made_at: Mapped[datetime | None]
    newest: Mapped[str | None]
    newer_at: Mapped[datetime | None]
    looked_at: Mapped[datetime | None] = mapped_column(index=True)
    parameters: Mapped[int | None]  # of the model
