"""Looks whether models have changed on the Hub since they were measured, and lets posts say so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.db.engine import Database
from bot.hub.errors import HubBusy, HubError, RepositoryGone
from bot.hub.models import Commit, Repository
from bot.hub.reader import HubReader
from bot.jobs.queue import enqueue
from bot.jobs.worker import Again
from bot.outbox.model import pause_before_retry
from bot.outdated import store
from bot.outdated.model import JOB, SHOW, STATED_LICENCE, Seen, changed
from bot.releases.changes import Facts, prints
from bot.results import measured_posts
from bot.results.reproduction.store import hold
from bot.results.rewriting import redraw

# A model that no list shows is looked at so often; of those that are due, so many at once.
EVERY: Final = timedelta(days=1)
AT_ONCE: Final = 20


class Revisions:
    """Compares the revisions that results name with the newest ones, by the hashes of their files."""

    def __init__(self, database: Database, hub: HubReader, now: Callable[[], datetime]) -> None:
        self._database = database
        self._hub = hub
        self._now = now

    async def look_at_due(self) -> None:
        """The chore: queue looks at models that were not looked at for a day."""
        now = self._now()
        async with self._database.transaction() as session:
            models = await store.due(session, now - EVERY, now, AT_ONCE)
            await enqueue(session, JOB, *({"model": model} for model in models))

    async def look(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: compare the measured revisions of a model.

        Raises Again while the Hub does not answer, or where somebody else has looked meanwhile.
        """
        model = str(payload["model"])
        async with self._database.transaction() as session:
            known, before = await store.known(session, model), await store.newest_seen(session, model)
        try:
            seen = await self._seen(model, known)
        except RepositoryGone:
            return  # hidden or deleted: what was measured was measured
        except HubBusy as error:
            raise Again(error.retry_after, str(error)) from error
        except HubError as error:
            raise Again(pause_before_retry(attempts), str(error)) from error
        async with self._database.transaction() as session:
            if await store.newest_seen(session, model, is_held=True) != before:
                # What was noted meanwhile may be newer than what the Hub has answered.
                raise Again(pause_before_retry(attempts), "it was looked at meanwhile")
            told = await store.note(session, model, seen, self._now())
            guilds = await measured_posts.guilds(session, model, told)
            about = {"model": model, "revisions": sorted(told)}
            await enqueue(session, SHOW, *({"guild": guild_id, **about} for guild_id in guilds))

    async def show(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: bring a guild's posts about some revisions of a model up to date."""
        guild_id, model = int(payload["guild"]), str(payload["model"])
        async with self._database.transaction() as session:
            await hold(session, guild_id)
            posts = await measured_posts.posts(session, guild_id, model, payload["revisions"])
            await redraw(session, guild_id, posts, self._hub.endpoint)

    async def _seen(self, model: str, known: Mapping[str, Mapping[str, str]]) -> list[Seen]:
        """Each measured revision beside the newest one."""
        main = await self._hub.info("model", model)
        licence = "" if main.licence is None else main.licence.name or main.licence.id
        newest, now_there = main.sha or "", _prints(main) | {STATED_LICENCE: licence}
        size = None if main.is_packed else main.parameters
        seen = []
        for revision, before in known.items():
            if newest.startswith(revision):
                seen.append(Seen(revision, newest, now_there, parameters=size))
                continue
            then = before or await self._prints_of(model, revision)
            seen.append(Seen(revision, newest, then, changed=changed(then, now_there), parameters=size))
        if not any(one.changed for one in seen):
            return seen
        commits = await self._hub.commits("model", model)
        return [
            replace(one, made_at=_made_at(commits, one.revision), newer_at=main.last_modified)
            if one.changed
            else one
            for one in seen
        ]

    async def _prints_of(self, model: str, revision: str) -> dict[str, str]:
        """The hashes of a revision's parts; empty where the Hub knows no such commit."""
        try:
            return _prints(await self._hub.info("model", model, revision))
        except RepositoryGone:
            return {}


def _prints(repository: Repository) -> dict[str, str]:
    """By the hashes of the files alone, which the Hub gives for every commit."""
    files = {file.name: file.digest or str(file.size) for file in repository.files}
    return prints(Facts(files, chat_template=None, licence=None, gate=""))


def _made_at(commits: Sequence[Commit], revision: str) -> datetime | None:
    return next((one.made_at for one in commits if one.sha.startswith(revision)), None)
