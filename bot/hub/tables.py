"""Where the budget of requests is kept, which all processes share."""

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
