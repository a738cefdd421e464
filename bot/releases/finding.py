"""Finding releases: what the Hub shows against what is known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.db.engine import Database, Session
from bot.hub import store as hub
from bot.hub.models import Repository
from bot.jobs.queue import enqueue
from bot.outdated import store as outdated
from bot.outdated.model import JOB as LOOK
from bot.releases import awaiting
from bot.releases.matching import Index, Subject
from bot.releases.model import BORN_PUBLIC, ReadList, Release, RepositoryKind, Source, is_news
from bot.releases.noticing import notice
from bot.releases.reading import release_of, seen
from bot.releases.sources import path_of
from bot.releases.store import announced, known, lists
from bot.releases.timing import AWAY, Outage, outage_of
from bot.releases.watching import Watching

ANNOUNCE = "announce"
Identity = tuple[RepositoryKind, str]
Found = tuple[Release, list[ReadList]]


class Finder:
    """Learns what is new, and queues the announcement of it in the same transaction."""

    def __init__(
        self,
        database: Database,
        endpoint: str,
        watching: Watching,
        now: Callable[[], datetime],
        away: timedelta = AWAY,
    ) -> None:
        self._database = database
        self._endpoint = endpoint
        self._watching = watching
        self._now = now
        self._away = away

    async def found(self, repositories: Sequence[Repository], via: ReadList | None = None) -> int:
        """Learn these repositories, queue the announcements of those that are news, and count them.

        `via` is the list in which they stood where it is of one source; a feed has everyone's.
        """
        if not repositories:
            return 0
        async with self._database.transaction() as session:
            return await self._found(session, repositories, via)

    async def hooked(self, repository: Repository) -> None:
        """Learn a repository that a webhook tells of; searches that may list it are read next."""
        async with self._database.transaction() as session:
            await self._found(session, [repository], None)
            if repository.private:
                return
            index = await self._watching.index(session)
            found = index.sources(Subject(repository.kind, repository.id, repository.author, repository.tags))
            searches = {source.value for source in found if source.kind == "search"}
            await lists.wake(session, "search", searches, repository.kind, self._now())

    async def committed(self, session: Session, path: str, sha: str) -> bool:
        """Somebody says that a repository has a new commit; whether anybody watches its changes."""
        source = Source("revisions", path)
        index = await self._watching.index(session)
        await lists.due_at_once(session, source.kind, {path: sha}, self._now())
        return index.has(source)

    async def listed(self, watched: ReadList, items: Sequence[tuple[str, Release]]) -> int:
        """Queue the announcements of items, by their keys, that did not stand in this list before."""
        async with self._database.transaction() as session:
            if not await _is_watched(session, watched):
                return 0
            there = await lists.add_items(session, [(watched.id, key) for key, _ in items])
            news: list[Found] = [
                (release, [watched])
                for key, release in dict(items).items()
                if (watched.id, key) in there and is_news(release.created_at, watched)
            ]
            await self._announce(session, news)
            return len(news)

    async def revised(self, watched: ReadList, release: Release, memory: dict[str, Any]) -> None:
        """Queue the announcement of a revision, and remember it in the same transaction."""
        async with self._database.transaction() as session:
            if not await _is_watched(session, watched):
                return
            await self._announce(session, [(release, [watched])])
            await lists.remember(session, watched.id, memory)
            if release.kind == "model" and release.revision is not None:
                models = {release.repo_id: release.revision.sha}
                await _look_at_measured(session, await outdated.moved(session, models))

    async def forget_expired(self) -> None:
        """Wait no longer for likes that did not come in time."""
        async with self._database.transaction() as session:
            await awaiting.give_up(session, self._now())

    async def remember(self, watched: ReadList, memory: Mapping[str, Any]) -> None:
        """Keep what the next look at a list has to compare with."""
        async with self._database.transaction() as session:
            await lists.remember(session, watched.id, memory)

    async def _found(self, session: Session, repositories: Sequence[Repository], via: ReadList | None) -> int:
        # A list that changes while it is read shows some twice, on both sides of a page's end.
        public = {(one.kind, one.key): one for one in repositories if not one.private}.values()
        places = await self._places(session, public, via)
        now = self._now()
        await notice(session, list(public), self._endpoint, now)
        await awaiting.notice(session, list(public), now)
        by_author = [one for one in public if any(at.source.kind == "author" for at in places[_of(one)])]
        unknown = await known.learn(session, [seen(one) for one in by_author], now)
        new_items = await lists.add_items(
            session,
            [(at.id, one.key) for one in public for at in places[_of(one)] if at.source.kind != "author"],
        )
        news: list[Found] = []
        for one in public:
            where = [
                at
                for at in places[_of(one)]
                if is_news(one.created_at, at)
                and ((at.id, one.key) in new_items or (at.source.kind == "author" and _of(one) in unknown))
            ]
            if where:
                news.append((_release(one, where, self._endpoint, now), where))
        await self._announce(session, news)
        await self._look_at_revisions(session, public)
        return len(news)

    async def _places(
        self, session: Session, public: Iterable[Repository], via: ReadList | None
    ) -> dict[Identity, list[ReadList]]:
        """The watched lists in which each repository stands or should stand."""
        index = await self._watching.index(session)
        wanted = {_of(one): self._sources(index, one, via) for one in public}
        found = await lists.of_sources(session, {each for some in wanted.values() for each in some})
        watched = lists.by_source(found)
        return {
            (kind, key): [
                watched[source, kind] for source in dict.fromkeys(sources) if (source, kind) in watched
            ]
            for (kind, key), sources in wanted.items()
        }

    def _sources(self, index: Index, one: Repository, via: ReadList | None) -> list[Source]:
        """The sources that a repository belongs to.

        Which old ones fit a search, only the list of the search tells: the Hub may judge otherwise than we.
        """
        found = index.sources(Subject(one.kind, one.id, one.author, one.tags))
        if not _is_young(one, self._now()):
            found = [source for source in found if source.kind != "search"]
        return found if via is None else [*found, via.source]

    async def _announce(self, session: Session, news: Sequence[Found]) -> None:
        now = self._now()
        ids = await announced.add_releases(session, [release for release, _ in news], now)
        outage = await self._outage(session, now) if news else None
        away = None if outage is None else [outage.since.isoformat(), outage.until.isoformat()]
        jobs = []
        for release, where in news:
            release_id, is_new = ids[release.kind, release.key]
            told = [at.source for at in where if at.source.kind != "author"]
            if is_new or told:
                sources = [[source.kind, source.value] for source in told]
                jobs.append({"release": release_id, "sources": sources, "away": away})
        await enqueue(session, ANNOUNCE, *jobs)
        await lists.expect_more(session, {at.id for _, where in news for at in where}, now)

    async def _outage(self, session: Session, now: datetime) -> Outage | None:
        """The time for which nothing was seen of the Hub, when that has just ended."""
        newest = next((one for one in await hub.lanes(session) if one.name == "newest"), None)
        if newest is None:
            return None
        last = None
        if newest.away_since is not None and newest.away_until is not None:
            last = Outage(newest.away_since, newest.away_until)
        return outage_of(newest.succeeded_at, last, now, self._away)

    async def _look_at_revisions(self, session: Session, public: Iterable[Repository]) -> None:
        """A list shows the newest commit of each repository: who watches it need not wait for its turn."""
        index = await self._watching.index(session)
        newest = {path_of(one.kind, one.id): one.sha for one in public if one.sha is not None}
        watched = {path: sha for path, sha in newest.items() if index.has(Source("revisions", path))}
        await lists.due_at_once(session, "revisions", watched, self._now())
        models = {one.id: one.sha for one in public if one.kind == "model" and one.sha is not None}
        await _look_at_measured(session, await outdated.moved(session, models))


def _of(repository: Repository) -> Identity:
    return repository.kind, repository.key


def _is_young(repository: Repository, now: datetime) -> bool:
    return repository.created_at is None or now - repository.created_at <= BORN_PUBLIC


def _release(repository: Repository, where: Sequence[ReadList], endpoint: str, now: datetime) -> Release:
    release = release_of(repository, endpoint, now)
    only_searched = all(at.source.kind == "search" for at in where)
    return replace(release, by_search=only_searched and not _is_young(repository, now))


async def _look_at_measured(session: Session, models: Sequence[str]) -> None:
    """Queue a look at models that have changed since somebody measured them."""
    await enqueue(session, LOOK, *({"model": model} for model in models))


async def _is_watched(session: Session, watched: ReadList) -> bool:
    """Whether a list is still watched, and was not forgotten and begun again meanwhile."""
    return watched.id in {one.id for one in await lists.of_sources(session, [watched.source])}
