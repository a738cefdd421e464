"""Everything that a community knows of one model: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.boards.machines import Machine
from bot.boards.model import Standing
from bot.releases.model import Release
from bot.results.comparability import is_speed
from bot.results.facts import test
from bot.results.model import Posted


@dataclass(frozen=True)
class Known:
    """What is known: `release` as the Hub says it (None where it does not), `posts` are addresses in Discord.

    `scores` and `speeds` hold one line for each way of measuring; `newer` are later models of its author.
    """

    name: str
    release: Release | None
    scores: tuple[Standing, ...]
    speeds: tuple[Standing, ...]
    machine: Machine | None
    posts: tuple[str, ...]
    newer: tuple[Release, ...]


def gathered(posted: Sequence[Posted]) -> list[Standing]:
    """One line for each benchmark, way of measuring it, and quantisation; the best known first.

    The middle run stands for the line, of two middle ones the worse. What was only claimed is left out.
    """

    def way(one: Posted) -> tuple[str, str, str]:
        return one.result.benchmark, test(one.result), one.result.setup.quantisation or ""

    measured = sorted((one for one in posted if one.result.provenance != "claimed"), key=way)
    lines = [_line(list(runs)) for _, runs in groupby(measured, key=way)]
    return sorted(lines, key=lambda one: (-one.members, -one.runs, one.result.benchmark))


def split(lines: Sequence[Standing]) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Scores, and speeds by hardware."""
    scores = [one for one in lines if not is_speed(one.result)]
    speeds = [one for one in lines if is_speed(one.result)]
    return tuple(scores), tuple(sorted(speeds, key=lambda one: one.result.setup.hardware or ""))


def _line(runs: Sequence[Posted]) -> Standing:
    worse_first = sorted(
        runs,
        key=lambda one: one.result.value if one.result.higher_is_better is not False else -one.result.value,
    )
    values = [one.result.value for one in runs]
    members = len({one.author_id for one in runs})
    return Standing(worse_first[(len(runs) - 1) // 2], len(runs), members, min(values), max(values))
