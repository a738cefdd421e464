"""Rankings: values, no storage, no Discord, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.outdated.model import Outdated
from bot.results.model import Posted, Result
from bot.results.statistics.families import Place

PAGE = 10
# How many beyond the page are looked at for ties.
AROUND = 10


@dataclass(frozen=True)
class Choice:
    """What a ranking shows. `test` is the set-up, None for the most common.

    `runs` wants every run and `members` the best run of each member, instead of one line for each model.
    `size` is the class of the number of parameters, a key of `SIZES`; `days` how far back it looks.
    `picture` is whether its pages come with one.
    """

    benchmark: str
    test: str | None = None
    runs: bool = False
    size: str | None = None
    licence: str | None = None
    quantisation: str | None = None
    hardware: str | None = None
    engine: str | None = None
    shots: int | None = None
    days: int | None = None
    reproduced: bool = False
    picture: bool = True
    members: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether some results are not wanted, so that each line is to be counted anew."""
        filters = (
            self.size,
            self.licence,
            self.quantisation,
            self.hardware,
            self.engine,
            self.shots,
            self.days,
        )
        return self.reproduced or any(one is not None for one in filters)


# Numbers of parameters, the least included, the most not.
SIZES: Mapping[str, tuple[int, int]] = {
    "to3": (0, 3 * 10**9),
    "to10": (3 * 10**9, 10**10),
    "to40": (10**10, 4 * 10**10),
    "to100": (4 * 10**10, 10**11),
    "more": (10**11, 10**15),
}


@dataclass(frozen=True)
class SetUp:
    """One way in which a benchmark was measured: how many results, and one of them."""

    test: str
    count: int
    example: Result


@dataclass(frozen=True)
class Standing:
    """One line: a model in one quantisation, by the middle one of its runs, or a single run.

    `low` and `high` are the lowest and the highest value of its `runs` by so many `members`; `outdated` says
    that the model has changed since the middle run.
    """

    posted: Posted
    runs: int
    members: int
    low: float
    high: float
    outdated: Outdated | None = None

    @property
    def result(self) -> Result:
        """The middle run."""
        return self.posted.result

    @property
    def model(self) -> str:
        """The model's id, or what its source calls it."""
        return self.result.model_name or ""


@dataclass(frozen=True)
class Group:
    """A line before its middle run is read: its id, the value by which it is ranked, and all its runs."""

    model: str
    quantisation: str | None
    middle: int
    value: float
    runs: int
    members: int
    low: float
    high: float


@dataclass(frozen=True)
class Course:
    """How a set-up developed; `example` is one of its results.

    `lines` are the best of today and those that were the best when they were measured; the latter are the
    `records`, the newest first, of so many in `total`.
    """

    example: Result
    lines: tuple[Standing, ...]
    records: tuple[Standing, ...]
    total: int


@dataclass(frozen=True)
class Ranked:
    """One line of a page, with its place (None where no direction is known) and what is claimed of it."""

    standing: Standing
    place: Place | None
    claim: float | str | None = None


@dataclass(frozen=True)
class Board:
    """One page: its lines, of how many, how they were measured, and what is left out."""

    choice: Choice
    set_up: SetUp
    others: tuple[SetUp, ...]
    others_count: int
    lines: tuple[Ranked, ...]
    first: int
    total: int
    filtered_out: int
