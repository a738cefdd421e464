"""How much one member may have opened, so that nobody holds up everyone else's notebooks."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.errors import TryLater
from bot.notebooks.errors import busy
from bot.texts import later, moment

WINDOW: Final = timedelta(hours=1)
# Half of what GitHub answers in an hour to somebody without a token.
MOST_IN_WINDOW: Final = 30
# One is opened after the other, for a second as a rule, and for `limits.SECONDS` at most.
MOST_AT_ONCE: Final = 20
# A member's next notebook waits for the one before it, and a third is refused.
MOST_OF_ONE: Final = 2


@dataclass
class _Line:
    """What one member waits for."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Openings:
    """The notebooks that are opened for members in this process; members are counted in all servers alike."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lines: dict[int, _Line] = {}
        self._previews: deque[tuple[datetime, int]] = deque()

    @asynccontextmanager
    async def preview(self, member_id: int) -> AsyncIterator[None]:
        """A notebook that a member has not seen here yet. Raises TryLater."""
        async with self.one(member_id):
            self._count(member_id)
            yield

    @asynccontextmanager
    async def one(self, member_id: int) -> AsyncIterator[None]:
        """One notebook, no other of this member meanwhile. Raises TryLater."""
        line = self._lines.get(member_id) or _Line()
        if line.length >= MOST_OF_ONE:
            raise TryLater(
                later("I am still opening a notebook for you. Please wait for it, then try this again.")
            )
        if len(self._lines.keys() - {member_id}) >= MOST_AT_ONCE:
            raise busy()
        self._lines[member_id] = line
        line.length += 1
        try:
            async with line.turn:
                yield
        finally:
            line.length -= 1
            if line.length == 0:
                del self._lines[member_id]

    def _count(self, member_id: int) -> None:
        now = self._now()
        while self._previews and self._previews[0][0] <= now - WINDOW:
            self._previews.popleft()
        mine = [at for at, member in self._previews if member == member_id]
        if len(mine) >= MOST_IN_WINDOW:
            raise TryLater(
                later(
                    "You have previewed {count} notebooks within an hour. The next one is welcome {when}.",
                    count=len(mine),
                    when=moment(mine[0] + WINDOW),
                )
            )
        self._previews.append((now, member_id))
