"""The order by words and that by nearness as one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot.answers.model import Source
from bot.answers.ranking import Candidate, Ranked, joined

NOW = datetime(2026, 11, 1, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=3000)


def _ranked(*coverages: float, new: int = 0) -> list[Ranked]:
    """Passages 1, 2, … in the order by words; `new` is of today and was found useful."""
    return [
        Ranked(
            Candidate(
                number,
                Source.NOTEBOOK,
                str(number),
                *((), (), ()),
                60,
                9 if number == new else 0,
                NOW if number == new else LONG_AGO,
            ),
            coverage,
            coverage,
            0,
        )
        for number, coverage in enumerate(coverages, start=1)
    ]


def _order(ranked: list[Ranked], near: list[int]) -> list[int]:
    return [one.candidate.passage_id for one in joined(ranked, near, NOW)]


@given(some.lists(some.floats(0, 1), max_size=80), some.permutations(range(1, 60)))
def test_every_passage_is_there_once_and_without_nearness_the_order_is_that_of_words(
    coverages: list[float], near: list[int]
) -> None:
    ranked = _ranked(*coverages)
    assert sorted(_order(ranked, near)) == [one.candidate.passage_id for one in ranked]
    assert joined(ranked, [], NOW) == ranked


@given(some.permutations(range(1, 9)))
def test_where_all_words_are_found_nearness_changes_nothing(near: list[int]) -> None:
    assert _order(_ranked(1, *[0.9] * 7), near) == list(range(1, 9))


def test_where_no_word_is_found_the_nearest_stand_first() -> None:
    assert _order(_ranked(0, 0, 0), [3, 1, 2]) == [3, 1, 2]


def test_where_few_words_are_found_what_has_them_and_is_near_stands_first() -> None:
    assert _order(_ranked(0.2, 0.2, 0.2), [3]) == [3, 1, 2]


@given(some.permutations(range(6, 12)))
def test_what_only_is_near_stands_after_the_five_best_that_have_words(near: list[int]) -> None:
    assert set(_order(_ranked(*[0.1] * 5, *[0.0] * 6), near)[:5]) == {1, 2, 3, 4, 5}


def test_of_two_that_are_about_as_near_the_newer_and_more_useful_one_stands_first() -> None:
    assert _order(_ranked(0, 0, new=2), [1, 2]) == [2, 1]
