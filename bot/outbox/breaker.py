"""When to stop calling Discord for a while.

Discord shuts out an address that made 10,000 requests in ten minutes which it answered with 401, 403 or 429
(https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

Reason = Literal["token_refused", "refused", "unanswered"]

# So many refusals in so many seconds are no accident of a few channels.
REFUSALS = 100
WINDOW = 60.0
# So many requests without an answer, one after the other, are an outage.
UNANSWERED = 5
FIRST_PAUSE: dict[Reason, float] = {"token_refused": 60.0, "refused": 30.0, "unanswered": 2.0}
LONGEST_PAUSE = 600.0
# After so many seconds without trouble, the next pause is a first one again.
CALM = 600.0


@dataclass(frozen=True)
class Pause:
    """Why to stop, and for how many seconds."""

    reason: Reason
    seconds: float


@dataclass
class Breaker:
    """Counts answers of Discord, and says when they ask for a pause; times are seconds of any clock."""

    until: float = 0.0
    _refusals: deque[float] = field(default_factory=deque)
    _unanswered: int = 0
    _pauses: int = 0

    def note(self, status: int | None, now: float) -> Pause | None:
        """Count one answer (None: there was none), and give the pause that begins with it, if any."""
        reason = self._reason(status, now)
        if reason is None or now < self.until:
            return None
        if reason != "unanswered" and now - self.until > CALM:
            self._pauses = 0
        seconds = min(FIRST_PAUSE[reason] * 2**self._pauses, LONGEST_PAUSE)
        self._pauses += 1
        self._refusals.clear()
        self._unanswered = 0
        self.until = now + seconds
        return Pause(reason, seconds)

    def _reason(self, status: int | None, now: float) -> Reason | None:
        if status is None or status >= 500:
            self._unanswered += 1
            return "unanswered" if self._unanswered >= UNANSWERED else None
        self._unanswered = 0
        if status == 401:
            return "token_refused"
        if status in (403, 404, 429):
            return "refused" if self._too_many_refusals(now) else None
        if status < 400 and not self._refusals:
            self._pauses = 0
        return None

    def _too_many_refusals(self, now: float) -> bool:
        self._refusals.append(now)
        while self._refusals[0] <= now - WINDOW:
            self._refusals.popleft()
        return len(self._refusals) >= REFUSALS
