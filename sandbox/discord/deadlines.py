"""Things that happen when a time has come, on a clock that tests move."""

import asyncio
import contextlib
import heapq
import itertools
from collections.abc import Callable
from typing import Any

from sandbox.clock import Clock


class Deadlines:
    """Calls functions at given times, all from one task."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._added = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def at(self, moment: float, act: Callable[[], None]) -> None:
        """Call `act` at `moment` (seconds since the epoch) or soon after."""
        earliest = not self._waiting or moment < self._waiting[0][0]
        heapq.heappush(self._waiting, (moment, next(self._numbers), act))
        if earliest:
            self._added.set()

    def start(self) -> None:
        """Begin to watch the clock."""
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Stop watching; what still waits never happens."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _watch(self) -> None:
        while True:
            self._added.clear()
            self._act()
            await self._next()

    def _act(self) -> None:
        while self._waiting and self._waiting[0][0] <= self._clock.time():
            heapq.heappop(self._waiting)[2]()

    async def _next(self) -> None:
        added = asyncio.create_task(self._added.wait())
        waits: set[asyncio.Task[Any]] = {added}
        if self._waiting:
            left = self._waiting[0][0] - self._clock.time()
            waits.add(asyncio.create_task(self._clock.sleep(left)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
