"""The lanes of the watcher: which lists of the Hub are read when, and how far.

A look reads everything before it learns anything of it, or leaves a mark that makes the next look read it
again: a process that dies in the middle of one loses nothing.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.db.engine import Database
from bot.hub.reader import HubReader
from bot.releases.finding import Finder
from bot.releases.listening import Listener
from bot.releases.model import RepositoryKind, SourceKind
from bot.releases.pages import LATER_PAGES, all_after, newest
from bot.releases.rotation import RECENT, Rhythm, beat_of, is_recent, weight
from bot.releases.store import known, lists
from bot.settings import Settings

# How long the rhythm holds before the lists are counted again, and a look that failed waits, at most.
RECOUNT = timedelta(minutes=1)
RETRY_SECONDS = 60.0


class Lanes:
    """Looks at the Hub, one a method; the settings say how many seconds lie between two looks."""

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        finder: Finder,
        listeners: Mapping[SourceKind, Listener],
        now: Callable[[], datetime],
        settings: Settings,
    ) -> None:
        self._database = database
        self._hub = hub
        self._finder = finder
        self._listeners = listeners
        self._now = now
        self.feed_seconds = settings.feed_seconds
        self.trending_seconds = settings.trending_seconds
        self.author_seconds = author = settings.author_seconds
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
        await self._finder.forget_expired()

    async def look_at_due_list(self) -> float:
        """Read the list that is due for the longest; how many seconds to wait before the next look."""
        now = self._now()
        seconds = await self._pause(now)
        again = now + timedelta(seconds=min(self.author_seconds, RETRY_SECONDS))
        async with self._database.transaction() as session:
            watched = await lists.take_due(session, now, again)
        if watched is None:
            return min(self.author_seconds, 1.0)
        look = await self._listeners[watched.source.kind].look(watched)
        released_at = now if look.news else _latest(look.newest_at, watched.released_at)
        interval = look.again
        if interval is None:
            interval = self._rhythm.interval(weight(watched.kind, recent=is_recent(released_at, now)))
        async with self._database.transaction() as session:
            due_at = now + timedelta(seconds=interval)
            # What this look has found made its own list due, which was read just now.
            taken_until = None if look.news else again
            await lists.was_read(session, watched, self._now(), due_at, released_at, taken_until)
        return seconds

    async def _kinds(self) -> list[RepositoryKind]:
        async with self._database.transaction() as session:
            return await lists.feed_kinds(session)

    async def _look_at_newest(self, kind: RepositoryKind) -> None:
        async with self._database.transaction() as session:
            last = await known.newest_read(session, kind)
        page = await self._hub.newest(kind)
        last_made = newest(page.items)
        await self._finder.found(page.items)
        pages = 1
        while (
            last is not None
            and page.next_url is not None
            and pages < LATER_PAGES
            and all_after(page.items, last)
        ):
            page = await self._hub.more(kind, page.next_url)
            await self._finder.found(page.items)
            pages += 1
        if last_made is not None:
            async with self._database.transaction() as session:
                await known.note_newest(session, kind, last_made)

    async def _pause(self, now: datetime) -> float:
        """Seconds between two looks at lists, so that all of the lane's requests come evenly."""
        if self._counted_at is None or now - self._counted_at >= RECOUNT:
            async with self._database.transaction() as session:
                counts = await lists.count(session, now - RECENT)
            every = {"feed": self.feed_seconds, "trending": self.trending_seconds}
            self._rhythm = beat_of(counts, self._hub.rate, **every, author=self.author_seconds)
            self._step = min(1 / self._hub.rate, self.author_seconds)
            self._counted_at = now
        return self._step


def _latest(first: datetime | None, second: datetime | None) -> datetime | None:
    return max((one for one in (first, second) if one is not None), default=None)
