"""Questions below something name what they are about."""

import re

import pytest

from bot.answers.about import LONGEST, about
from bot.results import controls

FIRST, SECOND = "nordlys/Boreal3-4B", "zephyrine/Mirage-7B"


@pytest.mark.parametrize(
    ("typed", "names", "told"),
    [
        ("Which is faster?", [FIRST, SECOND], f"Which is faster? ({FIRST}, {SECOND})"),
        ("Is mirage-7b faster?", [FIRST, SECOND], "Is mirage-7b faster?"),
        ("What is it?", [FIRST], f"What is it? ({FIRST})"),
        ("What is it?", [], "What is it?"),
    ],
)
def test_names_that_a_question_leaves_out_are_added_unless_it_names_one(
    typed: str, names: list[str], told: str
) -> None:
    assert about(typed, names) == told


def test_a_question_with_its_names_is_no_longer_than_one_that_is_typed() -> None:
    names = [f"organisation-{number}/{'y' * 96}" for number in range(8)]
    assert about("x" * 500, names) == f"{'x' * 500} ({', '.join(names)})"
    told = about("x" * 1400, ["a/" + "y" * 60, "b/" + "z" * 60])
    assert told == "x" * 1400 + " (a/" + "y" * 60 + ")"
    assert about("x" * LONGEST, [FIRST]) == "x" * LONGEST


def test_a_button_holds_as_many_results_as_its_form_can() -> None:
    match = re.fullmatch(controls.ASK, controls.ask([1, 22, 333]))
    assert match is not None
    assert match["results"] == "1-22-333"
    control = controls.ask(range(10**18, 10**18 + 8))
    assert re.fullmatch(controls.ASKED, controls.asked(control))
    assert len(controls.asked(control)) <= 100
