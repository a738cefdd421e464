"""What the database says to a question about figures: values, no storage, no words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.answers.figures.model import Query, Reading
from bot.boards.model import Ranked, Standing
from bot.results.comparing import Comparison
from bot.results.judging import estimate_of
from bot.results.model import Result
from bot.results.statistics.families import Place, places


@dataclass(frozen=True)
class Ranking:
    """The first lines of one set-up with their places, of how many; `others` were measured otherwise."""

    lines: tuple[Ranked, ...]
    example: Result
    total: int
    others: int


@dataclass(frozen=True)
class Values:
    """Lines of some models, each measured in its own way; of how many."""

    lines: tuple[Standing, ...]
    total: int


@dataclass(frozen=True)
class Claim:
    """What somebody claims of a model: a value in the unit of results, or words as they stand; and where."""

    model: str
    value: float | str
    link: str | None
    is_of_card: bool


@dataclass(frozen=True)
class Claims:
    """What is claimed of models, the best first; nobody here has measured it."""

    claims: tuple[Claim, ...]
    unit: str


@dataclass(frozen=True)
class Count:
    """How many results of how many models there are, measured in how many ways."""

    results: int
    models: int
    ways: int


@dataclass(frozen=True)
class Records:
    """Those that were the best when they were measured, the newest first, of one set-up; of how many."""

    lines: tuple[Standing, ...]
    others: int
    total: int


@dataclass(frozen=True)
class Compared:
    """The first model beside each of the others, by the rules of `/compare`."""

    comparisons: tuple[Comparison, ...]


Outcome = Ranking | Values | Claims | Count | Records | Compared


@dataclass(frozen=True)
class Figures:
    """A question about figures with its answer; `outcome` is None where nothing fits.

    `considered` is how many results were looked at, `fitting` how many of them fit; `unknown` models were
    left out since nobody knows their size or licence. `links` are the addresses of posts by their nonces. In
    comparisons, `posts` and `authors` are those of results by the identity of their values.
    """

    reading: Reading
    outcome: Outcome | None
    considered: int = 0
    fitting: int = 0
    unknown: int = 0
    links: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[int, str] = field(default_factory=dict)
    authors: Mapping[int, int] = field(default_factory=dict)

    @property
    def query(self) -> Query:
        """What was read."""
        return self.reading.query


def standings(outcome: Outcome | None) -> list[Standing]:
    """The measured lines that are shown, each with the post of its middle run."""
    if isinstance(outcome, Ranking):
        return [one.standing for one in outcome.lines]
    return list(outcome.lines) if isinstance(outcome, Values | Records) else []


def placed(lines: Sequence[Standing], before: int, higher_is_better: bool | None) -> tuple[Ranked, ...]:
    """Lines with their places, ties as ties; `before` others are better than all of them."""
    if higher_is_better is None:
        return tuple(Ranked(one, None) for one in lines)
    found = places([estimate_of(one.result) for one in lines], higher_is_better=higher_is_better)
    return tuple(
        Ranked(line, Place(one.best + before, one.worst + before, one.is_known))
        for line, one in zip(lines, found, strict=True)
    )


def claims_in_order(claims: Iterable[Claim], *, highest_first: bool) -> list[Claim]:
    """Numbers in order, then what is no number."""
    sign = -1 if highest_first else 1
    return sorted(
        claims,
        key=lambda one: (
            isinstance(one.value, str),
            0 if isinstance(one.value, str) else sign * one.value,
            one.model,
        ),
    )


def is_in_time(at: datetime, query: Query) -> bool:
    """Whether something was measured in the days that are asked for."""
    day = at.date()
    return (query.since is None or day >= query.since) and (query.until is None or day < query.until)


def is_within(value: float | str, query: Query) -> bool:
    """Whether a value lies in the range that is asked for; words do not, where one is."""
    if query.value is None:
        return True
    return not isinstance(value, str) and all(query.value.asks_of(value))
