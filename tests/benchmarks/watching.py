"""How late the event loop is while something is measured."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

TICK = 0.005


@asynccontextmanager
async def watched(blocked: list[float]) -> AsyncIterator[None]:
    """By how many seconds the loop was late, each few milliseconds, goes to `blocked`."""
    watching = asyncio.create_task(_watch(blocked))
    yield
    watching.cancel()


async def _watch(blocked: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        blocked.append(time.perf_counter() - before - TICK)
