"""Which tests the picture of a comparison shows."""

from dataclasses import replace

import pytest

from bot.results.compare_chart import COLUMNS, MOST_ROWS, ROWS_OF_HEADING, chart_of
from bot.results.comparing import compare
from bot.results.model import Result
from bot.texts import language

ENGLISH = language("en")
GSM8K = Result(
    "gsm8k", "gsm8k", "exact_match", 0.8, 0.8, "share", higher_is_better=True, samples=1319, model_name="a"
)


def _tests(count: int, value: float = 0.8) -> list[Result]:
    return [
        replace(GSM8K, benchmark=f"test_{number}", task=f"test_{number}", value=value)
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("models", "tests", "shown"), [(2, 5, 5), (2, 30, 8), (4, 9, 6), (8, 3, 3), (8, 10, 4)]
)
def test_a_picture_has_as_many_tests_as_a_phone_shows(models: int, tests: int, shown: int) -> None:
    chart = chart_of(compare({f"m{number}": _tests(tests) for number in range(models)}), ENGLISH)
    assert chart is not None
    assert len(chart.benchmarks) == shown
    assert shown * (models + ROWS_OF_HEADING) <= COLUMNS * MOST_ROWS
    cut = f"Comparison: {shown} of {tests} tests"
    assert chart.title == ("Comparison" if shown == tests else cut)


def test_where_not_all_are_shown_the_clear_ones_are() -> None:
    ours = _tests(30)
    theirs = [replace(one, value=0.7 if one.task == "test_29" else 0.8) for one in ours]
    chart = chart_of(compare({"a": ours, "b": theirs}), ENGLISH)
    assert chart is not None
    assert chart.benchmarks[0].name == "test_29 (exact_match)"


def test_a_test_that_not_all_have_is_shown_where_no_other_is() -> None:
    both = compare({"a": _tests(3), "b": _tests(2), "c": _tests(1)})
    chart = chart_of(both, ENGLISH)
    assert chart is not None
    assert [one.name for one in chart.benchmarks] == ["test_0 (exact_match)"]
    apart = compare({"a": _tests(3), "b": _tests(3)[1:2], "c": _tests(3)[2:]})
    chart = chart_of(apart, ENGLISH)
    assert chart is not None
    assert [[value is None for value in one.values] for one in chart.benchmarks] == [
        [False, False, True],
        [False, True, False],
    ]


def test_what_was_measured_otherwise_is_in_no_picture() -> None:
    other = [replace(one, setup=replace(one.setup, shots=0)) for one in _tests(1)]
    ours = [replace(one, setup=replace(one.setup, shots=5)) for one in _tests(1)]
    assert chart_of(compare({"a": ours, "b": other}), ENGLISH) is None
