"""Questions about figures are read as they were meant: exact match on the set that was written beforehand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.evaluation.figures import is_right, known
from bot.answers.evaluation.questions import figured
from bot.answers.figures.reading import read

GOAL = 0.95
KNOWN = known()


@pytest.mark.parametrize("held_out", [False, True])
def test_questions_about_figures_are_read_as_they_were_meant(held_out: bool) -> None:
    items = [one for one in figured() if one.held_out == held_out]
    wrong = [one.ask for one in items if not is_right(one, KNOWN)]
    score = 1 - len(wrong) / len(items)
    assert len(items) >= 60
    assert score >= GOAL, f"{score:.3f} held out: {held_out}"


@pytest.mark.parametrize(
    "asked", ["How did GSM8K develop since June?", "Comment GSM8K s’est-il développé depuis juin ?"]
)
def test_how_a_benchmark_developed_is_a_trend_in_both_languages(asked: str) -> None:
    found = read(asked, KNOWN)
    assert found is not None
    assert found.is_sure
    assert (found.query.intent, found.query.benchmark) == ("trend", "gsm8k")
    assert found.query.since is not None


@pytest.mark.parametrize(
    "asked",
    [
        "What is GSM8K?",
        "Que mesure MMLU ?",
        "c’est quoi la quantification ?",
        "best way to write code?",
        "Which learning rate is best for zebra stripes?",
        "How do I fine-tune with 24 GB of memory?",
        "What’s new in Boreal3?",
        "What is the licence of Boreal3-8B?",
        "how does GSM8K differ from MATH-500?",
        "",
    ],
)
def test_what_asks_for_no_figures_is_left_to_the_passages(asked: str) -> None:
    assert read(asked, KNOWN) is None


def test_a_slip_or_a_whole_field_is_a_guess_and_a_name_is_none() -> None:
    for asked, is_sure in (
        ("best GSM8K", True),
        ("best humanevel", False),
        ("best model at maths", False),
        ("Boreel3-8B on GSM8K", False),
    ):
        reading = read(asked, KNOWN)
        assert reading is not None
        assert reading.is_sure == is_sure, asked


def test_a_field_stands_for_the_benchmark_of_it_that_was_measured_most() -> None:
    reading = read("best model at maths", replace(KNOWN, benchmarks={"math_500": 7, "gsm8k": 2}))
    assert reading is not None
    assert reading.query.benchmark == "math_500"
    assert reading.rivals[0] == "gsm8k"


def test_a_server_has_its_own_benchmarks_and_names() -> None:
    reading = read("best model on our legal quiz?", replace(KNOWN, names={"legal_quiz": "legal_quiz"}))
    assert reading is not None
    assert reading.query.benchmark == "legal_quiz"


def test_digits_of_a_name_are_no_slip() -> None:
    reading = read("Boreal3-9B on GSM8K", KNOWN)
    assert reading is None or not reading.query.models


def test_what_is_to_be_left_out_is_never_taken_for_a_wish() -> None:
    for asked in ("best MMLU excluding Boreal3", "le meilleur en MMLU sauf Boreal3-8B"):
        reading = read(asked, KNOWN)
        assert reading is not None
        assert (reading.query.family, reading.query.models) == (None, ())
        assert reading.query.without in (("boreal3",), ("nordlys/Boreal3-8B",))


def test_of_several_quantisations_of_one_model_all_are_shown() -> None:
    reading = read("Q4_K_M vs Q8_0 for Boreal3-8B on GSM8K", KNOWN)
    assert reading is not None
    assert (reading.query.intent, reading.query.quantisation) == ("value", None)


def test_the_field_of_a_comparison_is_read_and_so_is_which_end_is_wanted() -> None:
    faster = read("Is Boreal3-8B faster than Mirage-7B-Instruct-v0.3 on a 4090?", KNOWN)
    assert faster is not None
    assert (faster.query.intent, faster.query.benchmark) == ("compare", "generation_speed")
    hungry = read("lequel consomme le plus de mémoire ?", KNOWN)
    assert hungry is not None
    assert (hungry.query.benchmark, hungry.query.order) == ("memory", "worst")


@given(st.text(max_size=200))
def test_any_text_is_read_or_left_and_what_is_read_has_what_it_needs(text: str) -> None:
    reading = read(text, KNOWN)
    assert reading is None or reading.query.benchmark or len(reading.query.models) > 1
