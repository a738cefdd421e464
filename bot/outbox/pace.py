"""When this process may call Discord: slots leased in small batches from an account that all processes share.

Slots stand `1 / rate` seconds apart, so that no burst ever reaches Discord's limit of 50 requests per second
(https://discord.com/developers/docs/topics/rate-limits#global-rate-limit), whatever its window.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

# A lease is as large as the number of those who wait, within this: one round trip for up to ten requests.
LARGEST_LEASE = 10
# A slot that is missed by more seconds is lost: those who were late would otherwise arrive together.
LATE = 0.05

Lease = Callable[[int], Awaitable[float]]


@dataclass
class Slots:
    """`left` moments for one request each: the next at `begins` (s), the others every `step` (s)."""

    step: float
    begins: float = 0.0
    left: int = 0

    def take(self, now: float) -> float | None:
        """The next slot that is not missed, or None when none is left."""
        while self.left:
            slot = self.begins
            self.begins += self.step
            self.left -= 1
            if now - slot <= LATE:
                return slot
        return None


class Pace:
    """Lets requests go out one after the other, in the order in which they came.

    `lease(count)` books that many slots, `1 / rate` seconds apart, and gives the seconds until the first.
    """

    def __init__(self, rate: float, lease: Lease) -> None:
        self._lease = lease
        self._slots = Slots(1 / rate)
        self._lock = asyncio.Lock()
        self._waiting = 0

    async def turn(self) -> None:
        """Return when a request may go out."""
        self._waiting += 1
        try:
            async with self._lock:
                await self._next_slot()
        finally:
            self._waiting -= 1

    async def _next_slot(self) -> None:
        while (slot := self._slots.take(time.monotonic())) is None:
            self._slots.left = min(self._waiting, LARGEST_LEASE)
            delay = await self._lease(self._slots.left)
            self._slots.begins = time.monotonic() + delay
        await asyncio.sleep(slot - time.monotonic())
