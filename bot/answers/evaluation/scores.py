"""Marks of single questions, and the scores that they make: for the tuned half and for the held-out one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Final

_PART: Final = re.compile(r"[,:] ")
# The first passages that an answer is made from.
DEPTH: Final = 5


@dataclass(frozen=True)
class Mark:
    """How well one question went, 0 to 1; `score` is the one that it counts for."""

    score: str
    held_out: bool
    value: float


@dataclass(frozen=True)
class Score:
    """The mean of marks over each half, None where there are none, and over both."""

    name: str
    tried: int
    tuned: float | None
    held_out: float | None
    both: float
    goal: float | None

    @property
    def is_reached(self) -> bool:
        """Whether it is as good as it is meant to be."""
        return self.goal is None or self.both >= self.goal


def scores(marks: Iterable[Mark], goals: dict[str, float]) -> list[Score]:
    """A score for each name: a whole before its parts, which have its name and a comma or a colon."""
    by_name: dict[str, list[Mark]] = {}
    for mark in marks:
        by_name.setdefault(mark.score, []).append(mark)
    wholes = list(dict.fromkeys(map(_whole, by_name)))
    names = sorted(by_name, key=lambda name: wholes.index(_whole(name)))
    return [_score(name, by_name[name], goals.get(name)) for name in names]


def reciprocal(rank: int | None) -> float:
    """The reciprocal rank: 1 for the first place, 0.5 for the second, 0 for none."""
    return 0.0 if rank is None else 1 / rank


def found(rank: int | None) -> float:
    """1 where it is among the first passages, 0 where it is not."""
    return float(rank is not None and rank <= DEPTH)


def _whole(name: str) -> str:
    return _PART.split(name, maxsplit=1)[0]


def _score(name: str, marks: list[Mark], goal: float | None) -> Score:
    halves = [[one.value for one in marks if one.held_out is half] for half in (False, True)]
    tuned, held_out = (fmean(values) if values else None for values in halves)
    return Score(name, len(marks), tuned, held_out, fmean(one.value for one in marks), goal)
