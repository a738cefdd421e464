"""Listening to the revisions of a repository: several commits within a short time are told as one change."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.hub.errors import RepositoryGone
from bot.hub.models import Commit as HubCommit
from bot.hub.models import Repository
from bot.hub.reader import HubReader
from bot.releases.changes import Facts, changed, prints
from bot.releases.finding import Finder
from bot.releases.listening import FirstLook, Look, Past
from bot.releases.model import ListKind, ReadList, Release, Source
from bot.releases.parts import Commit, Revision
from bot.releases.reading import release_of
from bot.releases.sources import repository_of

# Whoever commits again and again is waited for at most so many times the quiet time.
LONGEST_WAIT = 6
MOST_COMMITS = 20


class Revisions:
    """Compares the newest commit with the last one told; `quiet` seconds without another end a change."""

    def __init__(self, hub: HubReader, finder: Finder, now: Callable[[], datetime], *, quiet: float) -> None:
        self._hub = hub
        self._finder = finder
        self._now = now
        self._quiet = timedelta(seconds=quiet)

    async def first_look(self, source: Source, _kind: ListKind) -> FirstLook:
        """The revision there is. Raises RepositoryGone when there is no such repository."""
        return FirstLook(memory=_memory(await self._hub.info(*repository_of(source))))

    async def look(self, watched: ReadList) -> Look:
        """Tell of a new revision, once its author has been quiet for a while."""
        try:
            found = await self._hub.info(*repository_of(watched.source))
        except RepositoryGone:
            return Look()  # hidden or deleted; should it come back, it is compared with what was there
        memory = dict(watched.memory or {})
        if found.sha is None or found.sha == memory.get("sha"):
            return Look()
        now = self._now()
        since = datetime.fromisoformat(memory.setdefault("waiting_since", now.isoformat()))
        quiet_at = (found.last_modified or since) + self._quiet
        if now < quiet_at and now - since < LONGEST_WAIT * self._quiet:
            await self._finder.remember(watched, memory)
            return Look(again=max(1.0, (quiet_at - now).total_seconds()))
        return await self._tell(watched, found, memory)

    async def past(self, source: Source, _kind: ListKind) -> Past:
        """The commits of the last time, those that lie close together as one; what changed is not known."""
        kind, repo_id = repository_of(source)
        commits = await self._hub.commits(kind, repo_id)
        found = await self._hub.info(kind, repo_id)
        release = release_of(found, self._hub.endpoint, self._now())
        groups = grouped(commits, self._quiet)
        releases = [
            _release(release, group[0].made_at, Revision(group[0].sha, "", (), _told(group)))
            for group in groups
        ]
        return Past(releases, min((one.made_at for one in commits if one.made_at), default=None))

    async def _tell(self, watched: ReadList, found: Repository, memory: dict[str, Any]) -> Look:
        before, after = str(memory.get("sha", "")), _memory(found)
        commits = await self._hub.commits(found.kind, found.id)
        new = _until(commits, before)[:MOST_COMMITS]
        parts = changed(memory.get("parts", {}), after["parts"])
        revision = Revision(after["sha"], before, parts, _told(new))
        release = release_of(found, self._hub.endpoint, self._now())
        await self._finder.revised(watched, _release(release, found.last_modified, revision), after)
        return Look(1, found.last_modified)


def grouped(commits: Sequence[HubCommit], quiet: timedelta) -> list[list[HubCommit]]:
    """Commits, the newest first, in groups with no more than `quiet` between two."""
    groups: list[list[HubCommit]] = []
    for commit in commits:
        last = groups[-1][-1].made_at if groups else None
        if last is not None and commit.made_at is not None and last - commit.made_at <= quiet:
            groups[-1].append(commit)
        else:
            groups.append([commit])
    return groups


def _release(release: Release, made_at: datetime | None, revision: Revision) -> Release:
    return replace(release, key=f"{release.key}@{revision.sha}", created_at=made_at, revision=revision)


def _memory(repository: Repository) -> dict[str, Any]:
    facts = Facts(
        files={file.name: file.digest or str(file.size) for file in repository.files},
        chat_template=repository.chat_template,
        licence=repository.licence.id if repository.licence else None,
        gate=str(repository.gated),
    )
    return {"sha": repository.sha, "parts": prints(facts)}


def _until(commits: Sequence[HubCommit], before: str) -> list[HubCommit]:
    shas = [commit.sha for commit in commits]
    return list(commits[: shas.index(before)] if before in shas else commits[:1])


def _told(commits: Sequence[HubCommit]) -> tuple[Commit, ...]:
    return tuple(Commit(commit.sha, commit.title) for commit in commits)
