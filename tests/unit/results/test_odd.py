"""Which results moderators are shown without anybody having asked."""

from dataclasses import replace

import pytest

from bot.results.model import Result, Setup, Spread
from bot.results.odd import BELOW_CHANCE, FAR_FROM_OTHERS, MOST_WAYS, Others, oddness

# Of four answers a blind guess finds one.
ARC = Result(
    "arc_challenge",
    "arc_challenge",
    "acc_norm",
    0.55,
    0.55,
    "share",
    higher_is_better=True,
    model_name="org/model",
    spread=Spread(0.01, "given"),
    setup=Setup(shots=25, harness="lm-evaluation-harness"),
)
SPEED = Result(
    "generation_speed",
    "tg128",
    "mean",
    100.0,
    100.0,
    "tokens/s",
    higher_is_better=True,
    model_name="org/model",
    setup=Setup(hardware="RTX 4090"),
)


@pytest.mark.parametrize(
    ("value", "error", "reason"),
    [
        (0.20, 0.01, BELOW_CHANCE),
        (0.22, 0.01, None),  # three standard errors below happen to honest runs
        (0.05, 0.10, None),  # of a few samples nothing is sure
        (0.55, 0.01, None),
    ],
)
def test_a_score_is_odd_only_when_it_is_surely_below_chance(
    value: float, error: float, reason: str | None
) -> None:
    assert oddness(replace(ARC, value=value, spread=Spread(error, "given")), Others([])) == reason


@pytest.mark.parametrize(
    "changed",
    [{"spread": None}, {"subset": "a part"}, {"metric": "another"}, {"benchmark": "nobody_knows_it"}],
)
def test_chance_says_nothing_of_a_part_another_metric_or_an_unknown_error(changed: dict[str, str]) -> None:
    assert oddness(replace(ARC, value=0.01, **changed), Others([])) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("result", "others", "reason"),
    [
        (ARC, [0.80, 0.82], FAR_FROM_OTHERS),
        (ARC, [0.30, 0.82, 0.28], FAR_FROM_OTHERS),  # the median is 0.30
        (ARC, [0.69, 0.69], None),
        (ARC, [0.99], None),  # one other may be the one that is wrong
        (SPEED, [40.0, 42.0], FAR_FROM_OTHERS),
        (SPEED, [210.0, 205.0], FAR_FROM_OTHERS),
        (SPEED, [70.0, 140.0], None),
    ],
)
def test_a_value_is_odd_when_it_is_far_from_the_median_of_several_others(
    result: Result, others: list[float], reason: str | None
) -> None:
    assert oddness(result, Others([replace(result, value=value) for value in others])) == reason


@pytest.mark.parametrize(
    "changed",
    [
        {"model_name": "org/another"},
        {"task": "arc_challenge_chat"},
        {"setup": Setup(shots=0, harness="lm-evaluation-harness")},
        {"setup": Setup(shots=25, harness="lm-evaluation-harness", quantisation="Q2_K")},
        {"partial": True},
    ],
)
def test_what_was_measured_otherwise_is_no_measure_of_a_result(changed: dict[str, object]) -> None:
    others = [replace(ARC, value=0.95, **changed) for _ in range(5)]  # type: ignore[arg-type]
    assert oddness(ARC, Others(others)) is None


def test_hardware_explains_no_score() -> None:
    here, there = (replace(ARC.setup, hardware=name) for name in ("RTX 4090", "H100"))
    others = [replace(ARC, value=0.95, setup=there) for _ in range(5)]
    assert oddness(replace(ARC, setup=here), Others(others)) == FAR_FROM_OTHERS


@pytest.mark.parametrize(
    "setup",
    [
        Setup(hardware="CPU"),
        Setup(hardware="RTX 4090", engine="vllm"),
        Setup(hardware="RTX 4090", quantisation="Q2_K"),
        Setup(),
    ],
)
def test_another_machine_engine_or_quantisation_is_no_measure_of_a_speed(setup: Setup) -> None:
    others = [replace(SPEED, value=9.0, setup=setup) for _ in range(5)]
    assert oddness(SPEED, Others(others)) is None


def test_of_hundreds_of_ways_in_which_others_measured_the_newest_count() -> None:
    ways = [replace(ARC, setup=replace(ARC.setup, shots=1000 + number)) for number in range(MOST_WAYS)]
    alike = [replace(ARC, value=0.1), replace(ARC, value=0.1)]
    assert oddness(ARC, Others([*alike, *ways])) == FAR_FROM_OTHERS
    assert oddness(ARC, Others([*ways, *alike])) is None
