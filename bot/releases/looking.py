"""The latest releases of a source, read again only when they are some minutes old."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.hub.errors import HubError, RepositoryGone
from bot.releases.backtest import Backtest, backtest
from bot.releases.listening import Listener, Past
from bot.releases.matching import Index, Listening
from bot.releases.model import KINDS, Kind, ListKind, Plan, Release, Source, SourceKind
from bot.releases.saving import hub_is_away, no_such_repository
from bot.releases.sources import lists_of

FRESH = timedelta(minutes=5)
MOST_KEPT = 200


class Latest:
    """Reads what was new lately for a source. Raises TryLater while the Hub does not answer."""

    def __init__(self, listeners: Mapping[SourceKind, Listener], now: Callable[[], datetime]) -> None:
        self._listeners = listeners
        self._now = now
        self._kept: dict[tuple[Source, ListKind], tuple[datetime, Past]] = {}

    async def backtest(self, plan: Plan) -> Backtest:
        """What a watch would have brought in the last 30 days."""
        past = await self._past(plan.source, plan.kinds)
        ends = [one.covered_since for one in past if one.covered_since is not None]
        return backtest(
            _concerned(past, plan.source),
            plan.kinds,
            plan.filters,
            now=self._now(),
            covered_since=max(ends, default=None),
            is_dated=all(one.is_dated for one in past),
        )

    async def releases(self, source: Source, kinds: Sequence[Kind]) -> list[Release]:
        """The releases of these kinds, the last first; what has no date stands in the Hub's own order."""
        found = [one for one in _concerned(await self._past(source, kinds), source) if one.kind in kinds]
        dated = sorted(
            (one for one in found if one.created_at),
            key=lambda one: one.created_at or self._now(),
            reverse=True,
        )
        return dated + [one for one in found if one.created_at is None]

    async def _past(self, source: Source, kinds: Sequence[Kind]) -> list[Past]:
        return [await self._of(*each) for each in sorted(lists_of(source, kinds))]

    async def _of(self, source: Source, kind: ListKind) -> Past:
        read_at, kept = self._kept.get((source, kind), (None, Past()))
        if read_at is not None and self._now() - read_at < FRESH:
            return kept
        try:
            past = await self._listeners[source.kind].past(source, kind)
        except RepositoryGone as error:
            raise no_such_repository(error.repo_id) from error
        except HubError as error:
            raise hub_is_away() from error
        if len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[source, kind] = (self._now(), past)
        return past


def _concerned(past: Sequence[Past], source: Source) -> list[Release]:
    """The releases of all lists; of the papers, which are everyone's, those that the source finds."""
    found = [release for one in past for release in one.releases]
    if source.kind not in ("author", "search"):
        return found
    index = Index([Listening(0, source, KINDS)])
    return [one for one in found if one.paper is None or index.watches(one)]
