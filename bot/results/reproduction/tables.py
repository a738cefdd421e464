"""Where it is kept who wants a result measured again, who does it, and what was measured again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class ReproductionRow(Base):
    """A result (`copy_id`) that measured an older one of another member again, and whether they agree."""

    __tablename__ = "reproduction"
    __table_args__ = (CheckConstraint("agreement IN ('agrees', 'differs', 'unclear')", name="agreement"),)

    original_id: Mapped[int] = mapped_column(ForeignKey("result.id", ondelete="CASCADE"), primary_key=True)
    copy_id: Mapped[int] = mapped_column(
        ForeignKey("result.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), index=True)
    agreement: Mapped[str]


class ReproductionRequestRow(Base):
    """A result that members want measured again; it is open until one did, and whoever claims it does it."""

    __tablename__ = "reproduction_request"

    result_id: Mapped[int] = mapped_column(
        ForeignKey("result.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    claimed_by: Mapped[int | None]
    claimed_at: Mapped[datetime | None]


class ReproductionAskerRow(Base):
    """A member who wants a result measured again, and is told once when it was."""

    __tablename__ = "reproduction_asker"

    result_id: Mapped[int] = mapped_column(
        ForeignKey("reproduction_request.result_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    locale: Mapped[str]  # in which they read, as Discord said when they asked
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
