"""Whose turn it is to ask the Hub: within one budget, of one process or of all that share a database."""

import asyncio
import hashlib
import time
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from bot.db.engine import Database
from bot.hub import store
from bot.hub.budget import Budget, Use

# Requests that a process takes from the common budget at a time: one visit to the database for five of them.
LEASED: Final = 5
# What a process has not used after so many seconds it gives back.
HELD_SECONDS: Final = 10.0


class Turns(Protocol):
    """Gives turns to ask; every answer's headers go back to it."""

    async def take(self) -> float:
        """Count one request; how many seconds to wait before it may be sent."""

    async def put_back(self) -> None:
        """A request that was counted is not sent after all."""

    async def learn(self, headers: Mapping[str, str]) -> None:
        """Read the quota, and what is left of it, from an answer's headers."""

    async def pause(self, seconds: float) -> None:
        """Let nothing pass for so long."""

    def paused_for(self) -> float:
        """Seconds until something may pass again."""

    @property
    def rate(self) -> float:
        """Requests per second in the long run."""


class OwnTurns:
    """The turns of one process that has a budget for itself."""

    def __init__(self, budget: Budget | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._budget = budget or Budget()
        self._clock = clock

    async def take(self) -> float:
        """Count one request; how many seconds to wait before it may be sent."""
        return self._budget.take(self._clock())

    async def put_back(self) -> None:
        """A request that was counted is not sent after all."""
        self._budget.put_back()

    async def learn(self, headers: Mapping[str, str]) -> None:
        """Read the quota, and what is left of it, from an answer's headers."""
        self._budget.learn(headers, self._clock())

    async def pause(self, seconds: float) -> None:
        """Let nothing pass for so long."""
        self._budget.pause(self._clock() + seconds)

    def paused_for(self) -> float:
        """Seconds until something may pass again."""
        return self._budget.paused_for(self._clock())

    @property
    def rate(self) -> float:
        """Requests per second in the long run."""
        return self._budget.rate


class SharedTurns:
    """The turns of one process among all that have the same database, Hub and token.

    Raises what the database raises when it is away: without it, nobody knows what the others use.
    """

    def __init__(
        self, database: Database, fingerprint: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._fingerprint = fingerprint
        self._clock = clock
        self._lock = asyncio.Lock()
        self._held = 0
        self._held_until = 0.0
        self._paused_until = 0.0
        self._seen = Budget()

    async def take(self) -> float:
        """Count one request; how many seconds to wait before it may be sent."""
        async with self._lock:
            if self._held > 0 and self._clock() < self._held_until:
                self._held -= 1
                return self.paused_for()
            return await self._lease()

    async def put_back(self) -> None:
        """A request that was counted is not sent after all."""
        await self._change(lambda budget, _: budget.put_back())

    async def learn(self, headers: Mapping[str, str]) -> None:
        """Read the quota, and what is left of it, from an answer's headers."""
        if self._seen.is_news(headers):
            await self._change(lambda budget, now: budget.learn(headers, now))

    async def pause(self, seconds: float) -> None:
        """Let nothing pass for so long, in no process."""
        await self._change(lambda budget, now: budget.pause(now + seconds))

    def paused_for(self) -> float:
        """Seconds until something may pass again."""
        return max(0.0, self._paused_until - self._clock())

    @property
    def rate(self) -> float:
        """Requests per second in the long run."""
        return self._seen.rate

    async def _lease(self) -> float:
        granted, wait, unused = 1, 0.0, self._held

        def lease(budget: Budget, now: float) -> None:
            nonlocal granted, wait
            if unused:
                budget.put_back(unused)
            granted, wait = budget.lease(now, LEASED)

        self._held = 0
        await self._change(lease)
        self._held, self._held_until = granted - 1, self._clock() + HELD_SECONDS
        return wait

    async def _change(self, change: Callable[[Budget, float], None]) -> None:
        async with self._database.transaction() as session:
            state, now = await store.lock(session, self._fingerprint)
            budget = Budget.of(state)
            change(budget, now)
            await store.write(session, self._fingerprint, budget.state)
        self._seen = budget
        self._paused_until = self._clock() + budget.paused_for(now)


def fingerprint(endpoint: str, token: str | None) -> str:
    """What names the budget of a Hub and a token without telling the token."""
    return hashlib.sha256(f"{endpoint.rstrip('/')}\n{token or ''}".encode()).hexdigest()[:32]


async def read_use(database: Database, name: str) -> Use:
    """How much of the budget with that fingerprint all processes have used lately."""
    async with database.transaction() as session:
        state, now = await store.read(session, name)
    return Budget.of(state).use(now)
