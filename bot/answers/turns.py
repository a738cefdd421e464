"""Waiting for one's turn with the model."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.answers.line import Line, Ticket

Told = Callable[[int], Awaitable[None]]


class Turns:
    """The line of one process. `places` says how many are answered at once, which may change."""

    def __init__(self, places: Callable[[], int]) -> None:
        self._places = places
        self._line = Line()
        self._taken: dict[Ticket, int] = {}
        self._moved = asyncio.Condition()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line.waiting)

    @asynccontextmanager
    async def turn(self, guild_id: int, member_id: int, told: Told) -> AsyncIterator[int]:
        """The number of a place, once it is free and one's turn. Raises Full.

        `told` hears how many are answered before, each time that this changes.
        """
        ticket = self._line.join(guild_id, member_id)
        try:
            # There may be more places than when the others began to wait, and one of them may be theirs.
            await self._tell()
            yield await self._wait(ticket, told)
        finally:
            self._line.leave(ticket)
            self._taken.pop(ticket, None)
            # Whoever gives up waiting must wake the others even so.
            await asyncio.shield(self._tell())

    async def _wait(self, ticket: Ticket, told: Told) -> int:
        before = 0
        while (place := self._place(ticket)) is None:
            now = self._line.place(ticket)
            if now != before:
                before = now
                await told(now)
                continue
            async with self._moved:
                if self._place(ticket) is None and self._line.place(ticket) == before:
                    await self._moved.wait()
        return place

    def _place(self, ticket: Ticket) -> int | None:
        """The place that it has; free ones are given to whoever is next."""
        free = sorted(set(range(self._places())) - set(self._taken.values()))
        while free and (following := self._line.next()) is not None:
            self._taken[following] = free.pop(0)
        return self._taken.get(ticket)

    async def _tell(self) -> None:
        async with self._moved:
            self._moved.notify_all()
