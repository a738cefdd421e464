"""Where it is kept what members measured of a model."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class MeasuredRow(Base):
    """What the members of one guild measured of one model."""

    __tablename__ = "measured"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    tests: Mapped[Any] = mapped_column(JSONB)
