"""Everything that a community knows of one model: pure."""

from dataclasses import dataclass

from bot.boards.machines import Machine
from bot.boards.model import Standing
from bot.releases.model import Release
from bot.results.linked.model import OfNotebook


@dataclass(frozen=True)
class Known:
    """What is known: `release` as the Hub says it (None where it does not), `posts` are addresses in
    Discord, with the thread in which people talk about it.

    `scores` and `speeds` hold the first lines, one for each way of measuring, of so many in all; `newer` are
    bases that came out since; `notebooks` use it.
    """

    name: str
    release: Release | None
    scores: tuple[Standing, ...]
    speeds: tuple[Standing, ...]
    machine: Machine | None
    posts: tuple[tuple[str, int | None], ...]
    scores_in_all: int
    speeds_in_all: int
    newer: tuple[Release, ...] = ()
    notebooks: tuple[OfNotebook, ...] = ()
