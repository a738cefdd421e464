"""Whether releases that posts tell of are still there.

The lists that are read anyway show new names and what came back. What is missing in them, and what a webhook
tells of, is looked up once before a post says that it is gone. What is in none of
them (found by a search, or by its name) is looked up now and then.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bot.db.engine import Database
from bot.hub.errors import HubBusy, HubError, RepositoryGone
from bot.hub.models import Repository
from bot.hub.reader import HubReader
from bot.jobs.queue import enqueue, ids
from bot.jobs.worker import Again
from bot.outbox.model import pause_before_retry
from bot.releases.living import refresh_later
from bot.releases.model import ReadList
from bot.releases.noticing import LIVING, note_there
from bot.releases.store import told

CONFIRM: Final = "confirm_presence"
# A list that lacks what is there makes us look it up no more often than this.
RECHECK: Final = timedelta(minutes=10)
# What is in no list that is read is looked up no more often than this.
SELDOM: Final = timedelta(days=1)
# A list that comes back empty by mistake must not cost the budget.
MOST_AT_ONCE: Final = 10


class Presence:
    """Keeps names and visibility of told releases true."""

    def __init__(self, database: Database, hub: HubReader, now: Callable[[], datetime]) -> None:
        self._database = database
        self._hub = hub
        self._now = now

    async def missed(self, watched: ReadList, items: Sequence[Repository], *, is_whole: bool) -> None:
        """A list was read; look up what it should show and does not. `is_whole`: to its very end."""
        shown = {one.key for one in items}
        covered = None if is_whole else min((one.created_at for one in items if one.created_at), default=None)
        if watched.kind == "any" or (not is_whole and covered is None):
            return
        async with self._database.transaction() as session:
            there = await told.of_list(session, watched.source.value, watched.kind, self._now() - LIVING)
            missing = [
                one.id
                for one in there
                if one.release.key not in shown
                and (covered is None or (one.release.created_at or covered) > covered)
                and (one.checked_at is None or self._now() - one.checked_at > RECHECK)
            ][:MOST_AT_ONCE]
            await told.mark_checked(session, missing, self._now())
            await enqueue(session, CONFIRM, *ids("release", missing))

    async def look_around(self) -> None:
        """The chore: look up what stands in no list that is read, each once a day."""
        now = self._now()
        async with self._database.transaction() as session:
            unlisted = await told.unlisted(session, now - LIVING, now - SELDOM, MOST_AT_ONCE)
            await told.mark_checked(session, unlisted, now)
            await enqueue(session, CONFIRM, *ids("release", unlisted))

    async def confirm(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: look a release up. Raises Again while the Hub does not answer, or where it has changed."""
        async with self._database.transaction() as session:
            one = await told.one(session, int(payload["release"]))
        if one is None:
            return
        try:
            repository = await self._hub.info(one.kind, one.release.repo_id)
        except RepositoryGone:
            repository = None
        except HubBusy as error:
            raise Again(error.retry_after, str(error)) from error
        except HubError as error:
            raise Again(pause_before_retry(attempts), str(error)) from error
        async with self._database.transaction() as session:
            if await told.one(session, one.id, is_held=True) != one:
                # What was noted meanwhile may be newer than what the Hub has answered.
                raise Again(pause_before_retry(attempts), "it has changed meanwhile")
            # Another repository may have got the name.
            if repository is not None and not repository.private and repository.key == one.release.key:
                await note_there(session, one, repository, self._hub.endpoint)
            elif not one.is_hidden:
                await told.mark_hidden(session, one.id, self._now())
                await refresh_later(session, [one.id])
