"""How often each list of a watched author is read: a rule from numbers to seconds.

Who published lately is looked at more often, models more often than datasets and Spaces. All lists together
never ask for more than `rate` requests a second, which is what the budget leaves to this lane.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.releases.model import ListKind

RECENT: Final = timedelta(days=30)
# Rounds between two looks: datasets and Spaces each third one, authors who are quiet each twelfth.
OTHER_KINDS: Final = 3
QUIET: Final = 12
# The part of the budget that lanes may use; the rest is for people who wait, and for details of releases.
LANES_SHARE: Final = 0.85


@dataclass(frozen=True)
class Rhythm:
    """`round_seconds` is the time between two looks at a list of weight 1, `shortest` the least of all."""

    round_seconds: float
    shortest: float

    def interval(self, weight: int) -> float:
        """Seconds between two looks at a list of that weight."""
        return max(self.shortest, self.round_seconds * weight)


def weight(kind: ListKind, *, recent: bool) -> int:
    """How many rounds lie between two looks at a list."""
    return (1 if kind == "model" else OTHER_KINDS) * (1 if recent else QUIET)


def is_recent(released_at: datetime | None, now: datetime) -> bool:
    """Whether something appeared in a list lately."""
    return released_at is not None and now - released_at <= RECENT


def rhythm(counts: Mapping[int, int], rate: float, shortest: float) -> Rhythm:
    """The rhythm of so many lists of each weight at `rate` requests a second, `shortest` in seconds.

    Weights that the shortest pause holds back leave their share to the others.
    """
    left, waiting = rate, dict(sorted(counts.items()))
    while waiting:
        demand = sum(count / weight for weight, count in waiting.items())
        seconds = demand / left if left > 0 else float("inf")
        first = min(waiting)
        if seconds * first >= shortest:
            return Rhythm(seconds, shortest)
        left -= waiting.pop(first) / shortest
    return Rhythm(0.0, shortest)


def lanes_rate(budget_rate: float, kinds: int, feed_seconds: float, trending_seconds: float) -> float:
    """Requests a second that the feeds leave to the authors' lists; never nothing."""
    feeds = kinds / feed_seconds + kinds / trending_seconds
    return max(budget_rate * LANES_SHARE - feeds, budget_rate * 0.1)


def beat_of(
    counts: Mapping[tuple[ListKind, bool], int],
    rate: float,
    *,
    feed: float,
    trending: float,
    author: float,
) -> Rhythm:
    """The rhythm of so many lists of each kind, with recent releases or not, within a budget of `rate`.

    `feed` and `trending` are the seconds between two looks at those, `author` the least for one list.
    """
    by_weight: dict[int, int] = {}
    for (kind, recent), count in counts.items():
        key = weight(kind, recent=recent)
        by_weight[key] = by_weight.get(key, 0) + count
    kinds = len({kind for kind, _ in counts if kind != "any"})
    return rhythm(by_weight, lanes_rate(rate, kinds, feed, trending), author)
