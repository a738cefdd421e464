"""What a notebook does and found, as values; read from it by `looking.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from pydantic import TypeAdapter

Value = str | int | float | bool | None
ParameterOrigin = Literal["tagged cell", "constant", "argparse", "dataclass", "call", "dictionary", "command"]
MetricOrigin = Literal["trainer table", "harness table", "dictionary", "printed", "progress", "value"]


@dataclass(frozen=True)
class Parameter:
    """A setting in the code. `group` is the call, class or dictionary that it stands in, else empty.

    None is a value that the code gives too.

    A list or anything else that is no single value is a text, as it is written.
    """

    name: str
    value: Value
    group: str
    origin: ParameterOrigin
    cell: int


@dataclass(frozen=True)
class Metric:
    """A number that an output shows; with `is_percent` it was written with a percent sign."""

    name: str
    value: float
    origin: MetricOrigin
    cell: int
    is_percent: bool = False


@dataclass(frozen=True)
class Curve:
    """A number over the steps or epochs of a training; `points` are (step, value) in their order."""

    name: str
    points: tuple[tuple[float, float], ...]
    cell: int


@dataclass(frozen=True)
class Library:
    """A package that the code imports or installs, with its version where one is stated."""

    name: str
    version: str | None = None


@dataclass(frozen=True)
class Environment:
    """What it ran on, as far as the notebook says."""

    python: str | None = None
    hardware: str | None = None
    packages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PictureOf:
    """Where a picture is: the number of its cell, that of the output, both from 1, and its media type."""

    cell: int
    output: int
    media_type: str


@dataclass(frozen=True)
class OpenIn:
    """Where the notebook says that it can be opened, such as Colab."""

    name: str
    address: str


@dataclass(frozen=True)
class Facts:
    """Everything that is told of a notebook; models and datasets are ids on the Hub or plain names."""

    title: str
    summary: str
    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    libraries: tuple[Library, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    metrics: tuple[Metric, ...] = ()
    curves: tuple[Curve, ...] = ()
    environment: Environment = Environment()
    pictures: tuple[PictureOf, ...] = ()
    links: tuple[OpenIn, ...] = ()
    # The language model that wrote the summary, where one did.
    summarised_by: str | None = None

    @property
    def settings(self) -> tuple[Parameter, ...]:
        """The parameters that are set to something, which is what is told of a notebook by itself."""
        return tuple(one for one in self.parameters if one.value is not None)


FACTS: Final[TypeAdapter[Facts]] = TypeAdapter(Facts)
