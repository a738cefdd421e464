"""Where it is kept in which channels results were posted."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class ResultChannelRow(Base):
    """A channel or thread with results, and whether everybody in the server may read it."""

    __tablename__ = "result_channel"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    channel_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_open: Mapped[bool]
