"""Where it is kept which models have results, so that names are found without reading the results."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class ResultModelRow(Base):
    """A model with public results, claimed ones too, as they name it; `newest_id` is the newest of them."""

    __tablename__ = "result_model"
    __table_args__ = (
        Index(None, "guild_id", "newest_id"),
        Index("ix_result_model_lower", "guild_id", text("lower(model_name)")),
    )

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    model_name: Mapped[str] = mapped_column(primary_key=True)
    newest_id: Mapped[int]
    is_repository: Mapped[bool]
