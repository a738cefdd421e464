"""How the bot fares, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.llm.model import Status
from bot.outbox.model import Failure
from bot.releases.model import ListKind, Source
from bot.releases.rotation import beat_of, weight


@dataclass(frozen=True)
class Pace:
    """The seconds between two looks that the operator has set."""

    feed: float
    trending: float
    author: float
    papers: float = 600.0


@dataclass(frozen=True)
class Delays:
    """How long a release may wait until it is seen, in seconds.

    One that is public from the beginning waits for the next look at the feed. One that was private before
    waits for the next look at its author's list: `active` authors published within 30 days. Collections and
    changes are looked at as the others than models.
    """

    feed: float
    active_models: float
    active_others: float
    quiet_models: float
    quiet_others: float
    papers: float


@dataclass(frozen=True)
class HubState:
    """Whether the Hub answers (None: nobody has asked yet) and, when it does not, since when."""

    answers: bool | None
    failing_since: datetime | None = None


@dataclass(frozen=True)
class Models:
    """How the language model and the embedding model fare.

    `lacking` is how many passages of the guild have no vector yet, None where no embedding model is ready.
    """

    writer: Status
    embeddings: Status
    lacking: int | None = None


@dataclass(frozen=True)
class GivenUp:
    """A post that was given up, why, and the names of what it tells of; `id` is its delivery's."""

    id: int
    channel_id: int
    created_at: datetime
    failure: Failure
    names: tuple[str, ...]


@dataclass(frozen=True)
class LastPost:
    """A watch, and when it last posted."""

    source: Source
    channel_id: int
    posted_at: datetime | None


def hub_state(seen: Sequence[tuple[datetime | None, datetime | None]]) -> HubState:
    """From (succeeded_at, failing_since) of every lane."""
    failing = [since for _, since in seen if since is not None]
    if failing:
        return HubState(answers=False, failing_since=min(failing))
    return HubState(answers=True if seen else None)


def delays(counts: Mapping[tuple[ListKind, bool], int], rate: float, pace: Pace) -> Delays:
    """What to expect with so many lists of each kind, with recent releases or not, at a budget's `rate`."""
    beat = beat_of(counts, rate, feed=pace.feed, trending=pace.trending, author=pace.author)
    return Delays(
        feed=pace.feed,
        active_models=beat.interval(weight("model", recent=True)),
        active_others=beat.interval(weight("space", recent=True)),
        quiet_models=beat.interval(weight("model", recent=False)),
        quiet_others=beat.interval(weight("space", recent=False)),
        papers=pace.papers,
    )
