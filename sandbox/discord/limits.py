"""Discord's limits on rates, and the accounts that keep them."""

import functools
import hashlib
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

DAY = 24 * 3600.0
Scope = Literal["user", "global", "shared"]


@dataclass
class Limits:
    """The numbers. A client may not know them: it reads the headers. Tests may change them.

    Rates are (requests, seconds). Global limit, invalid requests and identifies are documented; the others
    are as seen on the real service.
    """

    global_rate: tuple[int, float] = (50, 1.0)
    invalid_rate: tuple[int, float] = (10_000, 600.0)
    route_rates: dict[str, tuple[int, float]] = field(
        default_factory=lambda: {
            "message": (5, 5.0),
            "message_edit": (5, 5.0),
            "message_delete": (5, 1.0),
            "message_list": (50, 1.0),
            "crosspost": (10, 3600.0),
            "reaction": (4, 1.0),
            "thread": (50, 300.0),
            "channel_edit": (10, 15.0),
            "typing": (5, 5.0),
            "webhook": (5, 2.0),
            "command": (50, 20.0),
        }
    )
    other_rate: tuple[int, float] = (100, 10.0)
    command_rate: tuple[int, float] = (200, DAY)
    crosspost_edit_rate: tuple[int, float] = (3, 3600.0)
    # Of one channel or thread, undocumented: https://github.com/discord/discord-api-docs/issues/1900
    rename_rate: tuple[int, float] = (2, 600.0)
    # Undocumented, and seen to be small.
    new_direct_channels: tuple[int, float] = (100, 600.0)
    identify_seconds: float = 5.0
    max_concurrency: int = 1
    identifies_per_day: int = 1000
    gateway_sends: tuple[int, float] = (120, 60.0)
    guilds_per_shard: int = 2500
    session_seconds: float = 180.0
    replayed_events: int = 3500
    nonce_seconds: float = 300.0
    first_answer_seconds: float = 3.0
    token_seconds: float = 900.0

    def route_rate(self, bucket: str) -> tuple[int, float]:
        """What one route allows."""
        return self.route_rates.get(bucket, self.other_rate)


@dataclass(slots=True)
class Account:
    """One fixed window: what is left of it and when it ends."""

    remaining: int
    ends_at: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass, and the headers that say how much is left."""

    headers: dict[str, str]
    retry_after: float | None = None
    scope: Scope = "user"


class RateLimiter:
    """The accounts of one bot: one for all requests, one for each bucket, one for invalid requests."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._global = Account(0, 0.0)
        self._buckets: dict[tuple[str, str], Account] = {}
        self._invalid: deque[float] = deque()
        self._sweep_at = 0.0

    def take(self, bucket: str, resource: str, now: float, *, exempt: bool) -> Verdict:
        """Book one request; `exempt` ones do not count against the global limit."""
        allowed, seconds = self._limits.route_rate(bucket)
        account = self._account(bucket, resource, now, allowed, seconds)
        if account.remaining <= 0:
            scope: Scope = "shared" if bucket == "crosspost" else "user"
            retry_after = max(account.ends_at - now, 0.001)
            return Verdict(self._headers(bucket, account, allowed, now), retry_after, scope)
        if not exempt and (wait := self._take_global(now)) is not None:
            return Verdict({"X-RateLimit-Global": "true"}, wait, "global")
        account.remaining -= 1
        return Verdict(self._headers(bucket, account, allowed, now))

    def note_invalid(self, now: float) -> None:
        """Count one answer 401, 403 or 429."""
        self._invalid.append(now)

    @property
    def invalid_count(self) -> int:
        """How many invalid requests were made in the last window."""
        return len(self._invalid)

    def banned_for(self, now: float) -> float | None:
        """Seconds for which the address is shut out, or None."""
        allowed, seconds = self._limits.invalid_rate
        while self._invalid and self._invalid[0] <= now - seconds:
            self._invalid.popleft()
        return None if len(self._invalid) < allowed else self._invalid[0] + seconds - now

    def _take_global(self, now: float) -> float | None:
        allowed, seconds = self._limits.global_rate
        if now >= self._global.ends_at:
            self._global = Account(allowed, now + seconds)
        if self._global.remaining <= 0:
            return max(self._global.ends_at - now, 0.001)
        self._global.remaining -= 1
        return None

    def _account(self, bucket: str, resource: str, now: float, allowed: int, seconds: float) -> Account:
        self._sweep(now)
        account = self._buckets.get((bucket, resource))
        if account is None or now >= account.ends_at:
            account = self._buckets[bucket, resource] = Account(allowed, now + seconds)
        return account

    def _sweep(self, now: float) -> None:
        if now >= self._sweep_at:
            self._sweep_at = now + 60.0
            self._buckets = {key: kept for key, kept in self._buckets.items() if kept.ends_at > now}

    @staticmethod
    def _headers(bucket: str, account: Account, allowed: int, now: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(allowed),
            "X-RateLimit-Remaining": str(max(account.remaining, 0)),
            "X-RateLimit-Reset": f"{account.ends_at:.3f}",
            "X-RateLimit-Reset-After": f"{max(account.ends_at - now, 0.0):.3f}",
            "X-RateLimit-Bucket": bucket_name(bucket),
        }


class Allowance:
    """So many things in a stretch of time, for each key; `rate` tells (things, seconds)."""

    def __init__(self, rate: Callable[[], tuple[int, float]]) -> None:
        self._rate = rate
        self._taken: dict[int, deque[float]] = {}

    def take(self, key: int, now: float) -> float | None:
        """Book one thing, or tell the seconds until the next one is free."""
        allowed, seconds = self._rate()
        taken = self._taken.setdefault(key, deque())
        while taken and taken[0] <= now - seconds:
            taken.popleft()
        if len(taken) >= allowed:
            return taken[0] + seconds - now
        taken.append(now)
        return None


@functools.cache
def bucket_name(bucket: str) -> str:
    """The opaque name of a bucket; the top-level resource is no part of it."""
    return hashlib.md5(bucket.encode(), usedforsecurity=False).hexdigest()


def whole_seconds(seconds: float) -> str:
    """Seconds as the Retry-After header has them."""
    return str(math.ceil(seconds))
