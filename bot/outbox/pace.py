"""When this process may call Discord: slots leased in small batches from an account that all processes share.

Slots stand `1 / rate` seconds apart, so that no burst ever reaches Discord's limit of 50 requests per second
(https://discord.com/developers/docs/topics/rate-limits#global-rate-limit), whatever its window. They are
moments of the account's clock: who hears late of its slots does not move them into those of another process.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

# A lease is as large as the number of those who wait, within this: one round trip for up to ten requests.
LARGEST_LEASE = 10
# With so many slots left the next ones are leased, so that a slow answer makes nobody late.
LOW = 5
# A slot that is missed by more seconds is lost: those who were late would otherwise arrive together.
LATE = 0.05
# Two clocks of machines part by no more than this, in seconds a second.
DRIFT = 0.0005


@dataclass(frozen=True)
class Leased:
    """The first slot, and the moment of booking, in seconds of the account's clock."""

    begins: float
    now: float


Lease = Callable[[int], Awaitable[Leased | None]]


@dataclass
class Offset:
    """How far another clock is ahead of ours, in seconds, as well as the quickest answers tell.

    The other clock was read at some time between question and answer (Cristian, Distributed Computing 3,
    1989): each pair bounds the offset, and the bounds widen as the clocks part.
    """

    low: float = -math.inf
    high: float = math.inf
    noted_at: float = 0.0

    def note(self, asked: float, told: float, answered: float) -> None:
        """Take in what the other clock `told` between two moments of ours."""
        drift = DRIFT * (answered - self.noted_at)
        low, high = max(self.low - drift, told - answered), min(self.high + drift, told - asked)
        if low > high:  # a clock was set
            low, high = told - answered, told - asked
        self.low, self.high, self.noted_at = low, high, answered

    @property
    def value(self) -> float:
        """The middle of what it can be."""
        return (self.low + self.high) / 2


@dataclass
class Slots:
    """Moments for one request each, in order."""

    moments: deque[float] = field(default_factory=deque)

    def add(self, begins: float, step: float, count: int) -> None:
        """`count` more, the first at `begins` (s), the others every `step` (s)."""
        self.moments.extend(begins + number * step for number in range(count))

    def take(self, now: float) -> float | None:
        """The next slot that is not missed, or None when none is left."""
        while self.moments:
            slot = self.moments.popleft()
            if now - slot <= LATE:
                return slot
        return None


class Pace:
    """Lets requests go out one after the other, in the order in which they came.

    `lease(count)` books that many slots, `1 / rate` seconds apart; None when the account cannot be reached.
    Before a slot is taken, `ready()` is awaited.
    """

    def __init__(self, rate: float, lease: Lease, ready: Callable[[], Awaitable[None]] | None = None) -> None:
        self._lease = lease
        self._ready = ready
        self._step = 1 / rate
        self._slots = Slots()
        self._offset = Offset()
        self._lock = asyncio.Lock()
        self._waiting = 0
        self._leasing: asyncio.Task[None] | None = None

    async def turn(self) -> None:
        """Return when a request may go out."""
        self._waiting += 1
        try:
            async with self._lock:
                if self._ready is not None:
                    await self._ready()
                slot = await self._next_slot()
                self._lease_ahead()
                await asyncio.sleep(slot - time.monotonic())
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """Lease nothing more."""
        if self._leasing is not None:
            self._leasing.cancel()
            await asyncio.wait([self._leasing])

    async def _next_slot(self) -> float:
        while (slot := self._slots.take(time.monotonic())) is None:
            if self._leasing is None or self._leasing.done():
                self._leasing = asyncio.create_task(self._lease_more(self._waiting))
            # Who gives up waiting leaves the lease to the next one.
            await asyncio.shield(self._leasing)
        return slot

    def _lease_ahead(self) -> None:
        """Ask for more while those in hand are still to come."""
        missing = self._waiting - 1 - len(self._slots.moments)
        idle = self._leasing is None or self._leasing.done()
        if len(self._slots.moments) <= LOW and missing > 0 and idle:
            self._leasing = asyncio.create_task(self._lease_more(missing))

    async def _lease_more(self, wanted: int) -> None:
        count, asked = min(wanted, LARGEST_LEASE), time.monotonic()
        leased = await self._lease(count)
        answered = time.monotonic()
        if leased is None:
            self._slots.add(answered, self._step, count)
            return
        self._offset.note(asked, leased.now, answered)
        self._slots.add(leased.begins - self._offset.value, self._step, count)
