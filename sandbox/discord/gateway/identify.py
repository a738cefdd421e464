"""What an IDENTIFY must be like, and how many there may be."""

from collections import deque
from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.gateway.connection import Refused
from sandbox.discord.gateway.protocol import KNOWN_INTENTS, PRIVILEGED, Close, shard_of
from sandbox.discord.limits import DAY


def check_token(core: Core, data: Any) -> None:
    """Refuse a wrong token."""
    token = data.get("token")
    if not isinstance(token, str) or token.removeprefix("Bot ") != core.state.application.token:
        raise Refused(Close.AUTHENTICATION_FAILED)


def check_intents(core: Core, data: Any) -> int:
    """The intents, unless they are unknown or not allowed to the application."""
    intents = data.get("intents")
    if isinstance(intents, bool) or not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
        raise Refused(Close.INVALID_INTENTS)
    flags = core.state.application.flags
    if any(intents & intent and not flags & allowing for intent, allowing in PRIVILEGED.items()):
        raise Refused(Close.DISALLOWED_INTENTS)
    return intents


def check_shard(core: Core, data: Any) -> tuple[int, int]:
    """The shard and the number of shards, unless that shard would have too many guilds."""
    match data.get("shard"):
        case None:
            shard, count = 0, 1
        case [int(shard), int(count)] if 0 <= shard < count:
            pass
        case _:
            raise Refused(Close.INVALID_SHARD)
    here = sum(1 for guild in core.state.bot_guilds() if shard_of(guild.id, count) == shard)
    if here > core.limits.guilds_per_shard:
        raise Refused(Close.SHARDING_REQUIRED)
    return shard, count


class Starts:
    """Identifies: so many a day, and one per five seconds for each `shard % max_concurrency`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._identified: deque[float] = deque()
        self._permits: dict[int, float] = {}

    def left(self) -> tuple[int, float]:
        """Identifies left today, and the seconds until one more is free."""
        now = self._core.clock.time()
        while self._identified and self._identified[0] <= now - DAY:
            self._identified.popleft()
        left = self._core.limits.identifies_per_day - len(self._identified)
        return max(left, 0), self._identified[0] + DAY - now if self._identified else 0.0

    def take(self, shard: int) -> bool:
        """Whether this shard may start now: one per five seconds for each `shard % max_concurrency`."""
        now = self._core.clock.time()
        if self.left()[0] <= 0:
            self._core.journal.problem("more identifies in a day than allowed: the token is reset")
            raise Refused(Close.AUTHENTICATION_FAILED)
        key = shard % self._core.limits.max_concurrency
        if now < self._permits.get(key, 0.0):
            return False
        self._permits[key] = now + self._core.limits.identify_seconds
        self._identified.append(now)
        return True
