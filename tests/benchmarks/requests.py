"""Requests to the Hub a minute, with the real rules of rotation and budget, in simulated time.

The yardstick is what the budget allows. The table has the time between two looks at the list of an author who
published lately, beside a full round of every list, models first (the reckoning that a plain rotation gives).
A fifth of the authors published within 30 days; every author is watched for models, datasets and Spaces. For
each ten authors there is a search, a collection and a repository whose changes are told; the daily papers are
read too.
"""

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.hub.budget import Budget
from bot.releases.model import REPOSITORY_KINDS, ListKind
from bot.releases.rotation import beat_of, weight
from tests.benchmarks.report import Report, quick_asked, show

SIZES = (10, 1_000, 10_000)
QUOTAS = {"anonymous": 500, "free token": 1_000, "PRO": 2_500}
FEED, TRENDING, AUTHOR, PAPERS = 60.0, 600.0, 60.0, 600.0
ACTIVE = 0.2
# Of each kind of other source, for each author.
OTHERS = 0.1


@dataclass(frozen=True)
class Outcome:
    """What one simulated run sent, in requests, and the longest wait of each group, in seconds."""

    authors: int
    caller: str
    per_minute: float
    most_in_window: int
    allowed: int
    active: float
    quiet: float
    plain: float


def main() -> None:
    """Simulate all, and print."""
    hours = 6 if quick_asked(__doc__ or "") else 48
    outcomes = [_simulate(size, name, quota, hours) for size in SIZES for name, quota in QUOTAS.items()]
    worst = max(outcomes, key=lambda one: one.most_in_window / one.allowed)
    report = Report(
        name="requests",
        figure=worst.most_in_window,
        unit=f"requests in the fullest five minutes, {worst.authors} authors, {worst.caller}",
        yardstick=worst.allowed,
        goal="never more than 60 % of the quota in any five minutes",
        ok=all(one.most_in_window <= one.allowed for one in outcomes),
    )
    columns = (
        "authors",
        "caller",
        "requests/min",
        "fullest 5 min",
        "allowed",
        "active min",
        "quiet min",
        "plain min",
    )
    show(report, columns, [_row(one) for one in outcomes])


def _row(one: Outcome) -> Sequence[object]:
    waits = (one.active / 60, one.quiet / 60, one.plain / 60)
    return (one.authors, one.caller, one.per_minute, one.most_in_window, one.allowed, *waits)


def _simulate(authors: int, caller: str, quota: int, hours: int) -> Outcome:
    """Feeds, trending and every author's lists, each at the time that the rules give it."""
    budget, chance, end = Budget(quota=quota), random.Random(2026), hours * 3600.0
    active = max(1, int(authors * ACTIVE))
    counts: dict[tuple[ListKind, bool], int] = {
        (kind, recent): n
        for kind in REPOSITORY_KINDS
        for recent, n in ((True, active), (False, authors - active))
    }
    others = max(1, int(authors * OTHERS))
    for recent, share in ((True, ACTIVE), (False, 1 - ACTIVE)):
        counts["model", recent] += round(others * share)  # searches for models
        counts["any", recent] = round(2 * others * share)  # collections and changes
    beat = beat_of(counts, budget.rate, feed=FEED, trending=TRENDING, author=AUTHOR)
    due: list[tuple[float, int, float]] = []  # when, which, how long until the next
    due.append((0.0, 0, PAPERS))
    for _ in REPOSITORY_KINDS:
        due += [(chance.random() * FEED, len(due), FEED), (0.0, len(due) + 1, TRENDING)]
    for (kind, recent), count in counts.items():
        interval = beat.interval(weight(kind, recent=recent))
        due += [(chance.random() * interval, len(due) + number, interval) for number in range(count)]
    heapq.heapify(due)
    sent: list[float] = []
    while due[0][0] < end:
        wanted, which, interval = heapq.heappop(due)
        moment = wanted + budget.take(wanted)
        sent.append(moment)
        heapq.heappush(due, (wanted + interval, which, interval))
    models_first = authors * (1 + 2 / 3) / max(budget.rate - 6 / 300, 0.01)
    return Outcome(
        authors,
        caller,
        len(sent) / end * 60,
        _fullest(sent),
        int(0.6 * quota),
        beat.interval(weight("model", recent=True)),
        beat.interval(weight("model", recent=False)),
        max(60.0, models_first),
    )


def _fullest(sent: list[float], window: float = 300.0) -> int:
    """The most requests within any window."""
    sent.sort()
    most = first = 0
    for last, moment in enumerate(sent):
        while sent[first] <= moment - window:
            first += 1
        most = max(most, last - first + 1)
    return most


if __name__ == "__main__":
    main()
