"""Waiting for something that another task does."""

import asyncio
import time
from collections.abc import Callable

DEADLINE_SECONDS = 5.0


async def until(condition: Callable[[], bool]) -> None:
    """Return when the condition holds; fail when it does not in time."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.005)
