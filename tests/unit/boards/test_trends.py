"""A picture of speeds holds one test, whatever the machine."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.boards import trends
from bot.boards.model import Standing
from bot.results.model import Fact, Posted, Result, Setup

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SPEED = Result("prompt_speed", "pp512", "mean", 900.0, 900.0, "tokens/s", higher_is_better=True)


def _line(hardware: str, runs: int = 1, metric: str = "mean", **conditions: Fact) -> Standing:
    result = replace(SPEED, metric=metric, setup=Setup(hardware=hardware, conditions=conditions))
    return Standing(Posted(1, 1, "p", "public", NOW, result), runs, 1, 900.0, 900.0)


def test_depths_loads_and_metrics_are_other_tests_and_machines_are_not() -> None:
    here, there = _line("RTX 4090", depth=0), _line("H100", depth=0)
    deep, slowest = _line("H100", depth=32_000), _line("H100", metric="p99", depth=0)
    loaded = _line("H100", depth=0, max_concurrency=128)
    drawn, *others = trends.by_test([deep, here, slowest, there, loaded])
    assert drawn == [here, there]
    assert sorted(others, key=str) == sorted([[deep], [slowest], [loaded]], key=str)
    assert {one.hardware for one in trends.speeds("x", drawn, "?").rows} == {"RTX 4090", "H100"}


def test_the_usual_metric_is_drawn_before_one_with_more_runs() -> None:
    usual, slowest = _line("H100"), _line("H100", runs=3, metric="p99")
    assert trends.by_test([slowest, usual]) == [[usual], [slowest]]


def test_the_test_with_most_runs_is_drawn() -> None:
    shallow, deep = _line("H100", depth=0), _line("H100", runs=2, depth=32_000)
    assert trends.by_test([shallow, deep])[0] == [deep]
