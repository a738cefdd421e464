"""Where passages are kept, with the stems of their words, and how many passages have each stem."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Text, literal_column, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class PassageRow(Base):
    """One passage of what a guild knows; `guild_id` is None for what Essai brings along for everybody.

    `origin` is the id of what it was taken from among those of its source, `part` its place in it. `words`
    has the stems of the title (weight A) and of the text, and beside them one lexeme that stands for the
    guild. The index has each of them behind that lexeme, so that a word is looked for within a guild.
    """

    __tablename__ = "passage"
    __table_args__ = (
        Index(None, "guild_id", "source", "origin", "part"),
        Index(None, "guild_id", "channel_id"),
        Index("ix_passage_words_of_guild", text("words_of_guild(guild_id, words)"), postgresql_using="gin"),
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


class QuestionRow(Base):
    """A question that somebody asked, with what was shown for it: enough to show it again.

    `post_id` is the message that puts it to the community.
    """

    __tablename__ = "question"
    __table_args__ = (Index(None, "guild_id", "channel_id"), Index(None, "guild_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    member_id: Mapped[int]
    channel_id: Mapped[int]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="SET NULL"), index=True)
    text: Mapped[str]
    language: Mapped[str]
    level: Mapped[str]
    is_public: Mapped[bool]
    passage_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    post_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)


class QuestionVoteRow(Base):
    """Whether a member found the answer useful, and why not."""

    __tablename__ = "question_vote"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True)
    is_useful: Mapped[bool]
    reason: Mapped[str] = mapped_column(server_default=literal_column("''"))


class PassageSweepRow(Base):
    """A source of which everything that there was has been queued, in this version of how it is read."""

    __tablename__ = "passage_sweep"

    source: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]


class EmbeddingModelRow(Base):
    """An embedding model by the fingerprint of what its vectors depend on.

    Its vectors are in a table `passage_vector_<id>`, which `vector_store.py` makes and drops.
    """

    __tablename__ = "embedding_model"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    dimension: Mapped[int]
