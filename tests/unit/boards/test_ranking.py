"""Which results stand in one ranking, and what is claimed beside them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.boards.model import Standing
from bot.boards.ranking import claimed, page_of
from bot.results.comparability import differences
from bot.results.facts import test as same_test
from bot.results.model import Posted, Result, Setup

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GSM8K = Result("gsm8k", "gsm8k", "exact_match", 0.8, 0.8, "share", higher_is_better=True, model_name="a")
SPEED = Result(
    "generation_speed", "tg128", "mean", 100.0, 100.0, "tokens/s", higher_is_better=True, model_name="a"
)


@pytest.mark.parametrize("first", [GSM8K, SPEED])
@pytest.mark.parametrize(
    "change",
    [
        {"setup": Setup(shots=5)},
        {"setup": Setup(hardware="RTX 4090")},
        {"setup": Setup(conditions={"depth": 512, "split": "test"})},
        {"setup": Setup(limit=100)},
        {"filter": "strict-match"},
        {"subset": "algebra"},
        {"partial": True},
        {"setup": Setup(quantisation="Q4_K_M")},
    ],
)
def test_what_forbids_a_comparison_never_stands_in_one_ranking(first: Result, change: dict[str, Any]) -> None:
    second = replace(first, model_name="b", **change)
    if any(one.blocks for one in differences(first, second)):
        assert same_test(first) != same_test(second)


def test_another_quantisation_of_a_model_stands_in_the_same_ranking() -> None:
    assert same_test(GSM8K) == same_test(replace(GSM8K, setup=Setup(quantisation="AWQ")))


@pytest.mark.parametrize(("stated", "value"), [(88.2, 0.882), ("88.20%", "88.20%")])
def test_a_claim_is_read_in_the_unit_of_results(stated: float | str, value: float | str) -> None:
    found = claimed([{"benchmark": "MMLU", "value": 70.0}, {"benchmark": "GSM8K", "value": stated}], "gsm8k")
    assert found == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.parametrize(("step", "best"), [(0.001, [1, 1]), (0.1, [14, 15])])
def test_those_before_the_page_that_were_not_looked_at_are_ahead_where_any_is(
    step: float, best: list[int]
) -> None:
    results = [replace(GSM8K, value=0.9 - step * number, samples=1319) for number in range(5)]
    lines = [Standing(Posted(1, 1, "p", "public", NOW, one), 1, 1, one.value, one.value) for one in results]
    shown = page_of(lines, 3, 10, {}, higher_is_better=True)
    assert [one.place and one.place.best for one in shown] == best
