"""Whether messages that answers quote are still in Discord, with the same words: it tells of no end and of no
edit while nobody listens.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from bot.answers import guide_store
from bot.answers.quoting import QuotingService
from bot.db.engine import AWAY, Database

# Each message is looked up no more often than this while Discord tells of ends.
SELDOM: Final = timedelta(days=1)
# Each costs Discord a request; the rest waits for the next chore.
MOST_AT_ONCE: Final = 25
_MESSAGE: Final = re.compile(r"/channels/\d+/(\d+)/(\d+)$")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Shown:
    """A message as it is now: whether it is there, and its words, none where Discord does not give them.

    `edited_at` is when they were last changed, None where they never were.
    """

    is_there: bool = True
    text: str = ""
    edited_at: datetime | None = None


class Sees(Protocol):
    """What Discord shows of messages."""

    def is_ready(self) -> bool:
        """Whether Discord has told of all servers."""

    async def message(self, guild_id: int, channel_id: int, message_id: int) -> Shown | None:
        """What becomes of a message; None where Discord does not tell."""


class Lasting:
    """Forgets what was quoted from messages that are gone, and takes anew what was edited."""

    def __init__(self, database: Database, quoting: QuotingService, now: Callable[[], datetime]) -> None:
        self._database = database
        self._quoting = quoting
        self._now = now
        self._due: deque[tuple[int, int, int]] = deque()
        self._begun: datetime | None = None

    async def missed(self, sees: Sees) -> None:
        """Ends and edits may have been missed: look at all messages again, at the first of them now."""
        self._begun = None
        self._due.clear()
        try:
            await self.look(sees)
        except AWAY as error:
            _log.warning("what is quoted is looked at later", reason=str(error))

    async def look(self, sees: Sees) -> None:
        """The chore: look at some messages, at each once a day."""
        if not sees.is_ready():
            return
        now = self._now()
        if not self._due and (self._begun is None or now - self._begun >= SELDOM):
            self._due = deque(await self._messages())
            # Only now: where the database is away, the next chore looks.
            self._begun = now
        for _ in range(min(MOST_AT_ONCE, len(self._due))):
            if self._due:
                await self._look_at(sees, *self._due.popleft())

    async def _look_at(self, sees: Sees, guild_id: int, channel_id: int, message_id: int) -> None:
        shown = await sees.message(guild_id, channel_id, message_id)
        if shown is None:
            return
        try:
            if not shown.is_there:
                await self._quoting.deleted(guild_id, channel_id, [message_id])
            elif shown.text and shown.edited_at is not None:
                await self._quoting.edited(guild_id, channel_id, message_id, shown.text, shown.edited_at)
        except AWAY:
            self._due.appendleft((guild_id, channel_id, message_id))
            raise

    async def _messages(self) -> list[tuple[int, int, int]]:
        """The guild, the channel or thread, and the id of each, the newest first."""
        async with self._database.transaction() as session:
            links = await guide_store.links(session)
        found = ((guild_id, _MESSAGE.search(link)) for guild_id, link in links)
        return [(guild_id, int(match[1]), int(match[2])) for guild_id, match in found if match is not None]
