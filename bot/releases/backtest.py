"""What a watch would have brought in the past, from the lists of its author as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.releases.filters import FilteredBy, objections
from bot.releases.folding import posts_of
from bot.releases.model import Filters, Kind, Release

PERIOD = timedelta(days=30)
# Releases that were nearest to being posted, of which the reasons are shown.
NEAREST = 5


@dataclass(frozen=True)
class Backtest:
    """Posts there would have been since `since`, newest first, and the nearest of the others with reasons.

    `folded` are further releases, which these posts would have told of too. `is_shorter` says that the lists
    do not reach back over the whole period, `counts_today` that releases were judged by the likes of today;
    unless `is_dated`, the Hub does not say when something was added.
    """

    since: datetime
    is_shorter: bool
    posts: tuple[Release, ...]
    is_dated: bool
    refused: tuple[tuple[Release, tuple[FilteredBy, ...]], ...]
    counts_today: bool = False
    folded: tuple[Release, ...] = ()


def backtest(
    releases: Sequence[Release],
    kinds: Sequence[Kind],
    filters: Filters,
    *,
    now: datetime,
    covered_since: datetime | None,
    is_dated: bool = True,
) -> Backtest:
    """Judge the releases of the last 30 days; the lists are complete since `covered_since` (None: ever).

    Nearest is what the fewest filters refuse, then the newest. Without dates nothing can be said.
    """
    start = now - PERIOD
    since = start if covered_since is None else max(start, covered_since)
    recent = sorted(_dated(releases, since), key=lambda pair: pair[0], reverse=True)
    judged = [(release, objections(release, kinds, filters)) for _, release in recent]
    refused = sorted(
        ((release, reasons) for release, reasons in judged if reasons), key=lambda pair: len(pair[1])
    )
    posts, folded = posts_of([release for release, reasons in reversed(judged) if not reasons])
    return Backtest(
        since,
        is_shorter=since > start,
        is_dated=is_dated,
        posts=tuple(reversed(posts)),
        folded=tuple(folded),
        refused=tuple(refused[:NEAREST]),
        counts_today=filters.least_likes is not None or filters.least_trending is not None,
    )


def _dated(releases: Sequence[Release], since: datetime) -> list[tuple[datetime, Release]]:
    return [
        (release.created_at, release)
        for release in releases
        if release.created_at is not None and release.created_at >= since
    ]
