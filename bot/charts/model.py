"""What a chart shows, as values; `specs.py` draws them and `describing.py` says them in words.

Texts are in the reader's language already. Shares go from 0 to 1 and are shown in percent.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Unit = Literal["share", "points", "number", "tokens/s", "requests/s", "ms", "s", "bytes"]
Theme = Literal["dark", "light"]

# More colours and shapes cannot be told apart.
MOST_SERIES = 8


@dataclass(frozen=True)
class Scale:
    """What is measured: its unit, and which direction is better (None where that is not known)."""

    unit: Unit
    higher_is_better: bool | None = None


@dataclass(frozen=True)
class Value:
    """A measured value and its interval, in the unit of its scale; no interval where it is not known."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Row:
    """One line of a ranking.

    `place` is how its rank is said ("1", "2–4" for a tie); `is_claimed` marks a figure that nobody here
    measured, and `is_marked` the one that the reader asked for.
    """

    label: str
    value: Value
    place: str = ""
    is_claimed: bool = False
    is_marked: bool = False


@dataclass(frozen=True)
class Ranking:
    """Models on one benchmark, best first; `chance` is what guessing reaches."""

    title: str
    scale: Scale
    rows: tuple[Row, ...]
    chance: float | None = None
    type: Literal["ranking"] = "ranking"


@dataclass(frozen=True)
class Compared:
    """One benchmark of a comparison, one value for each model; None where a model has none."""

    name: str
    scale: Scale
    values: tuple[Value | None, ...]


@dataclass(frozen=True)
class Comparison:
    """2 to 8 models over several benchmarks."""

    title: str
    models: tuple[str, ...]
    benchmarks: tuple[Compared, ...]
    type: Literal["comparison"] = "comparison"


@dataclass(frozen=True)
class Dated:
    """A value and when it was posted."""

    at: datetime
    label: str
    value: Value


@dataclass(frozen=True)
class History:
    """A benchmark over time, oldest first."""

    title: str
    scale: Scale
    points: tuple[Dated, ...]
    type: Literal["history"] = "history"


@dataclass(frozen=True)
class Speed:
    """How fast one machine is: `series` is what the bars of a machine differ in, such as the quantisation."""

    hardware: str
    series: str
    value: Value


@dataclass(frozen=True)
class Speeds:
    """Speed by hardware."""

    title: str
    scale: Scale
    rows: tuple[Speed, ...]
    type: Literal["speeds"] = "speeds"


@dataclass(frozen=True)
class Curve:
    """One run: (step, value), in the order of the steps."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Curves:
    """Runs by step, such as the loss of a training."""

    title: str
    scale: Scale
    step_name: str
    curves: tuple[Curve, ...]
    type: Literal["curves"] = "curves"


Chart = Ranking | Comparison | History | Speeds | Curves


@dataclass(frozen=True)
class Look:
    """In which colours and language a chart is drawn."""

    theme: Theme = "dark"
    language: str = "en"


@dataclass(frozen=True)
class Order:
    """What is asked of the process that draws."""

    chart: Chart
    look: Look
