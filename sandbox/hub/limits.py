"""The Hub's rate limits: fixed windows of five minutes, one per kind of request and caller.

Source: https://huggingface.co/docs/hub/rate-limits
"""

import math
from dataclasses import dataclass, field
from typing import Final, Literal

Bucket = Literal["api", "resolvers"]
WINDOW: Final = 300.0


@dataclass(frozen=True)
class Quota:
    """Requests per window for callers without and with a token."""

    anonymous: int
    token: int


@dataclass
class Limits:
    """Counts requests. The quotas may be changed at any time."""

    quotas: dict[Bucket, Quota] = field(
        default_factory=lambda: {"api": Quota(500, 1_000), "resolvers": Quota(3_000, 5_000)}
    )
    _windows: dict[tuple[Bucket, str | None], tuple[float, int]] = field(default_factory=dict)

    def take(self, bucket: Bucket, token: str | None, now: float) -> "Allowance":
        """Count one request of that caller; without a token all callers of this machine are one."""
        quota = self.quotas[bucket]
        most = quota.anonymous if token is None else quota.token
        began, used = self._windows.get((bucket, token), (now, 0))
        if now >= began + WINDOW:
            began, used = now, 0
        self._windows[bucket, token] = (began, used + 1)
        return Allowance(bucket, most, most - used - 1, math.ceil(began + WINDOW - now))


@dataclass(frozen=True)
class Allowance:
    """What is left of a window after one request; `left` is negative when it was one too many."""

    bucket: Bucket
    quota: int
    left: int
    seconds: int

    @property
    def exceeded(self) -> bool:
        """Whether the request must be refused."""
        return self.left < 0

    @property
    def headers(self) -> dict[str, str]:
        """As every answer of the Hub carries them."""
        return {
            "RateLimit": f'"{self.bucket}";r={max(self.left, 0)};t={self.seconds}',
            "RateLimit-Policy": f'"fixed window";"{self.bucket}";q={self.quota};w={int(WINDOW)}',
        }
