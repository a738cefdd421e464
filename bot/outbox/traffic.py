"""All requests to Discord pass here: none leaves too early, and every answer is counted."""

import time

import structlog

from bot.db.engine import AWAY, Database
from bot.outbox import store
from bot.outbox.answers import Answers
from bot.outbox.breaker import Breaker
from bot.outbox.pace import Leased, Pace

_log = structlog.get_logger(__name__)


class Traffic:
    """The pace and the breaker of this process, which it shares with all others through the database.

    `rate` is in requests per second, over all processes.
    """

    def __init__(self, database: Database, rate: float) -> None:
        self._database = database
        self._rate = rate
        self._answers = Answers()
        self._pace = Pace(rate, self._lease, self._answers.wait)
        self._breaker = Breaker()

    async def before(self) -> None:
        """Wait until a request may go out."""
        await self._pace.turn()
        self._answers.sent()

    def forget(self) -> None:
        """A request is over, and what became of it counts for nothing."""
        self._answers.ended(answered=False)

    async def close(self) -> None:
        """Let nothing more go out."""
        await self._pace.close()

    async def after(self, status: int | None) -> None:
        """Count an answer by its HTTP status, None when there was none; may pause all deliveries."""
        self._answers.ended(answered=status is not None)
        pause = self._breaker.note(status, time.monotonic())
        if pause is None:
            return
        _log.warning("deliveries pause", reason=pause.reason, seconds=pause.seconds)
        try:
            async with self._database.transaction() as session:
                await store.pause(session, pause.seconds, pause.reason)
        except AWAY as error:
            _log.warning("other processes do not know of the pause", error=str(error))

    def paused_for(self) -> float:
        """Seconds until this process may deliver again; 0 when it may."""
        return max(self._breaker.until - time.monotonic(), 0.0)

    async def _lease(self, count: int) -> Leased | None:
        try:
            async with self._database.transaction() as session:
                return await store.lease(session, count, self._rate)
        except AWAY as error:
            # Nothing can be delivered without the database; this is an answer to a person, or the login.
            _log.warning("paced without the database", error=str(error))
            return None
