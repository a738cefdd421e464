"""How a benchmark developed, and how fast a model is on which machine: pure."""

from collections.abc import Hashable, Sequence
from datetime import datetime

from bot.boards.model import Standing
from bot.charts import model as charts
from bot.results import words
from bot.results.benchmarks.registry import by_id
from bot.results.charting import value_of
from bot.results.comparability import identity
from bot.texts import Language


def dated(one: Standing) -> datetime:
    """When the run was made, else when it was posted."""
    return one.result.measured_at or one.posted.created_at


def history(lines: Sequence[Standing], language: Language) -> charts.History:
    """A benchmark over time; `lines` are of one set-up, at least one."""
    example = lines[0].result
    points = [charts.Dated(dated(one), one.model, value_of(one.result)) for one in sorted(lines, key=dated)]
    scale = charts.Scale(example.unit, example.higher_is_better)
    return charts.History(words.subject(example, str, language), scale, tuple(points))


def by_test(lines: Sequence[Standing]) -> list[list[Standing]]:
    """The speeds of each test, whatever the machine: first those in the usual metric of the benchmark.

    Of these that with most runs first, then with most machines. In each, those with the most runs first.
    """
    tests: dict[Hashable, list[Standing]] = {}
    for one in sorted(lines, key=lambda one: -one.runs):
        stated = identity(one.result) | {"hardware": None}
        tests.setdefault(tuple(sorted(stated.items())), []).append(one)
    return sorted(tests.values(), key=_comes_later)


def _comes_later(of_test: Sequence[Standing]) -> tuple[bool, int, int]:
    result = of_test[0].result
    known = by_id(result.benchmark)
    is_usual = known is None or result.metric == known.metric
    return not is_usual, -sum(one.runs for one in of_test), -len(of_test)


def speeds(title: str, lines: Sequence[Standing], unstated: str) -> charts.Speeds:
    """Speed by hardware, one bar a quantisation.

    `lines` are of one model and test, at least one, those with the most runs first.
    """
    best: dict[tuple[str, str], Standing] = {}
    for one in lines:
        setup = one.result.setup
        best.setdefault((setup.hardware or unstated, setup.quantisation or setup.dtype or unstated), one)
    series = list(dict.fromkeys(name for _, name in best))[: charts.MOST_SERIES]
    rows = [
        charts.Speed(hardware, name, value_of(one.result))
        for (hardware, name), one in sorted(best.items(), key=lambda item: item[0])
        if name in series
    ]
    example = lines[0].result
    return charts.Speeds(title, charts.Scale(example.unit, example.higher_is_better), tuple(rows))
