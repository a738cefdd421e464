"""Where shared notebooks, their versions and what is being prepared are kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class NotebookRow(Base):
    """A notebook of a member. `name` is that under which sharing again makes a version of it.

    `newest` is the number of its newest version; `title` and `summary` are what its author calls it, where
    that is not what the notebook says itself; `reason` is why moderators have hidden it.
    """

    __tablename__ = "notebook"
    __table_args__ = (
        CheckConstraint("state IN ('public', 'withdrawn', 'hidden')", name="state"),
        Index(None, "guild_id", "author_id", "name", unique=True),
        Index(None, "guild_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    author_id: Mapped[int]
    name: Mapped[str]
    state: Mapped[str]
    newest: Mapped[int]
    title: Mapped[str | None]
    summary: Mapped[str | None]
    reason: Mapped[str | None]
    created_at: Mapped[datetime]


class NotebookVersionRow(Base):
    """One version: what everyone may download (compressed), and what was read from it.

    `words` is what a search looks in; `post` is the nonce of its post. `content` may be megabytes: it is
    read on its own only.
    """

    __tablename__ = "notebook_version"
    __table_args__ = (
        Index(None, "notebook_id", "number", unique=True),
        Index(None, "guild_id", "post", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notebook_id: Mapped[int] = mapped_column(ForeignKey("notebook.id", ondelete="CASCADE"))
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    number: Mapped[int]
    post: Mapped[str]
    channel_id: Mapped[int]
    file_name: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    facts: Mapped[Any] = mapped_column(JSONB)
    words: Mapped[str]
    masked: Mapped[int]
    created_at: Mapped[datetime]


class NotebookDraftRow(Base):
    """What a member has seen in private and may still share; kept for a day.

    The notebook itself is not kept: `address` is where its file can be had again, and `looked` never holds a
    secret. `link` is what its author gave for where people can open it.
    """

    __tablename__ = "notebook_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    author_id: Mapped[int]
    channel_id: Mapped[int]
    file_name: Mapped[str]
    address: Mapped[str]
    link: Mapped[str | None]
    looked: Mapped[Any] = mapped_column(JSONB)
    decisions: Mapped[Any] = mapped_column(JSONB)
    expires_at: Mapped[datetime] = mapped_column(index=True)
