"""What a model was made from, and what came out since: from what is kept, and from the Hub."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.db.engine import Database
from bot.hub.errors import HubError, RepositoryGone
from bot.hub.lately import Lately
from bot.hub.models import Page
from bot.hub.reader import HubReader
from bot.releases.model import Release
from bot.releases.newer import newer_bases
from bot.releases.parts import Base
from bot.releases.reading import release_of
from bot.releases.store import newer as store

# From a quantisation of a fine-tune to the fine-tune, and on to what that was made from.
MOST_STEPS: Final = 3


@dataclass(frozen=True)
class Origin:
    """What a model was made from as its card states it, None where it states nothing; and what that is.

    `base` is None where nothing can be read of it; then the model itself is looked at in its place.
    """

    stated: Base | None = None
    base: Release | None = None


@dataclass(frozen=True)
class Found:
    """What came out lately; `is_whole` is False where the Hub did not answer."""

    releases: tuple[Release, ...] = ()
    is_whole: bool = True


class Newcomers:
    """Reads what is kept first, then the Hub, whose answers are remembered for some minutes."""

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._hub = hub
        self._now = now
        self._clock = clock
        self._models: Lately[Release] = Lately()
        self._lists: Lately[tuple[Release, ...]] = Lately()

    async def model(self, repo_id: str) -> Release | None:
        """What is known of a model; None where that is nothing, or where the Hub does not answer."""
        async with self._database.transaction() as session:
            kept = await store.about(session, [repo_id])
        return kept.get(repo_id.lower()) or await self.on_hub(repo_id)

    async def on_hub(self, repo_id: str) -> Release | None:
        """What the Hub says of a model; None where it says nothing."""
        known = self._models.get(repo_id, self._clock())
        if known is not None:
            return known
        try:
            found = release_of(await self._hub.info("model", repo_id), self._hub.endpoint, self._now())
        except HubError:
            return None
        self._models.keep(repo_id, found, self._clock())
        return found

    async def origin(self, model: Release) -> Origin:
        """What a model was made from: past quantisations of it; the model itself where it states nothing."""
        stated, found = None, model
        for _ in range(MOST_STEPS):
            if not found.bases:
                break
            stated = next((one for one in found.bases if one.relation != "quantized"), found.bases[0])
            base = await self.model(stated.repo_id)
            if base is None:
                return Origin(stated, None)
            found = base
            if stated.relation != "quantized":
                break
        return Origin(stated, found)

    async def since(self, base: Release) -> Found:
        """What may be newer than a base: by its author, and what is popular and about as large."""
        async with self._database.transaction() as session:
            kept = await store.beside(session, base)
        read = await asyncio.gather(
            self._list(f"author {base.author}", lambda: self._hub.of_author("model", base.author)),
            self._list("trending", lambda: self._hub.trending("model")),
        )
        lists = [one for one in read if one is not None]
        # What was kept was read with its card, and stands in place of a list's entry.
        by_id = {one.repo_id.lower(): one for found in (*lists, kept) for one in found}
        return Found(tuple(by_id.values()), is_whole=len(lists) == len(read))

    async def bases_after(self, model: Release) -> list[Release]:
        """The newer bases that somebody might start from in place of what a model was made from."""
        base = (await self.origin(model)).base or model
        return newer_bases(base, (await self.since(base)).releases)

    async def _list(self, name: str, read: Callable[[], Awaitable[Page]]) -> Sequence[Release] | None:
        """One of the Hub's lists; None where it does not answer."""
        known = self._lists.get(name, self._clock())
        if known is not None:
            return known
        try:
            page = await read()
        except RepositoryGone:
            return ()
        except HubError:
            return None
        now, hub = self._now(), self._hub.endpoint
        found = tuple(release_of(one, hub, now) for one in page.items if not one.private)
        self._lists.keep(name, found, self._clock())
        return found
