from bot.charts.crowding import Label, with_room
from bot.charts.model import Dated, History, Look, Value
from bot.charts.specs import spec
from tests.unit.charts import examples


def test_a_name_that_lies_on_one_before_it_has_no_room() -> None:
    first = Label("Qwen/Qwen3-8B", 300, 100, 13, ends_here=True)
    on_it = Label("google/gemma-3-12b-it", 291, 104, 13, ends_here=True)
    above = Label("meta-llama/Llama-3.1-8B", 291, 120, 13, ends_here=True)
    beside = Label("microsoft/phi-4", 301, 100, 13)
    assert with_room([first, on_it, above, beside]) == [0, 2, 3]
    assert with_room([on_it, first]) == [0]
    assert with_room([]) == []


def _named(chart: History) -> set[str]:
    datasets = spec(chart, Look())["datasets"]
    return {row["name"] for rows in datasets.values() for row in rows if row["named"]}


def test_the_later_of_two_near_points_is_named() -> None:
    chart = examples.history()
    *others, last = chart.points
    near = Dated(last.at, "gemma-4-12b-later", Value(last.value.value + 0.001, None, None))
    assert "gemma-4-12b" in _named(chart)
    named = _named(History(chart.title, chart.scale, (*others, last, near)))
    assert "gemma-4-12b-later" in named
    assert "gemma-4-12b" not in named


def test_a_single_point_is_named() -> None:
    chart = examples.history()
    assert _named(History(chart.title, chart.scale, chart.points[:1])) == {"Llama-3.1-8B"}
