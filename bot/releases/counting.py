"""Quantisations that others published before a release was told: asked for once, when its post is made."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from bot.db.engine import Database
from bot.hub.errors import HubBusy, HubError
from bot.hub.reader import HubReader
from bot.jobs.worker import Again
from bot.outbox.model import pause_before_retry
from bot.releases.noticing import notice
from bot.releases.store import told

COUNT: Final = "count_derivatives"
# The post goes out first: what it lacks is added to it anyway.
DELAY: Final = timedelta(seconds=1)
# After so many tries the lists that are read anyway have to do.
ATTEMPTS: Final = 5


class Counter:
    """Asks the Hub what was made of a release."""

    def __init__(self, database: Database, hub: HubReader, now: Callable[[], datetime]) -> None:
        self._database = database
        self._hub = hub
        self._now = now

    async def count(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: note the newest hundred quantisations. Raises Again while the Hub does not answer."""
        async with self._database.transaction() as session:
            one = await told.one(session, int(payload["release"]))
        if one is None:
            return
        try:
            page = await self._hub.search("model", tags=[f"base_model:quantized:{one.release.repo_id}"])
        except HubError as error:
            if attempts >= ATTEMPTS:
                return
            wait = error.retry_after if isinstance(error, HubBusy) else pause_before_retry(attempts)
            raise Again(wait, str(error)) from error
        async with self._database.transaction() as session:
            await notice(session, page.items, self._hub.endpoint, self._now())
