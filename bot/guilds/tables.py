"""Where guilds are kept."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class GuildRow(Base):
    """A Discord server that the bot is in, or was in."""

    __tablename__ = "guild"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    locale: Mapped[str]  # Discord's preferred locale of the server, such as "fr" or "en-US"
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
