"""Marks make scores for each half, and the slips that are tried are slips."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.evaluation.questions import sought
from bot.answers.evaluation.scores import Mark, found, reciprocal, scores
from bot.answers.evaluation.slips import with_slip, without_accents


def test_a_score_is_the_mean_of_its_marks_in_each_half_and_in_both() -> None:
    marks = [Mark("a", False, 1), Mark("a", False, 0), Mark("a", True, 1), Mark("b", True, 0)]  # noqa: FBT003
    first, second = scores(marks, {"a": 0.6, "b": 0.1})
    assert (first.tuned, first.held_out, first.tried) == (0.5, 1, 3)
    assert (first.is_reached, second.is_reached) == (True, False)
    assert second.tuned is None


def test_the_parts_of_a_score_stand_below_it() -> None:
    marks = [Mark(name, False, 1) for name in ("a", "b", "a, in French", "b: talk", "a, in English")]  # noqa: FBT003
    names = [one.name for one in scores(marks, {})]
    assert names == ["a", "a, in French", "a, in English", "b", "b: talk"]


def test_only_the_first_five_places_count_as_found() -> None:
    assert [found(rank) for rank in (1, 5, 6, None)] == [1, 1, 0, 0]
    assert [reciprocal(rank) for rank in (1, 4, None)] == [1, 0.25, 0]


def test_a_slip_changes_one_word_by_a_letter_or_two() -> None:
    assert with_slip("to be or not") == "to be or not"
    changed = [(one.ask, with_slip(one.ask)) for one in sought()]
    assert sum(before != after for before, after in changed) > 100
    for before, after in changed:
        words = list(zip(before.split(), after.split(), strict=True))
        assert sum(first != second for first, second in words) <= 1
        assert abs(len(before) - len(after)) <= 1


@given(st.text())
def test_nothing_is_left_of_accents_however_often_they_are_taken_off(text: str) -> None:
    assert without_accents(without_accents(text)) == without_accents(text)
