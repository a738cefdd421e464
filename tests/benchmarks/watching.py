"""How late the event loop is while something is measured."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

TICK = 0.005
# Work that is done while it passes is counted as one piece.
SHORT_TICK = 0.001


def settle() -> None:
    """As at the start of the bot (`bot/cli.py`): what is there is never again looked through for garbage."""
    gc.collect()
    gc.freeze()


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


@asynccontextmanager
async def working(pieces: list[float]) -> AsyncIterator[None]:
    """How many seconds of the processor the loop took at once goes to `pieces`, on a busy machine too."""
    watching = asyncio.create_task(_watch_work(pieces))
    yield
    # The watching task has still to see the last piece of work.
    await asyncio.sleep(2 * SHORT_TICK)
    watching.cancel()


async def _watch_work(pieces: list[float]) -> None:
    while True:
        before = time.thread_time()
        await asyncio.sleep(SHORT_TICK)
        pieces.append(time.thread_time() - before)
