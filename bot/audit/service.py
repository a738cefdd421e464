"""What was changed, for moderators; and forgetting it."""

from collections.abc import Callable
from datetime import datetime

from bot.audit import cards, store
from bot.audit.model import KEPT, Filter
from bot.db.engine import Database
from bot.message import Message
from bot.texts import Language

PAGE = 10


class AuditService:
    """Reads the changes of one guild at a time."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def page(self, guild_id: int, wanted: Filter, before_id: int | None, language: Language) -> Message:
        """The newest changes that are wanted, before `before_id` when it is given."""
        async with self._database.transaction() as session:
            found = await store.page(session, guild_id, limit=PAGE + 1, before_id=before_id, wanted=wanted)
        return cards.page(found[:PAGE], wanted, before_id, has_older=len(found) > PAGE, language=language)

    async def forget(self) -> None:
        """The chore: delete what was noted too long ago."""
        async with self._database.transaction() as session:
            await store.forget(session, self._now() - KEPT)
