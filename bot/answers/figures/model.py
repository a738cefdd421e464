"""Questions about figures as typed queries: values, no storage, no Discord, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Intent = Literal["best", "value", "compare", "trend", "count", "newest"]
Origin = Literal["measured", "claimed"]
Order = Literal["best", "worst"]

# Sizes in names are rounded: a "7B" has up to 7.6 billion parameters.
ROUNDED = 0.1
FEW, MOST = 5, 25


@dataclass(frozen=True)
class Size:
    """A range of numbers of parameters as people name them; an end that is `strict` is not in it."""

    least: float | None = None
    most: float | None = None
    strict: bool = False

    @property
    def at_least(self) -> int | None:
        """The smallest number of parameters that is wanted."""
        if self.least is None:
            return None
        return int(self.least) + 1 if self.strict else round(self.least * (1 - ROUNDED))

    @property
    def below(self) -> int | None:
        """The smallest number of parameters that is too large."""
        if self.most is None:
            return None
        return int(self.most) if self.strict else round(self.most * (1 + ROUNDED))


@dataclass(frozen=True)
class Bound:
    """A range of values in the unit in which results are kept; an end that is `strict` is not in it."""

    least: float | None = None
    most: float | None = None
    strict: bool = False

    def asks_of(self, value: Any) -> list[Any]:
        """What must be true of a value, or of a column of them."""
        least = [] if self.least is None else [value > self.least if self.strict else value >= self.least]
        most = [] if self.most is None else [value < self.most if self.strict else value <= self.most]
        return [*least, *most]


@dataclass(frozen=True)
class Query:
    """What a question wants to know; None and empty where it does not say.

    `benchmark` is None where everything that two models have in common is compared, all results of a model
    are asked for, or the newest of all. `family` is the beginning of names of models, or who publishes them;
    `without` are such, and models, that are left out. `value` is the range in which results must lie. `since`
    is the first day that counts, `until` the first that does not. `metric` is one that was asked for by its
    name.
    """

    intent: Intent
    benchmark: str | None = None
    models: tuple[str, ...] = ()
    family: str | None = None
    size: Size | None = None
    licence: str | None = None
    hardware: str | None = None
    quantisation: str | None = None
    engine: str | None = None
    shots: int | None = None
    metric: str | None = None
    value: Bound | None = None
    without: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    origin: Origin = "measured"
    order: Order = "best"
    limit: int | None = None
    reproduced: bool = False


@dataclass(frozen=True)
class Known:
    """What questions of one community may name, and the day on which one is asked.

    `benchmarks` are the ids of those that were measured here, with the number of results; `names` its own
    names of benchmarks, by what they mean. `hardware` is that of the person who asks.
    """

    today: date
    benchmarks: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    models: tuple[str, ...] = ()
    quantisations: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    hardware: str | None = None


@dataclass(frozen=True)
class Reading:
    """A question as it was understood.

    `guessed` are the fields that were guessed: from a word with a slip, or from a whole field such as maths.
    `unread` are words that look as if they matter and were not understood. `rivals` are other benchmarks that
    may be meant, the likeliest first.
    """

    query: Query
    guessed: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether nothing was guessed and nothing left over."""
        return not self.guessed and not self.unread
