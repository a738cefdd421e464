"""Where guilds are kept, with what their moderators have set."""

from datetime import datetime, time

from sqlalchemy import BigInteger, text
from sqlalchemy.dialects.postgresql import ARRAY
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
    language: Mapped[str | None]  # chosen by moderators in place of the locale
    time_zone: Mapped[str] = mapped_column(server_default=text("'UTC'"))
    quiet_start: Mapped[time | None]  # local times, both or none
    quiet_end: Mapped[time | None]
    default_channel_id: Mapped[int | None]
    manager_role_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
    answer_channel_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
    members_role_id: Mapped[int | None]  # of all members, where nobody reads without a role
