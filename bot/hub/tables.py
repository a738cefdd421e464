"""Where the budget of requests is kept, which all processes share."""

from datetime import datetime

from sqlalchemy import Double
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class HubBudgetRow(Base):
    """The state of one budget (`bot/hub/budget.py`); times are seconds since 1970 by the server's clock."""

    __tablename__ = "hub_budget"

    # Of the Hub's address, the token and the kind of requests: a token itself is never stored.
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    quota: Mapped[int]
    window: Mapped[float] = mapped_column(Double)
    tokens: Mapped[float | None] = mapped_column(Double)
    counted_at: Mapped[float | None] = mapped_column(Double)
    paused_until: Mapped[float] = mapped_column(Double)
    window_at: Mapped[float] = mapped_column(Double)
    sent: Mapped[int]
    sent_before: Mapped[int]


class LaneRow(Base):
    """How one lane of the watcher fares."""

    __tablename__ = "lane"

    name: Mapped[str] = mapped_column(primary_key=True)
    succeeded_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    error: Mapped[str | None]
    away_since: Mapped[datetime | None]  # the last long time in which it saw nothing
    away_until: Mapped[datetime | None]


class HookRow(Base):
    """A webhook that was received lately, so that repeats of it are known."""

    __tablename__ = "hook"

    sign: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
