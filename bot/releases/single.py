"""Listening for one repository that is not on the Hub yet, or not public."""

from collections.abc import Callable
from datetime import datetime

from bot.hub.errors import RepositoryGone
from bot.hub.models import Repository
from bot.hub.reader import HubReader
from bot.releases.finding import Finder
from bot.releases.listening import FirstLook, Look, Past
from bot.releases.model import ListKind, ReadList, Source
from bot.releases.reading import release_of
from bot.releases.sources import repository_of

# Once it is there, it is only asked whether it was made anew.
SELDOM_SECONDS = 24 * 3600.0


class SingleRepository:
    """Listens to names of repositories; the feeds usually see one sooner, if it is public when it is made."""

    def __init__(self, hub: HubReader, finder: Finder, now: Callable[[], datetime]) -> None:
        self._hub = hub
        self._finder = finder
        self._now = now

    async def first_look(self, source: Source, _kind: ListKind) -> FirstLook:
        """Whether it is there already."""
        found = await self._info(source)
        return FirstLook(keys=[] if found is None else [found.key])

    async def look(self, watched: ReadList) -> Look:
        """Whether it is there now."""
        found = await self._info(watched.source)
        if found is None:
            return Look()
        news = await self._finder.found([found], watched)
        return Look(news, found.created_at, SELDOM_SECONDS)

    async def past(self, source: Source, _kind: ListKind) -> Past:
        """The repository, if it is there."""
        found = await self._info(source)
        if found is None:
            return Past()
        return Past([release_of(found, self._hub.endpoint, found.created_at or self._now())])

    async def _info(self, source: Source) -> Repository | None:
        try:
            return await self._hub.info(*repository_of(source))
        except RepositoryGone:
            return None
