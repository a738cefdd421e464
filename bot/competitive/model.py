"""Whether a model is still competitive: values, no storage, no Discord, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from bot.boards.machines import Machine
from bot.boards.model import Standing
from bot.releases.model import Release
from bot.releases.parts import Base
from bot.results.comparing import Pair, PairedTest
from bot.results.model import Posted, Result
from bot.results.statistics.families import Place
from bot.results.statistics.verdicts import Verdict

Tests = Mapping[tuple[int, int], PairedTest]
"""What tests on common samples found, by the ids of the two results."""
NO_TESTS: Tests = MappingProxyType({})
# Of the others so many are looked at that are next to ours, on each side.
NEXT: Final = 5
# How a model stands in one test: nothing is clearly better, something is, nothing else was measured in the
# same way, or nothing can be said since nobody knows how sure the values are.
Stand = Literal["held", "behind", "alone", "unknown"]
# What the evidence says of a newer base.
Advice = Literal["try", "mixed", "same", "worse", "unknown"]


@dataclass(frozen=True)
class Own:
    """One line of a model: `test` is equal for lines of one ranking (`bot/results/facts.py`)."""

    test: str
    standing: Standing

    @property
    def result(self) -> Result:
        """The middle run."""
        return self.standing.result


@dataclass(frozen=True)
class Line:
    """Another model of a ranking, by its middle run, whose id this is.

    `post` is the nonce of the post that tells of it, `at` when it was measured, else posted.
    """

    id: int
    result: Result
    post: str
    at: datetime
    is_of_size: bool = False


@dataclass(frozen=True)
class Counted:
    """How many others there are, and how many of them have a better bare value.

    `is_whole` is False where there are more, and only the best were counted.
    """

    others: int = 0
    better: int = 0
    is_whole: bool = True


@dataclass(frozen=True)
class Crowd:
    """What stands beside one line of a model: `lines` are the best others and those around it, best first.

    So many results of the benchmark were measured `otherwise`.
    """

    lines: tuple[Line, ...] = ()
    every: Counted = Counted()
    of_size: Counted = Counted()
    otherwise: int = 0


@dataclass(frozen=True)
class Rival:
    """Another model, with the verdict on ours beside it; `is_newer`: it was measured later.

    `common` is how many samples of both were looked at in a paired test, None where there was none.
    """

    line: Line
    verdict: Verdict
    is_newer: bool
    common: int | None = None


@dataclass(frozen=True)
class Among:
    """Where a model stands among others: the places that it may have, of `total` with its own.

    `ahead` are clearly better, and `best` has the best value of these, else of all others. `is_whole` is
    False where only the best others were counted.
    """

    place: Place
    total: int
    ahead: int
    stand: Stand
    best: Rival | None
    is_whole: bool = True


@dataclass(frozen=True)
class Claimed:
    """What is claimed of a model in a benchmark, in the unit of results or in words as stated.

    Its card at `url` says it, or a member in the post with that nonce; cards do not say by which metric.
    """

    benchmark: str
    model: str
    value: float | str
    url: str | None = None
    post: str | None = None
    unit: str = "share"
    metric: str | None = None


@dataclass(frozen=True)
class Position:
    """One test of the model: where it stands among all, and among those of its size where there are any.

    `rivals` were looked at, those with the best values first. `otherwise` counts results of the benchmark
    that were measured in other ways; `claims` are of models that came out later.
    """

    ours: Own
    rivals: tuple[Rival, ...]
    every: Among
    of_size: Among | None
    otherwise: int
    claims: tuple[Claimed, ...]

    @property
    def field(self) -> Among:
        """What the model is judged by: those of its size where there are any, else all."""
        return self.every if self.of_size is None else self.of_size


@dataclass(frozen=True)
class Compared:
    """Two results side by side, with the posts that tell of them."""

    pair: Pair
    first: Posted
    second: Posted


@dataclass(frozen=True)
class Candidate:
    """A newer base: beside the old base, and, untrained, beside the model; and its speeds on the machine."""

    release: Release
    beside_base: tuple[Compared, ...] = ()
    beside_model: tuple[Compared, ...] = ()
    speeds: tuple[Own, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Everything that is told of the model `name`.

    `stated` is what it was made from as its card says, `base` what is known of that, and `size` its class, a
    key of `SIZES`. `scores_left_out` and `speeds_left_out` count what is not told. `wanted` is a test in
    which a newer base could be measured; `is_whole` is False where the Hub did not answer. `addresses` are
    those of the posts in Discord, by nonce.
    """

    name: str
    model: Release | None = None
    stated: Base | None = None
    base: Release | None = None
    size: str | None = None
    scores: tuple[Position, ...] = ()
    speeds: tuple[Position, ...] = ()
    scores_left_out: int = 0
    speeds_left_out: int = 0
    candidates: tuple[Candidate, ...] = ()
    wanted: Result | None = None
    machine: Machine | None = None
    is_whole: bool = True
    addresses: Mapping[str, str] = field(default_factory=dict)
