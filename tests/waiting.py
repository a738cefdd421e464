"""Waiting for a condition, with a deadline."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

Value = TypeVar("Value")
# On a busy machine anything may take long; what never comes fails all the same.
PATIENCE = 60.0
# In a query on PostgreSQL's processes: those of this database alone, since all tests share one server.
HERE = "pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())"


async def until(
    look: Callable[[], Awaitable[Value]], *, seconds: float = PATIENCE, what: str = "it"
) -> Value:
    """Look again and again until there is something true, and give it; fails after `seconds`."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not (seen := await look()):
        if loop.time() > deadline:
            raise AssertionError(f"{what} did not happen within {seconds} s")
        await asyncio.sleep(0.02)
    return seen


async def until_true(condition: Callable[[], bool], *, seconds: float = PATIENCE, what: str = "it") -> None:
    """The same for a condition that needs no waiting itself."""

    async def look() -> bool:
        return condition()

    await until(look, seconds=seconds, what=what)
