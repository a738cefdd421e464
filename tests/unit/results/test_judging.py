"""From two results to what may be said of both."""

from dataclasses import replace

import pytest

from bot.results.judging import estimate_of, judged
from bot.results.model import Result, Setup, Spread
from bot.results.statistics.differences import Difference
from bot.results.statistics.verdicts import NO_DIRECTION, NO_ERROR
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


def test_a_speed_of_unknown_runs_takes_their_spread_for_its_error() -> None:
    estimate = estimate_of(replace(SPEED, samples=None, deviation=0.43))
    assert (estimate.error, estimate.repetitions) == (0.43, None)


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
