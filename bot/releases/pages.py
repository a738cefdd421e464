"""Listening to what the Hub gives as pages: the repositories of an author, and those that a search finds."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.db.engine import Database
from bot.hub.models import Page, Repository
from bot.hub.reader import HubReader
from bot.releases.finding import Finder
from bot.releases.listening import FirstLook, Look, Past
from bot.releases.model import ListKind, ReadList, RepositoryKind, Source
from bot.releases.presence import Presence
from bot.releases.reading import release_of
from bot.releases.searching import hub_tags, read_search
from bot.releases.store import known

# Pages of 100 that a first look at a list reads at most; what was created earlier counts as known.
FIRST_LOOK_PAGES = 10
# Pages that a later look reads at most while it meets only repositories that it does not know.
LATER_PAGES = 5
# Who made more than a page of repositories within this time has a second page read each time: what was
# private before stands at the place of its creation.
PROLIFIC = timedelta(days=90)


class Pages:
    """Listens to authors and to searches."""

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        finder: Finder,
        presence: Presence,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._hub = hub
        self._finder = finder
        self._presence = presence
        self._now = now

    async def first_look(self, source: Source, kind: ListKind) -> FirstLook:
        """All that an author has or a search finds, newest first, as far as it is read."""
        page = await self._first_page(source, _repositories(kind))
        found, pages = list(page.items), 1
        while page.next_url is not None and pages < FIRST_LOOK_PAGES:
            page = await self._hub.more(_repositories(kind), page.next_url)
            found += page.items
            pages += 1
        horizon = None if page.next_url is None else oldest(found)
        if source.kind == "author":
            return FirstLook(found, horizon_at=horizon)
        return FirstLook(keys=[one.key for one in found], horizon_at=horizon)

    async def look(self, watched: ReadList) -> Look:
        """Read until something known is met."""
        items, is_whole = await self._read(watched.source, _repositories(watched.kind))
        news = await self._finder.found(items, watched)
        if watched.source.kind == "author":
            await self._presence.missed(watched, items, is_whole=is_whole)
        return Look(news, newest(items))

    async def past(self, source: Source, kind: ListKind) -> Past:
        """The newest hundred."""
        page = await self._first_page(source, _repositories(kind))
        releases = [release_of(one, self._hub.endpoint, one.created_at or self._now()) for one in page.items]
        return Past(releases, oldest(page.items) if page.next_url else None)

    async def _first_page(self, source: Source, kind: RepositoryKind) -> Page:
        if source.kind == "author":
            return await self._hub.of_author(kind, source.value)
        search = read_search(source.value)
        return await self._hub.search(
            kind, tags=hub_tags(search, kind), author=search.author, words=search.words
        )

    async def _read(self, source: Source, kind: RepositoryKind) -> tuple[Sequence[Repository], bool]:
        """What a list shows, and whether that is all of it."""
        page = await self._first_page(source, kind)
        items, pages = list(page.items), 1
        while page.next_url is not None and pages < LATER_PAGES and await self._goes_on(source, page, pages):
            page = await self._hub.more(kind, page.next_url)
            items += page.items
            pages += 1
        return items, page.next_url is None

    async def _goes_on(self, source: Source, page: Page, pages: int) -> bool:
        """Whether a page may have something new behind it."""
        if not page.items:
            return False
        if source.kind == "search":
            # The feeds are matched against searches too: what they may have missed is young.
            return False
        if pages == 1 and all_after(page.items, self._now() - PROLIFIC):
            return True
        async with self._database.transaction() as session:
            kind = page.items[0].kind
            return not await known.are_known(session, kind, [one.key for one in page.items])


def newest(repositories: Sequence[Repository]) -> datetime | None:
    """When the youngest of them was made."""
    return max((one.created_at for one in repositories if one.created_at), default=None)


def oldest(repositories: Sequence[Repository]) -> datetime | None:
    """When the oldest of them was made."""
    return min((one.created_at for one in repositories if one.created_at), default=None)


def all_after(repositories: Sequence[Repository], moment: datetime) -> bool:
    """Whether all of them, as far as they have a date, were made after that moment."""
    return all(one.created_at is None or one.created_at > moment for one in repositories)


def _repositories(kind: ListKind) -> RepositoryKind:
    assert kind != "any"
    return kind
