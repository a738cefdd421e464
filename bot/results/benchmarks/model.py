"""What is known of a benchmark."""

from dataclasses import dataclass
from typing import Literal

from bot.results.model import Unit

Area = Literal["general", "maths", "code", "french", "retrieval", "speed"]
Scale = Literal["percent", "fraction", "plain"]


@dataclass(frozen=True)
class Benchmark:
    """One benchmark: how its numbers are read, and what it measures in one plain English sentence.

    `scale` says what a number without a unit means where a source does not say: on "percent" 20.9 is a share
    of 0.209, on "fraction" 0.209 is. `metric` is the one that boards rank; `graded` are metrics that are no
    mean of zeros and ones although their name says so. `chance` is the share that blind guessing reaches.
    `aliases` are other names of the whole, `families` beginnings of the names of its parts.
    """

    id: str
    name: str
    area: Area
    about: str
    source: str
    metric: str = "acc"
    aliases: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    unit: Unit = "share"
    scale: Scale = "percent"
    higher_is_better: bool = True
    chance: float | None = None
    graded: tuple[str, ...] = ()
