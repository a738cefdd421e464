"""The lanes of the watcher: which lists of the Hub are read when, and how far.

A look reads everything before it learns anything of it, or leaves a mark that makes the next look read it
again: a process that dies in the middle of one loses nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.db.engine import Database
from bot.hub.models import Page, Repository
from bot.hub.reader import HubReader
from bot.releases.finding import Finder
from bot.releases.model import ReadList, RepositoryKind
from bot.releases.presence import Presence
from bot.releases.rotation import RECENT, Rhythm, beat_of, is_recent, weight
from bot.releases.store import known

# Pages that a look reads at most while it meets only repositories that it does not know.
LATER_PAGES = 5
# Who made more than a page of repositories within this time has a second page read each time: what was
# private before stands at the place of its creation.
PROLIFIC = timedelta(days=90)
# How long the rhythm holds before the lists are counted again, and a look that failed waits, at most.
RECOUNT = timedelta(minutes=1)
RETRY_SECONDS = 60.0


class Lanes:
    """Looks at the Hub, one a method. `feed`, `trending` and `author` are the seconds between two looks."""

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        finder: Finder,
        presence: Presence,
        now: Callable[[], datetime],
        *,
        feed: float,
        trending: float,
        author: float,
    ) -> None:
        self._database = database
        self._hub = hub
        self._finder = finder
        self._presence = presence
        self._now = now
        self.feed_seconds = feed
        self.trending_seconds = trending
        self.author_seconds = author
        self._rhythm = Rhythm(author, author)
        self._counted_at: datetime | None = None
        self._step = author

    async def look_at_newest(self) -> None:
        """Read the feed of the newest repositories of every kind that anybody watches."""
        for kind in await self._kinds():
            await self._look_at_newest(kind)

    async def look_at_trending(self) -> None:
        """Read what is looked at most: among it is what a large author has just made public."""
        for kind in await self._kinds():
            await self._finder.found((await self._hub.trending(kind)).items)

    async def look_at_due_list(self) -> float:
        """Read the list that is due for the longest; how many seconds to wait before the next look."""
        now = self._now()
        seconds = await self._pause(now)
        again = now + timedelta(seconds=min(self.author_seconds, RETRY_SECONDS))
        async with self._database.transaction() as session:
            watched = await known.take_due_list(session, now, again)
        if watched is None:
            return min(self.author_seconds, 1.0)
        items, is_whole = await self._read(watched)
        news = await self._finder.found(items)
        await self._presence.missed(watched, items, is_whole=is_whole)
        released_at = now if news else _latest(_newest(items), watched.released_at)
        interval = self._rhythm.interval(weight(watched.kind, recent=is_recent(released_at, now)))
        async with self._database.transaction() as session:
            due_at = now + timedelta(seconds=interval)
            await known.list_was_read(session, watched, self._now(), due_at, released_at)
        return seconds

    async def _kinds(self) -> list[RepositoryKind]:
        async with self._database.transaction() as session:
            return await known.watched_kinds(session)

    async def _look_at_newest(self, kind: RepositoryKind) -> None:
        async with self._database.transaction() as session:
            last = await known.newest_read(session, kind)
        page = await self._hub.newest(kind)
        newest = _newest(page.items)
        await self._finder.found(page.items)
        pages = 1
        while (
            last is not None
            and page.next_url is not None
            and pages < LATER_PAGES
            and _all_after(page.items, last)
        ):
            page = await self._hub.more(kind, page.next_url)
            await self._finder.found(page.items)
            pages += 1
        if newest is not None:
            async with self._database.transaction() as session:
                await known.note_newest(session, kind, newest)

    async def _pause(self, now: datetime) -> float:
        """Seconds between two looks at lists, so that all of the lane's requests come evenly."""
        if self._counted_at is None or now - self._counted_at >= RECOUNT:
            async with self._database.transaction() as session:
                counts = await known.count_lists(session, now - RECENT)
            every = {"feed": self.feed_seconds, "trending": self.trending_seconds}
            self._rhythm = beat_of(counts, self._hub.rate, **every, author=self.author_seconds)
            self._step = min(1 / self._hub.rate, self.author_seconds)
            self._counted_at = now
        return self._step

    async def _read(self, watched: ReadList) -> tuple[Sequence[Repository], bool]:
        """What a list shows, and whether that is all of it."""
        page = await self._hub.of_author(watched.kind, watched.author)
        items, pages = list(page.items), 1
        while page.next_url is not None and pages < LATER_PAGES and await self._goes_on(page, pages):
            page = await self._hub.more(watched.kind, page.next_url)
            items += page.items
            pages += 1
        return items, page.next_url is None

    async def _goes_on(self, page: Page, pages: int) -> bool:
        """Whether a page may have something new behind it."""
        if not page.items:
            return False
        if pages == 1 and _all_after(page.items, self._now() - PROLIFIC):
            return True
        async with self._database.transaction() as session:
            kind = page.items[0].kind
            return not await known.are_known(session, kind, [one.key for one in page.items])


def _newest(repositories: Iterable[Repository]) -> datetime | None:
    return max((one.created_at for one in repositories if one.created_at), default=None)


def _latest(first: datetime | None, second: datetime | None) -> datetime | None:
    return max((one for one in (first, second) if one is not None), default=None)


def _all_after(repositories: Iterable[Repository], last: datetime) -> bool:
    return all(one.created_at is None or one.created_at > last for one in repositories)
