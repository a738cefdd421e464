"""How many requests may go to the Hub: a share of its quota, which its own answers tell.

Source: https://huggingface.co/docs/hub/rate-limits, fixed windows of five minutes.
"""

import re
from collections.abc import Mapping
from typing import Final

# An anonymous caller's quota, until the first answer tells the real one.
FIRST_QUOTA: Final = 500
FIRST_WINDOW: Final = 300.0
SHARE: Final = 0.6
# The part of the share that may be used at once; the rest comes evenly over the window.
BURST: Final = 0.25

_LEFT = re.compile(r'"(\w+)"\s*;\s*r=(\d+)\s*;\s*t=(\d+)')
_POLICY = re.compile(r"q=(\d+)\s*;\s*w=(\d+)")


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
        self._refill(now)
        self._tokens -= 1
        own = max(0.0, -self._tokens / self.rate)
        return max(own, self.paused_for(now))

    def put_back(self) -> None:
        """A request that was counted is not sent after all."""
        self._tokens = min(self._tokens + 1, self.burst)

    def learn(self, headers: Mapping[str, str], now: float) -> None:
        """Read the quota, and what is left of it, from an answer's headers."""
        policy = _POLICY.search(headers.get("RateLimit-Policy", ""))
        left = _LEFT.search(headers.get("RateLimit", ""))
        if policy is None or left is None or left[1] != self._bucket:
            return
        quota, window = int(policy[1]), float(policy[2])
        if quota > 0 and window > 0 and (quota, window) != (self._quota, self._window):
            self._refill(now)
            self._tokens = min(self._tokens, self._share * quota * BURST)
            self._quota, self._window = quota, window
        # Others may use the same quota from the same address.
        self._tokens = min(self._tokens, float(left[2]))
        if int(left[2]) == 0:
            self.pause(now + float(left[3]) + 1.0)

    def pause(self, until: float) -> None:
        """Let nothing pass before `until`."""
        self._paused_until = max(self._paused_until, until)

    def paused_for(self, now: float) -> float:
        """Seconds until something may pass again."""
        return max(0.0, self._paused_until - now)

    def _refill(self, now: float) -> None:
        if self._counted_at is not None:
            self._tokens = min(self.burst, self._tokens + max(0.0, now - self._counted_at) * self.rate)
        self._counted_at = now
