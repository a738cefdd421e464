"""What differs between two set-ups, and what may still be compared."""

from dataclasses import replace

import pytest

from bot.results.comparability import Weight, differences, obstacle
from bot.results.model import Result, Setup
from bot.texts import language

SCORE = Result(
    "gsm8k", "gsm8k", "exact_match", 0.82, 0.82, "share",
    higher_is_better=True, model="org/a", revision="a" * 40, filter="strict-match", task_version="3",
    samples=1319, samples_total=1319,
    setup=Setup(shots=5, harness="lm-evaluation-harness", harness_version="0.4.9", dtype="bfloat16"),
)  # fmt: skip
SPEED = Result(
    "generation_speed", "tg128", "mean", 51.2, 51.2, "tokens/s",
    higher_is_better=True, model="org/a", samples=5,
    setup=Setup(
        quantisation="Q4_K_M", engine="llama.cpp (CUDA)", engine_version="b6000", hardware="RTX 4090",
        conditions={"generated_tokens": 128, "depth": 0, "n_batch": 2048, "model_size": 4_000},
    ),
)  # fmt: skip
EN, FR = language("en"), language("fr")


def _with(result: Result, **changes: object) -> Result:
    """The result with fields of its own or of its set-up changed."""
    setup = {name: changes.pop(name) for name in list(changes) if hasattr(result.setup, name)}
    return replace(result, **{**changes, "setup": replace(result.setup, **setup)})  # type: ignore[arg-type]


def test_what_is_the_same_differs_in_nothing() -> None:
    assert differences(SCORE, _with(SCORE, model="org/b", revision="b" * 40, value=0.7)) == ()
    assert differences(SPEED, _with(SPEED, model="org/b", value=3.0)) == ()


@pytest.mark.parametrize(
    ("field", "value", "weight"),
    [
        ("benchmark", "mmlu", "blocks"),
        ("metric", "acc", "blocks"),
        ("unit", "points", "blocks"),
        ("subset", "algebra", "blocks"),
        ("task", "gsm8k_cot", "blocks"),
        ("task_version", "2", "blocks"),
        ("task_version", None, "weighs"),
        ("filter", "flexible-extract", "blocks"),
        ("filter", None, "weighs"),
        ("shots", 0, "blocks"),
        ("shots", None, "weighs"),
        ("limit", 100, "blocks"),
        ("samples", 1300, "weighs"),
        ("harness", None, "weighs"),
        ("chat_template_sha", "f" * 64, "weighs"),
        ("quantisation", "Q4_K_M", "noted"),
        ("dtype", "float16", "weighs"),
        ("engine", "vllm", "noted"),
        ("harness_version", "0.4.2", "noted"),
        ("seed", 7, "noted"),
    ],
)
def test_a_score_is_compared_with_like(field: str, value: object, weight: Weight) -> None:
    found = differences(SCORE, _with(SCORE, model="org/b", **{field: value}))
    assert [(one.name, one.weight) for one in found if one.name == field] == [(field, weight)]
    assert (obstacle(found) is not None) == (weight == "blocks")


def test_tasks_of_other_harnesses_have_other_names_and_are_blocked_by_the_harness_alone() -> None:
    other = _with(SCORE, harness="lighteval", task="lighteval|gsm8k|5", task_version="0")
    assert [one.name for one in differences(SCORE, other) if one.weight == "blocks"] == ["harness"]


def test_a_run_on_a_part_of_the_samples_is_not_compared_with_a_whole_one() -> None:
    (found,) = differences(SCORE, _with(SCORE, partial=True))
    assert (found.name, found.weight) == ("partial", "blocks")
    assert differences(_with(SCORE, partial=True), _with(SCORE, partial=True)) == ()


def test_a_revision_matters_for_the_same_model_only() -> None:
    other = "b" * 40
    (found,) = differences(SCORE, _with(SCORE, revision=other))
    assert (found.name, found.weight) == ("revision", "weighs")
    assert EN.tell(found.sentence) == "revision: aaaaaaaa here, bbbbbbbb there"
    assert differences(SCORE, _with(SCORE, revision=other, model="org/b")) == ()


def test_speeds_of_two_models_are_compared_on_the_same_machine_only() -> None:
    other = _with(SPEED, hardware="Apple M3 Max")
    assert [(one.name, one.weight) for one in differences(SPEED, other)] == [("hardware", "weighs")]
    for changed in ({"model": "org/b"}, {"quantisation": "Q8_0"}, {"hardware": None, "model": "org/b"}):
        found = differences(SPEED, _with(other, **changed))
        assert ("hardware", "blocks") in [(one.name, one.weight) for one in found]


def test_speeds_of_which_neither_names_its_machine_say_so() -> None:
    found = differences(_with(SPEED, hardware=None), _with(SPEED, hardware=None))
    assert [EN.tell(one.sentence) for one in found] == ["neither says on which hardware it was measured"]


def test_speeds_under_another_load_are_not_compared() -> None:
    conditions = {**SPEED.setup.conditions, "depth": 4096, "n_batch": 512, "model_size": 8_000}
    found = differences(SPEED, _with(SPEED, model="org/b", conditions=conditions))
    assert [(one.name, one.weight) for one in found] == [("depth", "blocks"), ("n_batch", "weighs")]


def test_settings_of_the_generation_are_told_by_their_names() -> None:
    warm = _with(SCORE, generation={"temperature": 0.7})
    (found,) = differences(warm, _with(SCORE, generation={"temperature": 0.0}))
    assert (found.weight, EN.tell(found.sentence)) == ("weighs", "`temperature`: 0.7 here, 0.0 there")
    (found,) = differences(warm, SCORE)
    assert (found.weight, EN.tell(found.sentence)) == ("noted", "`temperature`: 0.7 here, not stated there")


def test_what_blocks_is_told_first_and_in_both_languages() -> None:
    found = differences(SCORE, _with(SCORE, seed=1, shots=0, dtype="float16"))
    assert [one.name for one in found] == ["shots", "dtype", "seed"]
    reason = obstacle(found)
    assert reason is not None
    assert EN.tell(reason) == "They are different tests – worked examples shown: 5 here, 0 there."
    assert FR.tell(reason) == (
        "Ce ne sont pas les mêmes tests – exemples résolus montrés\N{NO-BREAK SPACE}: 5 ici, 0 là."
    )


def test_the_order_of_the_two_changes_no_weight() -> None:
    other = _with(SPEED, model="org/b", hardware=None, conditions={}, dtype="f16", samples=3)
    weights = [
        sorted((one.name, one.weight) for one in differences(*pair))
        for pair in ((SPEED, other), (other, SPEED))
    ]
    assert weights[0] == weights[1]
