"""Webhooks of the Hub only shorten the wait: what is known and what is news is decided as in every lane."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, cast

from bot.db.engine import Database, Session
from bot.hub import store
from bot.hub.errors import HubBusy, HubError, HubRubbish, RepositoryGone
from bot.hub.hooks import Hook, read_hook
from bot.hub.reader import HubReader
from bot.jobs.queue import enqueue
from bot.jobs.worker import Again
from bot.outbox.model import pause_before_retry
from bot.releases.finding import Finder
from bot.releases.model import RepositoryKind, Source
from bot.releases.noticing import LIVING
from bot.releases.presence import CONFIRM
from bot.releases.sources import path_of
from bot.releases.store import lists, told
from bot.web.hooks import NoHook

JOB: Final = "hook"
# Repeats come within minutes; later the same may happen anew, such as a repository that is hidden and shown.
MEMORY: Final = timedelta(hours=1)


class Hooked:
    """Receives hooks and does what they ask for."""

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        finder: Finder,
        now: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._hub = hub
        self._finder = finder
        self._now = now
        self._chance = chance

    async def receive(self, payload: Any) -> bool:
        """Store the job of a payload; False when there is nothing to do. Raises NoHook."""
        try:
            hook = read_hook(payload)
        except HubRubbish as error:
            raise NoHook(str(error)) from error
        if hook is None or not (hook.publishes or hook.hides or hook.commit):
            return False
        async with self._database.transaction() as session:
            if hook.commit is not None:
                return await self._finder.committed(session, path_of(hook.kind, hook.repo_id), hook.commit)
            job = await self._job(session, hook)
            if job is None or not await store.is_first(session, hook.sign, self._now(), MEMORY):
                return False
            await enqueue(session, *job)
        return True

    async def _job(self, session: Session, hook: Hook) -> tuple[str, dict[str, Any]] | None:
        """What is to be done about something that appears or disappears; None when it concerns nobody."""
        if hook.hides:
            release_id = await told.with_key(session, hook.kind, hook.key, self._now() - LIVING)
            return None if release_id is None else (CONFIRM, {"release": release_id})
        if not await _may_be_news(session, hook):
            return None
        return JOB, {"kind": hook.kind, "repo_id": hook.repo_id, "key": hook.key}

    async def look(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: read the repository and learn of it. Raises Again while the Hub does not answer."""
        kind, repo_id = cast("RepositoryKind", payload["kind"]), str(payload["repo_id"])
        try:
            await self._finder.hooked(await self._hub.info(kind, repo_id))
        except RepositoryGone:
            return  # hidden or deleted meanwhile; should it come back, there will be another hook
        except HubBusy as error:
            raise Again(error.retry_after, str(error)) from error
        except HubError as error:
            raise Again(pause_before_retry(attempts, self._chance()), str(error)) from error
        async with self._database.transaction() as session:
            await store.forget_hooks(session, self._now() - MEMORY)


async def _may_be_news(session: Session, hook: Hook) -> bool:
    """Whether a repository may be news for a watch; what a search finds, is only known once it is read."""
    sources = [Source("author", hook.author), Source("repository", path_of(hook.kind, hook.repo_id))]
    if hook.kind in {one.kind for one in await lists.of_sources(session, sources)}:
        return True
    return await lists.are_searched(session, hook.kind)
