"""Where passages are kept, with the stems of their words, and how many passages have each stem."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, literal_column
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class PassageRow(Base):
    """One passage of what a guild knows; `guild_id` is None for what Essai brings along for everybody.

    `origin` is the id of what it was taken from among those of its source, `part` its place in it. `words`
    has the stems of the title (weight A) and of the text, and beside them one lexeme that stands for the
    guild: an index on it alone finds a word within a guild.
    """

    __tablename__ = "passage"
    __table_args__ = (
        Index(None, "guild_id", "source", "origin", "part"),
        Index(None, "guild_id", "channel_id"),
        Index("ix_passage_words", "words", postgresql_using="gin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    source: Mapped[str]
    origin: Mapped[str]
    part: Mapped[int]
    channel_id: Mapped[int | None]
    author_id: Mapped[int | None]
    language: Mapped[str | None]
    title: Mapped[str]
    text: Mapped[str]
    link: Mapped[str | None]
    useful: Mapped[int] = mapped_column(server_default=literal_column("0"))
    written_at: Mapped[datetime]
    words: Mapped[Any] = mapped_column(TSVECTOR)


class PassageWordRow(Base):
    """In how many passages of a guild, or of those for everybody, a stem stands; `scope` is its lexeme.

    The lexeme itself stands among the words, with the number of all passages.
    """

    __tablename__ = "passage_word"

    scope: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), index=True)
    passages: Mapped[int]
