"""Long work on the event loop in pieces, between which everything else has its turn."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Final, TypeVar

# Of what takes some ten microseconds each.
PIECE: Final = 100
Item = TypeVar("Item")


async def in_turns(items: Iterable[Item]) -> AsyncIterator[Item]:
    """Each of these, with a pause for others after so many."""
    for number, one in enumerate(items, 1):
        yield one
        if number % PIECE == 0:
            await asyncio.sleep(0)
