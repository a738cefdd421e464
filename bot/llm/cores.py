"""Whose turn it is on the cores of this machine: a model that writes, or one that embeds."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

# Nobody waits longer for a batch, which mostly takes a quarter of a second.
LONGEST_BATCH_SECONDS: Final = 5.0


class Cores:
    """Answers are written side by side; what is to be embedded meanwhile waits.

    Two models that compute at once are each many times slower than one after the other.
    """

    def __init__(self) -> None:
        self._writing = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._free = asyncio.Event()
        self._free.set()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """While an answer is written, which goes before all batches that have not begun."""
        self._writing += 1
        self._quiet.clear()
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_BATCH_SECONDS):
                    await self._free.wait()
            yield
        finally:
            self._writing -= 1
            if not self._writing:
                self._quiet.set()

    @asynccontextmanager
    async def embedding(self) -> AsyncIterator[None]:
        """While one batch is embedded."""
        while self._writing or not self._free.is_set():
            await self._quiet.wait()
            await self._free.wait()
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()
