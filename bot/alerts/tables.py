"""Where follows, and the private messages that they bring, are kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class FollowerRow(Base):
    """A person who follows something."""

    __tablename__ = "follower"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    locale: Mapped[str]  # in which they read, as Discord said when they last asked for something
    channel_id: Mapped[int | None] = mapped_column(unique=True)  # of their private messages, once opened
    blocked_at: Mapped[datetime | None]  # when Discord refused a message to them


class FollowRow(Base):
    """An author, or with a family some of its models, that a person wants to hear of.

    With a member it is one of that guild, called `author` there, whose notebooks they want to hear of.
    """

    __tablename__ = "follow"
    __table_args__ = (
        Index(
            "ix_follow_of_author",
            "user_id",
            "author",
            "family",
            unique=True,
            postgresql_where=text("member_id IS NULL"),
        ),
        Index(
            "ix_follow_of_member",
            "user_id",
            "guild_id",
            "member_id",
            unique=True,
            postgresql_where=text("member_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("follower.user_id", ondelete="CASCADE"))
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(index=True)
    family: Mapped[str]  # with what the names begin; empty for all of the author's news
    member_id: Mapped[int | None]
    created_at: Mapped[datetime]


class AlertRow(Base):
    """One release that a follow has brought and that was not told yet; it goes when its message is stored."""

    __tablename__ = "alert"

    follow_id: Mapped[int] = mapped_column(ForeignKey("follow.id", ondelete="CASCADE"), primary_key=True)
    release_id: Mapped[int] = mapped_column(
        ForeignKey("release.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class NotebookAlertRow(Base):
    """The newest version of a notebook that a follow has brought, and whether it was told."""

    __tablename__ = "notebook_alert"

    follow_id: Mapped[int] = mapped_column(ForeignKey("follow.id", ondelete="CASCADE"), primary_key=True)
    notebook_id: Mapped[int] = mapped_column(
        ForeignKey("notebook.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    version: Mapped[int]
    is_told: Mapped[bool]
