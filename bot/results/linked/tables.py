"""Which results came out of which notebook."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class NotebookResultRow(Base):
    """A result that came out of a notebook, of the same member and guild."""

    __tablename__ = "notebook_result"

    notebook_id: Mapped[int] = mapped_column(ForeignKey("notebook.id", ondelete="CASCADE"), primary_key=True)
    result_id: Mapped[int] = mapped_column(
        ForeignKey("result.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
