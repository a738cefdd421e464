"""What somebody wanted a ranking to show, and the machines of members."""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class BoardViewRow(Base):
    """What somebody wanted a ranking to show; the buttons below it name the row."""

    __tablename__ = "board_view"
    __table_args__ = (Index(None, "guild_id", "sha256", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    sha256: Mapped[str]
    choice: Mapped[dict[str, Any]]


class MachineRow(Base):
    """The machine of a member, as they state it; memory in bytes."""

    __tablename__ = "machine"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    gpu: Mapped[str | None]
    gpu_memory: Mapped[int | None]
    memory: Mapped[int | None]
