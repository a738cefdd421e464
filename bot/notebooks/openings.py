"""How much one member may have opened, so that nobody holds up everyone else's notebooks."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from bot.errors import TryLater
from bot.texts import later, moment

WINDOW: Final = timedelta(hours=1)
# Half of what GitHub answers in an hour to somebody without a token.
MOST_IN_WINDOW: Final = 30
# One is opened after the other, for a second as a rule, and for `limits.SECONDS` at most.
MOST_AT_ONCE: Final = 20


class Openings:
    """The notebooks that are opened for members in this process; members are counted in all servers alike."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._open: set[int] = set()
        self._previews: deque[tuple[datetime, int]] = deque()

    @contextmanager
    def preview(self, member_id: int) -> Iterator[None]:
        """A notebook that a member has not seen here yet. Raises TryLater."""
        with self.one(member_id):
            self._count(member_id)
            yield

    @contextmanager
    def one(self, member_id: int) -> Iterator[None]:
        """One notebook, no other of this member meanwhile. Raises TryLater."""
        if member_id in self._open:
            raise TryLater(
                later("I am still opening a notebook for you. Please wait for it, then try this again.")
            )
        if len(self._open) >= MOST_AT_ONCE:
            raise TryLater(
                later("Many notebooks are being opened just now. Please try again in a few minutes.")
            )
        self._open.add(member_id)
        try:
            yield
        finally:
            self._open.remove(member_id)

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
