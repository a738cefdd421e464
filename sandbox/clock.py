"""The time of the sandbox: the machine's, plus an offset that tests move."""

import asyncio
import time
from datetime import UTC, datetime


class Clock:
    """Wall time in UTC plus an offset; every deadline and every limit of the sandbox reads it."""

    def __init__(self, offset: float = 0.0) -> None:
        self._offset = offset
        self._moved = asyncio.Event()

    def time(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self._offset

    def now(self) -> datetime:
        """The same instant, as an aware UTC datetime."""
        return datetime.fromtimestamp(self.time(), UTC)

    def advance(self, seconds: float) -> None:
        """Move forward by `seconds`; whoever sleeps on this clock looks at it again at once."""
        self._offset += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Wait until `seconds` have passed on this clock; moving the clock shortens the wait."""
        deadline = self.time() + seconds
        while (left := deadline - self.time()) > 0:
            moved = self._moved
            try:
                await asyncio.wait_for(moved.wait(), timeout=left)
            except TimeoutError:
                return
