"""The latest releases of an author, read again only when they are some minutes old."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.hub.errors import HubError
from bot.hub.reader import HubReader
from bot.releases.backtest import Backtest, backtest
from bot.releases.model import Kind, Plan, Release, RepositoryKind, Source
from bot.releases.reading import release_of
from bot.releases.saving import hub_is_away

FRESH = timedelta(minutes=5)
MOST_KEPT = 200


@dataclass(frozen=True)
class _Latest:
    read_at: datetime
    releases: tuple[Release, ...]
    covered_since: datetime | None


class Latest:
    """Reads the newest hundred repositories of each kind of an author. Raises TryLater while it cannot."""

    def __init__(self, hub: HubReader, now: Callable[[], datetime]) -> None:
        self._hub = hub
        self._now = now
        self._kept: dict[tuple[Source, Kind], _Latest] = {}

    async def backtest(self, plan: Plan) -> Backtest:
        """What a watch would have brought in the last 30 days."""
        latest = [await self._of(plan.source, kind) for kind in plan.kinds if kind != "paper"]
        ends = [one.covered_since for one in latest if one.covered_since is not None]
        return backtest(
            [release for one in latest for release in one.releases],
            plan.kinds,
            plan.filters,
            now=self._now(),
            covered_since=max(ends, default=None),
        )

    async def releases(self, source: Source, kinds: Sequence[Kind]) -> list[Release]:
        """The releases of these kinds that have a date, the last created first."""
        latest = [await self._of(source, kind) for kind in kinds if kind != "paper"]
        dated = [
            (release.created_at, release) for one in latest for release in one.releases if release.created_at
        ]
        return [release for _, release in sorted(dated, key=lambda pair: pair[0], reverse=True)]

    async def _of(self, source: Source, kind: RepositoryKind) -> _Latest:
        kept = self._kept.get((source, kind))
        if kept is not None and self._now() - kept.read_at < FRESH:
            return kept
        try:
            page = await self._hub.of_author(kind, source.value)
        except HubError as error:
            raise hub_is_away() from error
        releases = tuple(
            release_of(one, self._hub.endpoint, one.created_at or self._now()) for one in page.items
        )
        dates = [one.created_at for one in page.items if one.created_at]
        read = _Latest(self._now(), releases, min(dates, default=None) if page.next_url else None)
        if len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[source, kind] = read
        return read
