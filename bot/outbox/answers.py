"""Whether Discord keeps answering: what is sent while it stalls is all counted at once when it goes on."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

# Beyond its usual time to answer, Discord may be silent for so many seconds before nothing more is sent. At
# 45 a second, those sent meanwhile, those that leave late (`pace.py`) and those of the next second are
# 49.95.
SILENCE = 0.06
# After so many seconds of silence one request may try again; what was sent before falls into another window.
PATIENCE = 1.0
REMEMBERED = 16


class Answers:
    """Counts what is sent and answered; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open = 0
        self._heard_at = 0.0
        self._sent_at = 0.0
        self._times: deque[float] = deque(maxlen=REMEMBERED)
        self._is_first = False
        self._heard = asyncio.Event()

    def sent(self) -> None:
        """A request leaves."""
        self._sent_at = self._clock()
        if not self._open:
            self._heard_at, self._is_first = self._sent_at, True
        self._open += 1

    def ended(self, *, answered: bool) -> None:
        """A request is answered, or given up."""
        now = self._clock()
        if answered and self._is_first:
            # The others may have waited behind it, so only this one tells how long an answer takes.
            self._times.append(now - self._heard_at)
        self._is_first = False
        self._open = max(self._open - 1, 0)
        self._heard_at = now
        self._heard.set()
        self._heard = asyncio.Event()

    def silent_for(self) -> float:
        """Seconds that a request should wait for an answer to others; 0 when it may leave."""
        usual = min(self._times, default=PATIENCE)
        now = self._clock()
        if not self._open or now - self._heard_at <= usual + SILENCE:
            return 0.0
        return max(self._sent_at + PATIENCE - now, 0.0)

    async def wait(self) -> None:
        """Return when a request may leave."""
        while seconds := self.silent_for():
            try:
                async with asyncio.timeout(seconds):
                    await self._heard.wait()
            except TimeoutError:
                return
