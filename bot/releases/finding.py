"""Finding releases: the Hub's lists against what is known."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from bot.db.engine import Database, Session
from bot.hub.models import Repository
from bot.hub.reader import HubReader
from bot.jobs.queue import enqueue, ids
from bot.releases.model import Kind, is_news
from bot.releases.reading import release_of, seen
from bot.releases.store import announced, known

ANNOUNCE = "announce"
# Pages of 100 that a first look at a list reads at most; what was created earlier counts as known.
FIRST_LOOK_PAGES = 10
# Pages that a later look reads at most while it meets repositories that it does not know.
LATER_PAGES = 5


class Finder:
    """Reads lists, learns what is new, and queues the announcement of it in the same transaction."""

    def __init__(self, database: Database, hub: HubReader, now: Callable[[], datetime]) -> None:
        self._database = database
        self._hub = hub
        self._now = now

    async def first_look(self, author: str, kind: Kind) -> tuple[list[Repository], datetime | None]:
        """All that an author has, newest first, and since when that is complete (None: since ever)."""
        found: list[Repository] = []
        page = await self._hub.of_author(kind, author)
        found += page.items
        for _ in range(FIRST_LOOK_PAGES - 1):
            if page.next_url is None:
                return found, None
            page = await self._hub.more(kind, page.next_url)
            found += page.items
        if page.next_url is None:
            return found, None
        return found, min((item.created_at for item in found if item.created_at), default=None)

    async def look_at_newest(self) -> None:
        """Read the feed of the newest repositories of every kind that anybody watches."""
        async with self._database.transaction() as session:
            kinds = await known.watched_kinds(session)
        for kind in kinds:
            await self._look_at_newest(kind)

    async def look_at_stalest_list(self) -> None:
        """Read the list of one author that was not read for the longest."""
        async with self._database.transaction() as session:
            watched = await known.take_stalest_list(session, self._now())
        if watched is None:
            return
        page = await self._hub.of_author(watched.kind, watched.author)
        news = await self.found(page.items)
        pages = 1
        # A repository that was private may stand far down the list, but then so many new ones before it.
        while news == len(page.items) and page.next_url is not None and pages < LATER_PAGES:
            page = await self._hub.more(watched.kind, page.next_url)
            news = await self.found(page.items)
            pages += 1

    async def found(self, repositories: Sequence[Repository]) -> int:
        """Learn these repositories, queue the announcements of those that are news, and count them."""
        if not repositories:
            return 0
        async with self._database.transaction() as session:
            return await self._found(session, repositories)

    async def _found(self, session: Session, repositories: Sequence[Repository]) -> int:
        lists = await known.read_lists(session, {repository.author for repository in repositories})
        watched = {(one.author, one.kind): one for one in lists}
        relevant = [one for one in repositories if not one.private and (one.author, one.kind) in watched]
        now = self._now()
        unknown = await known.learn(session, [seen(one) for one in relevant], now)
        news = [
            one
            for one in _distinct(relevant, unknown)
            if is_news(one.created_at, watched[one.author, one.kind])
        ]
        releases = [release_of(one, self._hub.endpoint, now) for one in news]
        new_ids = await announced.add_releases(session, releases, now)
        await enqueue(session, ANNOUNCE, *ids("release", new_ids))
        return len(news)

    async def _look_at_newest(self, kind: Kind) -> None:
        async with self._database.transaction() as session:
            last = await known.newest_read(session, kind)
        page = await self._hub.newest(kind)
        newest = _newest(page.items)
        await self.found(page.items)
        pages = 1
        while (
            last is not None
            and page.next_url is not None
            and pages < LATER_PAGES
            and _all_after(page.items, last)
        ):
            page = await self._hub.more(kind, page.next_url)
            await self.found(page.items)
            pages += 1
        if newest is not None:
            async with self._database.transaction() as session:
                await known.note_newest(session, kind, newest)


def _distinct(repositories: Iterable[Repository], wanted: set[tuple[Kind, str]]) -> list[Repository]:
    by_key = {(one.kind, one.key): one for one in repositories}
    return [one for key, one in by_key.items() if key in wanted]


def _newest(repositories: Iterable[Repository]) -> datetime | None:
    return max((one.created_at for one in repositories if one.created_at), default=None)


def _all_after(repositories: Iterable[Repository], last: datetime) -> bool:
    return all(one.created_at is None or one.created_at > last for one in repositories)
