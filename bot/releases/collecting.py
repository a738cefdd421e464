"""Listening to collections: what somebody adds to one is told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.hub.errors import RepositoryGone
from bot.hub.models import Collection, Item
from bot.hub.reader import HubReader
from bot.releases.finding import Finder
from bot.releases.listening import FirstLook, Look, Past
from bot.releases.model import Kind, ListKind, ReadList, Release, Source
from bot.releases.parts import Collected
from bot.releases.sources import path_of

# How the items of a collection name their kinds; what it holds besides is left out.
_KINDS: Mapping[str, Kind] = {"model": "model", "dataset": "dataset", "space": "space", "paper": "paper"}


class Collections:
    """Compares the items of a collection with those it had before: the Hub does not say when one came."""

    def __init__(self, hub: HubReader, finder: Finder, now: Callable[[], datetime]) -> None:
        self._hub = hub
        self._finder = finder
        self._now = now

    async def first_look(self, source: Source, _kind: ListKind) -> FirstLook:
        """What is in it now. Raises RepositoryGone when there is no such collection."""
        collection = await self._hub.collection(source.value)
        return FirstLook(keys=[_key(item) for item in collection.items])

    async def look(self, watched: ReadList) -> Look:
        """What was added since; a collection that was deleted has nothing new."""
        try:
            collection = await self._hub.collection(watched.source.value)
        except RepositoryGone:
            return Look()
        releases = self._releases(collection)
        return Look(await self._finder.listed(watched, releases))

    async def past(self, source: Source, _kind: ListKind) -> Past:
        """What is in it, the last added first."""
        collection = await self._hub.collection(source.value)
        releases = [release for _, release in self._releases(collection)]
        return Past(releases[::-1], is_dated=False)

    def _releases(self, collection: Collection) -> Sequence[tuple[str, Release]]:
        told = Collected(collection.slug, collection.title, collection.owner)
        # The slug of a collection changes with its title; the digits at its end do not.
        mark = collection.slug[-24:]
        return [
            (_key(item), _release(item, kind, told, mark, self._hub.endpoint, self._now()))
            for item in collection.items
            if (kind := _KINDS.get(item.type)) is not None
        ]


def _release(item: Item, kind: Kind, told: Collected, mark: str, endpoint: str, now: datetime) -> Release:
    path = f"papers/{item.id}" if kind == "paper" else path_of(kind, item.id)
    return Release(
        kind=kind,
        key=f"{mark}/{item.id}",
        repo_id=item.id,
        author=told.owner if kind == "paper" else item.id.partition("/")[0],
        url=f"{endpoint}/{path}",
        created_at=None,
        seen_at=now,
        collected=told,
    )


def _key(item: Item) -> str:
    return f"{item.type}:{item.id}"
