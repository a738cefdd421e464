"""Which results measure another one again, and whether they agree."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.results.model import Posted, Result, Setup, Spread
from bot.results.reproduction.model import CLAIM, Request, agreement, measures_again

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RESULT = Result(
    "gsm8k",
    "gsm8k",
    "exact_match",
    0.757,
    0.757,
    "share",
    higher_is_better=True,
    model="Qwen/Qwen3-8B",
    model_name="Qwen/Qwen3-8B",
    samples=1319,
    setup=Setup(shots=5, harness="lm-evaluation-harness"),
)
SPEED = replace(
    RESULT,
    benchmark="generation_speed",
    task="tg128",
    metric="mean",
    value=118.9,
    unit="tokens/s",
    spread=Spread(0.6, "repetitions"),
    samples=5,
    setup=Setup(engine="llama.cpp (CUDA)", hardware="NVIDIA RTX 4080", harness="llama-bench"),
)


def _by(author_id: int, result: Result = RESULT) -> Posted:
    return Posted(author_id, author_id, "post", "public", NOW, result)


def _with(**setup: Any) -> Result:
    return replace(RESULT, setup=replace(RESULT.setup, **setup))


def test_the_same_test_of_the_same_model_by_another_member_measures_it_again() -> None:
    assert measures_again(_by(2), _by(1))
    assert not measures_again(_by(1), _by(1))


@pytest.mark.parametrize(
    "other",
    [
        replace(RESULT, model_name="Qwen/Qwen3-4B"),
        replace(RESULT, subset="half"),
        replace(RESULT, partial=True),
        replace(RESULT, provenance="claimed"),
        _with(shots=0),
        _with(quantisation="Q4_K_M"),
        _with(harness="lighteval"),
    ],
)
def test_what_cannot_be_compared_does_not_measure_it_again(other: Result) -> None:
    assert not measures_again(_by(2, other), _by(1))


def test_what_is_not_stated_does_not_keep_two_apart() -> None:
    assert measures_again(_by(2, _with(shots=None, harness=None)), _by(1))


def test_one_run_posted_twice_in_two_forms_is_one_run() -> None:
    dated = replace(RESULT, measured_at=NOW)
    assert not measures_again(_by(2, dated), _by(1, dated))


def test_a_disputed_result_confirms_nothing_but_may_be_confirmed() -> None:
    disputed = replace(_by(2), is_disputed=True)
    assert not measures_again(disputed, _by(1))
    assert measures_again(_by(1), disputed)


@pytest.mark.parametrize("setup", [{"hardware": "RTX 3060"}, {"hardware": None}, {"engine": "vllm"}])
def test_a_speed_is_measured_again_on_the_same_machine_and_engine_only(setup: dict[str, Any]) -> None:
    assert measures_again(_by(2, replace(SPEED, value=117.0)), _by(1, SPEED))
    other = replace(SPEED, setup=replace(SPEED.setup, **setup))
    assert not measures_again(_by(2, other), _by(1, SPEED))


def test_values_that_chance_may_set_apart_agree_and_others_differ() -> None:
    assert agreement(replace(RESULT, value=0.770), RESULT) == "agrees"
    assert agreement(replace(RESULT, value=0.690), RESULT) == "differs"


def test_the_same_number_confirms_only_when_it_states_a_run_of_its_own() -> None:
    assert agreement(RESULT, RESULT) == "unclear"
    assert agreement(RESULT, replace(RESULT, measured_at=NOW)) == "unclear"
    assert agreement(replace(RESULT, measured_at=NOW), RESULT) == "agrees"


def test_where_nobody_knows_how_sure_the_values_are_it_is_unclear_unless_two_runs_find_the_same() -> None:
    bare = replace(RESULT, samples=None)
    assert agreement(replace(bare, value=0.76), bare) == "unclear"
    assert agreement(replace(bare, measured_at=NOW), bare) == "agrees"


def test_a_far_less_sure_result_says_nothing_although_chance_explains_the_difference() -> None:
    assert agreement(replace(RESULT, value=0.6, samples=10), RESULT) == "unclear"
    assert agreement(replace(RESULT, value=0.1, samples=30), RESULT) == "differs"


def test_a_claim_ends_by_itself() -> None:
    free = Request(_by(1), NOW, (3,))
    assert not free.is_claimed(NOW)
    claimed = replace(free, claimed_by=2, claimed_at=NOW)
    assert claimed.is_claimed(NOW + CLAIM / 2)
    assert not claimed.is_claimed(NOW + CLAIM)


def test_a_speed_of_which_only_the_deviation_of_requests_is_known_agrees_with_none() -> None:
    rough = replace(SPEED, unit="ms", higher_is_better=False, value=162.8, spread=None, deviation=170.0)
    assert agreement(replace(rough, value=54.3, measured_at=NOW), rough) == "unclear"
    assert agreement(replace(rough, value=900.0, measured_at=NOW), rough) == "differs"


def test_two_agree_or_differ_although_nobody_knows_which_direction_is_better() -> None:
    first = replace(RESULT, higher_is_better=None)
    assert agreement(replace(first, value=0.765), first) == "agrees"
    assert agreement(replace(first, value=0.6), first) == "differs"
