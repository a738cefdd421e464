import math

import pytest

from bot.results.statistics.differences import Difference, difference
from bot.results.statistics.families import Place, places
from bot.results.statistics.paired import Pairs, bootstrapped, right_or_wrong
from bot.results.statistics.spreads import (
    Estimate,
    interval,
    is_share_error,
    settled_error,
    share_error,
)
from bot.results.statistics.verdicts import NO_ERROR, verdicts


def test_of_two_latencies_the_lower_is_the_better() -> None:
    found = difference(Estimate(80, 1.0), Estimate(100, 1.0), higher_is_better=False)
    assert found is not None
    assert (found.gain, found.low > 0) == (20, True)
    assert [verdict.word for verdict in verdicts([found])] == ["better"]


def test_changing_places_turns_better_into_worse() -> None:
    pair = Estimate(0.7, samples=1000, is_share=True), Estimate(0.6, samples=1000, is_share=True)
    found = [
        difference(*order, higher_is_better=is_higher)
        for order in (pair, pair[::-1])
        for is_higher in (True, False)
    ]
    assert [verdict.word for verdict in verdicts([one for one in found if one is not None])] == [
        "better", "worse", "worse", "better",
    ]  # fmt: skip


def test_without_any_error_there_is_no_difference_to_speak_of() -> None:
    assert difference(Estimate(0.7), Estimate(0.6, 0.01), higher_is_better=True) is None
    assert interval(Estimate(0.7)) is None


@pytest.mark.parametrize("error", [0.0, math.nan, math.inf, -0.1])
def test_an_error_that_says_nothing_is_none(error: float) -> None:
    assert difference(Estimate(0.7, error), Estimate(0.6, 0.01), higher_is_better=True) is None


def test_a_perfect_share_is_uncertain_too() -> None:
    found = difference(
        Estimate(1.0, 0.0, samples=30, is_share=True),
        Estimate(0.97, 0.03, samples=30, is_share=True),
        higher_is_better=True,
    )
    assert found is not None
    assert verdicts([found])[0].word == "noise"
    alone = interval(Estimate(1.0, samples=30, is_share=True))
    assert alone is not None
    assert alone.low < 0.9


def test_a_share_and_a_value_with_an_error_are_compared_by_their_errors() -> None:
    found = difference(Estimate(0.8, samples=400, is_share=True), Estimate(0.6, 0.02), higher_is_better=True)
    assert found is not None
    assert (found.method, round(found.gain, 6)) == ("errors", 0.2)


@pytest.mark.parametrize("given", [None, 0.0, math.nan])
def test_a_missing_or_false_error_of_a_share_is_recomputed(given: float | None) -> None:
    found = settled_error(0.75, given, 1319, is_share=True)
    assert found == (share_error(0.75, 1319), "recomputed")


def test_an_error_is_neither_replaced_nor_invented() -> None:
    assert settled_error(0.75, 0.02, 1319, is_share=True) == (0.02, "given")
    assert settled_error(0.75, None, 1319, is_share=False) is None
    assert settled_error(0.75, None, None, is_share=True) is None
    assert settled_error(1.0, 0.0, 30, is_share=True) is None


def test_the_error_shows_whether_each_sample_was_right_or_wrong() -> None:
    # Real: gsm8k of lm-evaluation-harness, 0.6262 ± 0.0133 on 1,319 samples.
    assert is_share_error(0.6262, 0.0133, 1319)
    assert not is_share_error(0.6262, 0.0061, 1319)


def test_an_error_of_a_share_needs_a_share() -> None:
    with pytest.raises(ValueError, match="share"):
        share_error(20.9, 100)


def test_among_many_comparisons_a_chance_hit_is_noise_and_says_so() -> None:
    hit = Difference(0.03, 0.001, 0.06, 0.04, "errors")
    noise = Difference(0.0, -0.03, 0.03, 1.0, "errors")
    assert verdicts([hit])[0].word == "better"
    found = verdicts([hit, *[noise] * 9])[0]
    assert (found.word, found.p_value) == ("noise", 0.4)
    assert "many comparisons" in found.reason.msgid


def test_what_cannot_be_compared_does_not_count_among_the_comparisons() -> None:
    hit = Difference(0.03, 0.001, 0.06, 0.04, "errors")
    found = verdicts([NO_ERROR, hit, NO_ERROR])
    assert [verdict.word for verdict in found] == ["incomparable", "better", "incomparable"]
    assert found[0].reason == NO_ERROR


def test_no_verdict_is_better_whose_interval_holds_zero() -> None:
    assert verdicts([Difference(0.03, -0.001, 0.06, 0.03, "mcnemar")])[0].word == "noise"


def test_fewer_mistakes_are_a_gain_on_the_same_samples() -> None:
    first, second = (0.0,) * 30 + (1.0,) * 10, (1.0,) * 30 + (1.0,) * 10
    assert right_or_wrong(Pairs(first, second), higher_is_better=False).gain == 0.75
    assert bootstrapped(Pairs(first, second), 1, higher_is_better=False).gain == 0.75


def test_the_same_seed_gives_the_same_interval() -> None:
    pairs = Pairs(tuple(index % 7 / 7 for index in range(50)), tuple(index % 5 / 5 for index in range(50)))
    assert bootstrapped(pairs, 4) == bootstrapped(pairs, 4)
    assert bootstrapped(pairs, 4) != bootstrapped(pairs, 5)


def test_scores_that_all_differ_alike_leave_nothing_to_draw() -> None:
    assert bootstrapped(Pairs((0.5,) * 12, (0.5,) * 12), 1).p_value == 1
    found = bootstrapped(Pairs((0.75,) * 12, (0.5,) * 12), 1)
    assert (found.gain, found.low, found.high) == (0.25, 0.25, 0.25)
    assert 0 < found.p_value < 0.001


def test_values_that_cannot_be_told_apart_share_their_places() -> None:
    estimates = [Estimate(share, samples=1000, is_share=True) for share in (0.81, 0.80, 0.60, 0.40)]
    assert places(estimates, higher_is_better=True) == [Place(1, 2), Place(1, 2), Place(3, 3), Place(4, 4)]
    assert places(estimates, higher_is_better=False) == [Place(3, 4), Place(3, 4), Place(2, 2), Place(1, 1)]


def test_a_value_of_unknown_uncertainty_keeps_its_bare_place_and_says_so() -> None:
    found = places([Estimate(52.0, 0.5), Estimate(50.0), Estimate(40.0, 0.5)], higher_is_better=True)
    assert found == [Place(1, 1), Place(2, 2, is_known=False), Place(3, 3)]


def test_the_same_bare_value_is_a_tie() -> None:
    assert places([Estimate(5.0), Estimate(5.0)], higher_is_better=True) == [Place(1, 2, is_known=False)] * 2


def test_a_ranking_may_be_empty() -> None:
    assert places([], higher_is_better=True) == []
