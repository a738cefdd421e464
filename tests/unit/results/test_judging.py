"""From two results to what may be said of both."""

from dataclasses import replace

import pytest

from bot.charts.model import Value
from bot.results.charting import value_of
from bot.results.judging import estimate_of, judged
from bot.results.model import Result, Setup, Spread
from bot.results.statistics.differences import Difference
from bot.results.statistics.families import places
from bot.results.statistics.verdicts import NO_DIRECTION, NO_ERROR, verdicts
from bot.texts import Sentence
from tests.unit.results.test_comparability import SCORE, SPEED

GIVEN = replace(SCORE, value=0.6262, spread=Spread(0.0133, "given"))


def test_an_error_that_shows_right_or_wrong_samples_lets_their_number_speak() -> None:
    assert estimate_of(GIVEN).counted == 1319
    assert estimate_of(replace(GIVEN, spread=Spread(0.0133, "recomputed"))).counted == 1319


def test_an_error_of_graded_samples_speaks_itself() -> None:
    estimate = estimate_of(replace(GIVEN, spread=Spread(0.006, "given")))
    assert (estimate.counted, estimate.error) == (None, 0.006)


def test_a_perfect_score_is_counted_where_its_metric_is_right_or_wrong() -> None:
    perfect = replace(SCORE, value=1.0, samples=30)
    assert estimate_of(perfect).counted == 30
    assert estimate_of(replace(perfect, metric="f1")).counted is None


def test_the_number_of_samples_is_enough_where_each_was_right_or_wrong() -> None:
    bare = replace(SCORE, value=0.5)
    assert estimate_of(bare).counted == 1319
    assert estimate_of(replace(bare, metric="f1")).counted is None
    assert estimate_of(replace(bare, benchmark="ifeval", metric="inst_level_strict_acc")).counted is None


def test_a_claim_without_error_or_samples_is_of_unknown_uncertainty() -> None:
    claim = replace(SCORE, value=0.9, samples=None, setup=Setup())
    assert estimate_of(claim).error is None
    assert judged(claim, replace(claim, value=0.8)) == NO_ERROR


def test_a_speed_knows_how_many_runs_stand_behind_its_error() -> None:
    speed = replace(SPEED, spread=Spread(0.4, "repetitions"))
    assert estimate_of(speed).repetitions == 5
    found = judged(speed, replace(speed, model="org/b", value=40.0))
    assert isinstance(found, Difference)
    assert (found.method, round(found.gain, 1)) == ("welch", 11.2)


def test_a_speed_of_unknown_runs_takes_their_deviation_for_a_bound_of_its_error() -> None:
    estimate = estimate_of(replace(SPEED, samples=None, deviation=0.43))
    assert (estimate.error, estimate.repetitions, estimate.is_bound) == (0.43, None, True)


def test_where_only_a_bound_is_known_a_large_difference_is_clear_and_a_small_one_is_not_noise() -> None:
    rough = replace(SPEED, samples=None, deviation=2.0)
    found = [judged(rough, replace(rough, value=value)) for value in (20.0, 50.0)]
    assert [one.word for one in verdicts(found)] == ["better", "unsaid"]
    exact = replace(rough, spread=Spread(2.0, "given"))
    assert [one.word for one in verdicts([judged(exact, replace(exact, value=50.0))])] == ["noise"]


def test_values_of_which_only_a_bound_is_known_are_no_tie() -> None:
    rough = replace(SPEED, samples=None, deviation=2.0)
    speeds = [estimate_of(replace(rough, value=value)) for value in (52.0, 51.0, 20.0)]
    found = places(speeds, higher_is_better=True)
    assert [(one.best, one.worst, one.is_known) for one in found] == [
        (1, 1, False),
        (2, 2, False),
        (3, 3, True),
    ]


def test_a_picture_shows_no_interval_of_a_bare_deviation_and_no_speed_below_0() -> None:
    rough = replace(SPEED, samples=None, deviation=2.0)
    assert value_of(rough) == Value(rough.value)
    vague = value_of(replace(rough, value=3.0, spread=Spread(2.0, "given")))
    assert vague.low == 0.0
    assert vague.high == pytest.approx(6.92, abs=0.01)


def test_two_scores_of_like_set_up_have_a_difference() -> None:
    found = judged(GIVEN, replace(GIVEN, model="org/b", value=0.5, spread=Spread(0.01377, "given")))
    assert isinstance(found, Difference)
    assert found.method == "shares"
    assert found.gain == pytest.approx(0.1262)


def test_what_did_not_measure_the_same_has_no_difference() -> None:
    found = judged(GIVEN, replace(GIVEN, setup=replace(GIVEN.setup, shots=0)))
    assert isinstance(found, Sentence)


def test_without_a_known_direction_nothing_is_better() -> None:
    unknown: Result = replace(GIVEN, higher_is_better=None)
    assert judged(unknown, unknown) == NO_DIRECTION


def test_common_samples_are_compared_even_where_one_ran_on_a_part() -> None:
    paired = Difference(0.02, 0.01, 0.03, 0.001, "mcnemar")
    part = replace(GIVEN, partial=True, samples=400, setup=replace(GIVEN.setup, limit=400))
    assert isinstance(judged(GIVEN, part), Sentence)
    assert judged(GIVEN, part, paired) == paired
    assert isinstance(judged(GIVEN, replace(part, metric="f1"), paired), Sentence)
