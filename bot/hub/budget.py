"""How many requests may go to the Hub: a share of its quota, which its own answers tell.

Source: https://huggingface.co/docs/hub/rate-limits, fixed windows of five minutes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

# An anonymous caller's quota, until the first answer tells the real one.
FIRST_QUOTA: Final = 500
FIRST_WINDOW: Final = 300.0
SHARE: Final = 0.6
# The part of the share that may be used at once; the rest comes evenly over the window.
BURST: Final = 0.25

_LEFT = re.compile(r'"(\w+)"\s*;\s*r=(\d+)\s*;\s*t=(\d+)')
_POLICY = re.compile(r"q=(\d+)\s*;\s*w=(\d+)")


@dataclass(frozen=True)
class State:
    """All that a budget remembers, to be kept where several processes find it; times are in seconds.

    `sent` were granted since `window_at`, and `sent_before` in the window before that.
    """

    quota: int = FIRST_QUOTA
    window: float = FIRST_WINDOW
    tokens: float | None = None
    counted_at: float | None = None
    paused_until: float = 0.0
    window_at: float = 0.0
    sent: int = 0
    sent_before: int = 0


@dataclass(frozen=True)
class Use:
    """Requests granted within about one window, and how many may be (`allowed`) of the Hub's `quota`.

    `rate` is requests per second in the long run, `window` and `paused_for` are in seconds.
    """

    sent: int
    allowed: int
    quota: int
    window: float
    paused_for: float
    rate: float


class Budget:
    """A token bucket. Over any window as long as the Hub's it lets pass at most `share` of the quota.

    `bucket` is the Hub's name for the kind of request. Every `now` is in seconds of one clock that only goes
    forward.
    """

    def __init__(
        self,
        bucket: str = "api",
        *,
        share: float = SHARE,
        quota: int = FIRST_QUOTA,
        window: float = FIRST_WINDOW,
    ) -> None:
        self._bucket = bucket
        self._share = share
        self._quota = quota
        self._window = window
        self._tokens = self.burst
        self._counted_at: float | None = None
        self._paused_until = 0.0
        self._window_at, self._sent, self._sent_before = 0.0, 0, 0

    @classmethod
    def of(cls, state: State, bucket: str = "api") -> Self:
        """The budget that a state was taken of."""
        budget = cls(bucket, quota=state.quota, window=state.window)
        budget._tokens = budget.burst if state.tokens is None else state.tokens
        budget._counted_at, budget._paused_until = state.counted_at, state.paused_until
        budget._window_at, budget._sent = state.window_at, state.sent
        budget._sent_before = state.sent_before
        return budget

    @property
    def state(self) -> State:
        """What to keep of it."""
        return State(
            quota=self._quota,
            window=self._window,
            tokens=self._tokens,
            counted_at=self._counted_at,
            paused_until=self._paused_until,
            window_at=self._window_at,
            sent=self._sent,
            sent_before=self._sent_before,
        )

    @property
    def quota(self) -> int:
        """The Hub's quota per window, as last told."""
        return self._quota

    @property
    def burst(self) -> float:
        """Requests that may go at once after a quiet time."""
        return max(1.0, self._share * self._quota * BURST)

    @property
    def rate(self) -> float:
        """Requests per second in the long run."""
        return max(self._share * self._quota - self.burst, 1.0) / self._window

    def take(self, now: float) -> float:
        """Count one request; how many seconds to wait before it may be sent."""
        return self.lease(now, 1)[1]

    def lease(self, now: float, most: int) -> tuple[int, float]:
        """Count up to `most` requests that may go at once, or one; and the seconds to wait before them."""
        self._refill(now)
        granted = max(1, min(most, int(self._tokens)))
        self._tokens -= granted
        self._count(now, granted)
        own = max(0.0, -self._tokens / self.rate)
        return granted, max(own, self.paused_for(now))

    def put_back(self, unused: int = 1) -> None:
        """Requests that were counted are not sent after all."""
        self._tokens = min(self._tokens + unused, self.burst)
        self._sent = max(0, self._sent - unused)

    def use(self, now: float) -> Use:
        """How much of it was used lately; the window before counts as far as it reaches into the last one."""
        elapsed = max(0.0, now - self._window_at)
        earlier = self._sent_before if elapsed < self._window else self._sent
        current = self._sent if elapsed < self._window else 0
        reach = max(0.0, 1 - (elapsed % self._window) / self._window) if elapsed < 2 * self._window else 0.0
        allowed = int(self._share * self._quota)
        return Use(
            sent=current + round(earlier * reach),
            allowed=allowed,
            quota=self._quota,
            window=self._window,
            paused_for=self.paused_for(now),
            rate=self.rate,
        )

    def learn(self, headers: Mapping[str, str], now: float) -> None:
        """Read the quota, and what is left of it, from an answer's headers."""
        told = self.told(headers)
        if told is None:
            return
        quota, window, left, seconds = told
        if quota > 0 and window > 0 and (quota, window) != (self._quota, self._window):
            self._refill(now)
            self._tokens = min(self._tokens, self._share * quota * BURST)
            self._quota, self._window = quota, window
        # Others may use the same quota from the same address.
        self._tokens = min(self._tokens, float(left))
        if left == 0:
            self.pause(now + seconds + 1.0)

    def told(self, headers: Mapping[str, str]) -> tuple[int, float, int, float] | None:
        """Quota, its window, what is left of it, and seconds until it is whole again; None if not told."""
        policy = _POLICY.search(headers.get("RateLimit-Policy", ""))
        left = _LEFT.search(headers.get("RateLimit", ""))
        if policy is None or left is None or left[1] != self._bucket:
            return None
        return int(policy[1]), float(policy[2]), int(left[2]), float(left[3])

    def is_news(self, headers: Mapping[str, str]) -> bool:
        """Whether an answer's headers would change anything."""
        told = self.told(headers)
        if told is None:
            return False
        quota, window, left, _ = told
        return (quota, window) != (self._quota, self._window) or left < self._tokens or left == 0

    def pause(self, until: float) -> None:
        """Let nothing pass before `until`."""
        self._paused_until = max(self._paused_until, until)

    def paused_for(self, now: float) -> float:
        """Seconds until something may pass again."""
        return max(0.0, self._paused_until - now)

    def _count(self, now: float, granted: int) -> None:
        elapsed = now - self._window_at
        if elapsed >= self._window:
            self._sent_before = self._sent if elapsed < 2 * self._window else 0
            self._window_at += elapsed // self._window * self._window
            self._sent = 0
        self._sent += granted

    def _refill(self, now: float) -> None:
        if self._counted_at is not None:
            self._tokens = min(self.burst, self._tokens + max(0.0, now - self._counted_at) * self.rate)
        self._counted_at = now
