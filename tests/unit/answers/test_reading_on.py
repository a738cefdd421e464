"""Questions that go on about figures that were asked for before."""

import pytest

from bot.answers.evaluation.figures import known
from bot.answers.figures.model import Query, Size
from bot.answers.figures.reading import read
from bot.answers.figures.reading_on import read_on

KNOWN = known()
BEST = "best GSM8K under 8B in Q4_K_M"
SMALL = Size(most=8e9, strict=True)


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("and under 3B?", Query("best", "gsm8k", size=Size(most=3e9, strict=True), quantisation="Q4_K_M")),
        ("et sur MMLU ?", Query("best", "mmlu", size=SMALL, quantisation="Q4_K_M")),
        ("and in Q8_0?", Query("best", "gsm8k", size=SMALL, quantisation="Q8_0")),
        ("et sur une 3090 ?", Query("best", "gsm8k", size=SMALL, quantisation="Q4_K_M", hardware="3090")),
    ],
)
def test_what_a_question_changes_is_changed_and_the_rest_stays(asked: str, query: Query) -> None:
    reading = read_on(asked, [BEST], KNOWN)
    assert reading is not None
    assert reading.query == query


def test_another_model_takes_the_place_of_the_one_before() -> None:
    reading = read_on("and Boreal3-4B?", ["Boreal3-8B on GSM8K?"], KNOWN)
    assert reading is not None
    assert reading.query == Query("value", "gsm8k", ("nordlys/Boreal3-4B",))


def test_it_may_go_on_about_one_that_went_on() -> None:
    reading = read_on("and in Q8_0?", [BEST, "and under 3B?"], KNOWN)
    assert reading is not None
    assert (reading.query.quantisation, reading.query.size) == ("Q8_0", Size(most=3e9, strict=True))


@pytest.mark.parametrize(
    ("asked", "earlier"),
    [
        ("and what about LoRA?", [BEST]),
        ("thanks", [BEST]),
        ("and under 3B?", []),
        ("and under 3B?", ["What is quantisation?"]),
        ("why is it good to have fewer than 3B parameters in a model today?", [BEST]),
    ],
)
def test_anything_else_is_left_to_the_passages(asked: str, earlier: list[str]) -> None:
    assert read_on(asked, earlier, KNOWN) is None


@pytest.mark.parametrize(
    ("asked", "metric"),
    [
        ("best exact match on GSM8K", "exact_match"),
        ("best HellaSwag by acc_norm", "acc_norm"),
        ("meilleur pass@1 sur HumanEval", "pass@1"),
        ("best f1 on FQuAD", "f1"),
        ("best GSM8K", None),
    ],
)
def test_a_metric_that_is_named_is_read(asked: str, metric: str | None) -> None:
    reading = read(asked, KNOWN)
    assert reading is not None
    assert reading.query.metric == metric
