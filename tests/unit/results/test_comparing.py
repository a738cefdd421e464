import math
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from bot.message import Text
from bot.results import compare_cards
from bot.results.alike import MOST_WAYS
from bot.results.comparability import differences
from bot.results.comparing import compare
from bot.results.model import Provenance, Result, Setup, Spread
from bot.texts import language
from tests.unit.results.test_real_files import needs_data, reading_of

GSM8K = Result(
    "gsm8k", "gsm8k", "exact_match", 0.8, 0.8, "share", higher_is_better=True, samples=1319, model_name="a"
)


def _verdict(first: Result, second: Result) -> str:
    ((only,),) = (found.pairs for found in compare({"a": [first], "b": [second]}))
    return only.verdict.word


def _with(result: Result, value: float, **setup: Any) -> Result:
    return replace(result, value=value, setup=replace(result.setup, **setup))


@pytest.mark.parametrize(("value", "word"), [(0.70, "better"), (0.90, "worse"), (0.795, "noise")])
def test_a_clear_difference_is_told_from_noise(value: float, word: str) -> None:
    assert _verdict(GSM8K, _with(GSM8K, value)) == word


def test_lower_is_better_where_it_is() -> None:
    waiting = Result(
        "ttft", "ttft", "mean", 100.0, 100.0, "ms", higher_is_better=False, spread=Spread(2.0, "given")
    )
    assert _verdict(waiting, replace(waiting, value=150.0)) == "better"


def test_the_verdict_on_two_shares_is_that_of_scipy() -> None:
    first, second = _with(GSM8K, 1000 / 1319), _with(GSM8K, 950 / 1319)
    ((pair,),) = (found.pairs for found in compare({"a": [first], "b": [second]}))
    table = [[1000, 319], [950, 369]]
    expected = stats.chi2_contingency(table, correction=False).pvalue
    assert pair.verdict.p_value == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize(
    ("change", "trait"),
    [
        ({"setup": Setup(shots=0)}, "shots"),
        ({"task_version": "2"}, "task_version"),
        ({"filter": "flexible-extract"}, "filter"),
        ({"task": "gsm8k_cot"}, "task"),
    ],
)
def test_another_test_is_never_compared_and_the_reason_is_said(change: dict[str, Any], trait: str) -> None:
    first = replace(GSM8K, setup=Setup(shots=5), task_version="3", filter="strict-match")
    second = replace(first, value=0.5, **change)
    ((pair,),) = (found.pairs for found in compare({"a": [first], "b": [second]}))
    assert pair.verdict.word == "incomparable"
    assert (pair.differing[0].name, pair.differing[0].blocks) == (trait, True)


def test_what_is_not_stated_is_told_but_forbids_nothing() -> None:
    first, second = _with(GSM8K, 0.9, shots=5), _with(GSM8K, 0.7)
    assert [(one.name, one.blocks) for one in differences(first, second)] == [("shots", False)]
    assert _verdict(first, second) == "better"


def test_engine_and_quantisation_are_told_but_compared() -> None:
    first = _with(GSM8K, 0.9, quantisation="Q4_K_M", engine="llama.cpp", engine_version="b5163")
    second = _with(GSM8K, 0.7, quantisation="AWQ", engine="vllm")
    assert [one.name for one in differences(first, second)] == ["quantisation", "engine", "engine_version"]
    assert _verdict(first, second) == "better"


def test_without_any_uncertainty_nothing_is_said() -> None:
    bare = replace(GSM8K, samples=None)
    ((pair,),) = (found.pairs for found in compare({"a": [bare], "b": [replace(bare, value=0.2)]}))
    assert pair.verdict.word == "incomparable"
    assert "How uncertain a value is" in language("en").tell(pair.verdict.reason)


def test_of_several_results_the_two_most_alike_are_compared() -> None:
    five, zero = _with(GSM8K, 0.8, shots=5), _with(GSM8K, 0.6, shots=0)
    ((pair,),) = (found.pairs for found in compare({"a": [zero, five], "b": [_with(GSM8K, 0.7, shots=5)]}))
    assert pair.first == five


def test_what_was_measured_is_compared_before_what_is_claimed() -> None:
    claims = [
        replace(GSM8K, value=0.9, provenance="claimed"),
        replace(GSM8K, value=0.7, provenance="claimed"),
    ]
    measured = _with(GSM8K, 0.8, dtype="bfloat16")
    ((pair,),) = (found.pairs for found in compare({"a": [claims[0], measured], "b": [claims[1]]}))
    assert (pair.first, pair.second) == (measured, claims[1])


@pytest.mark.parametrize(
    ("first", "second", "english", "french"),
    [
        ("claimed", "posted", "the first value is only", "la première valeur est seulement annoncée"),
        ("posted", "claimed", "the second value is only", "la seconde valeur est seulement annoncée"),
        ("claimed", "claimed", "both values are only", "les deux valeurs sont seulement annoncées"),
    ],
)
def test_a_comparison_says_what_is_only_claimed(
    first: Provenance, second: Provenance, english: str, french: str
) -> None:
    (found,) = differences(replace(GSM8K, provenance=first), replace(GSM8K, provenance=second))
    assert found.weight == "weighs"
    assert english in language("en").tell(found.sentence)
    assert french in language("fr").tell(found.sentence)


def test_the_metric_of_the_boards_is_compared_where_both_have_it() -> None:
    main, other = replace(GSM8K, metric="exact_match"), replace(GSM8K, metric="acc")
    found = compare({"a": [main, other], "b": [main, other]})
    assert [pair.first.metric for pair in found[0].pairs] == ["exact_match"]


def test_speeds_of_other_tokens_are_other_tests() -> None:
    short = Result("generation_speed", "tg128", "mean", 90.0, 90.0, "tokens/s", higher_is_better=True)
    assert compare({"a": [short], "b": [replace(short, task="tg512")]})[0].pairs == ()


def test_a_few_repetitions_are_judged_with_students_distribution() -> None:
    speed = Result(
        "generation_speed",
        "tg128",
        "mean",
        100.0,
        100.0,
        "tokens/s",
        higher_is_better=True,
        samples=5,
        spread=Spread(1.0, "repetitions"),
    )
    ((pair,),) = (found.pairs for found in compare({"a": [speed], "b": [replace(speed, value=98.0)]}))
    expected = stats.ttest_ind_from_stats(100, math.sqrt(5), 5, 98, math.sqrt(5), 5, equal_var=False).pvalue
    assert pair.verdict.p_value == pytest.approx(expected)


def test_many_comparisons_are_corrected_for_their_number() -> None:
    other = _with(GSM8K, 0.768)
    assert _verdict(GSM8K, other) == "better"
    many = compare({"a": [GSM8K], **{f"b{number}": [other] for number in range(7)}})
    assert {one.pairs[0].verdict.word for one in many} == {"noise"}


_RUNS = some.lists(
    some.builds(
        replace,
        some.just(GSM8K),
        value=some.sampled_from([0.5, 0.6]),
        samples=some.sampled_from([None, 100]),
        revision=some.sampled_from([None, "a" * 40]),
        provenance=some.sampled_from(["posted", "claimed"]),
        setup=some.builds(
            Setup,
            shots=some.sampled_from([0, 5]),
            quantisation=some.sampled_from([None, "AWQ"]),
            harness=some.sampled_from([None, "lighteval"]),
            hardware=some.sampled_from([None, "RTX 4090", "L4"]),
            conditions=some.sampled_from([{}, {"split": "test"}]),
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(ours=_RUNS, theirs=_RUNS)
def test_the_two_that_are_set_side_by_side_are_of_those_most_alike(
    ours: list[Result], theirs: list[Result]
) -> None:
    def unlike(pair: tuple[Result, Result]) -> tuple[int, int, int]:
        found = differences(*pair)
        claims = sum(one.provenance == "claimed" for one in pair)
        return claims, sum(one.blocks for one in found), len(found)

    (found,) = compare({"A": ours, "B": theirs})
    (pair,) = found.pairs
    assert unlike((pair.first, pair.second)) == min(map(unlike, product(ours, theirs)))


def test_of_equal_runs_the_middle_one_is_compared_and_told_of() -> None:
    runs = [_with(GSM8K, value, seed=seed) for seed, value in enumerate((0.70, 0.82, 0.80))]
    four_bits = _with(GSM8K, 0.2, quantisation="Q4_K_M")
    (found,) = compare({"a": [*runs, four_bits], "b": [_with(GSM8K, 0.9), _with(GSM8K, 0.6)]})
    (pair,) = found.pairs
    assert (pair.first.value, pair.second.value) == (0.80, 0.6)
    told = compare_cards.comparison([found], None, language("fr"))
    text = "\n".join(part.markdown for part in told.parts if isinstance(part, Text))
    assert "80\u202f% est la médiane de 3 mesures, de 70\u202f% à 82\u202f%." in text
    assert "60\u202f% est la médiane de 2 mesures, de 60\u202f% à 90\u202f%." in text


def test_of_two_equal_runs_the_worse_time_is_compared() -> None:
    wait = Result("ttft", "ttft", "mean", 100.0, 100.0, "ms", higher_is_better=False)
    ((pair,),) = (one.pairs for one in compare({"a": [wait, replace(wait, value=90.0)], "b": [wait]}))
    assert (pair.first.value, pair.runs[0].runs, pair.runs[1].runs) == (100.0, 2, 1)


def test_a_way_that_both_were_measured_in_is_found_behind_hundreds_of_others() -> None:
    ours = [_with(GSM8K, 0.7, shots=number) for number in range(2 * MOST_WAYS)]
    theirs = [_with(GSM8K, 0.6, shots=number + len(ours) - 1) for number in reversed(range(2 * MOST_WAYS))]
    ((pair,),) = (found.pairs for found in compare({"a": ours, "b": theirs}))
    assert pair.first.setup.shots == pair.second.setup.shots == len(ours) - 1


SUBJECT = replace(GSM8K, benchmark="mmlu", task="mmlu_anatomy", metric="acc", subset="anatomy", samples=135)
WHOLE = replace(SUBJECT, task="mmlu", subset=None, samples=14042)


def test_the_parts_of_a_benchmark_are_told_where_its_whole_does_not_say_it() -> None:
    def told(ours: list[Result], benchmark: str | None = None) -> tuple[list[str | None], dict[str, int]]:
        (found,) = compare({"a": ours, "b": [_with(one, 0.7) for one in ours]}, benchmark)
        return [pair.first.subset for pair in found.pairs], dict(found.parts)

    assert told([SUBJECT, WHOLE, GSM8K]) == ([None, None], {"mmlu": 1})
    assert told([SUBJECT, WHOLE, GSM8K], "mmlu") == ([None, "anatomy"], {})
    assert told([SUBJECT, GSM8K]) == ([None, "anatomy"], {})
    unsure = replace(WHOLE, samples=None)
    assert told([SUBJECT, unsure]) == ([None, "anatomy"], {})


@needs_data
def test_of_two_runs_with_many_parts_what_is_clear_is_told_first() -> None:
    ours = reading_of("lm_eval/noversion_2025-02_rwkv7_78tasks.json").results
    theirs = [_with(one, one.value * 1.05) for one in ours]
    (found,) = compare({"fla-hub/rwkv7": ours, "other": theirs})
    assert (len(found.pairs), found.parts) == (19, {"mmlu": 61})
    message = compare_cards.comparison([found], None, language("fr"))
    text = "\n".join(part.markdown for part in message.parts if isinstance(part, Text))
    assert "MMLU dans son ensemble\u202f; `benchmark: mmlu` montre aussi les 61 parties" in text
    signs = [line[0] for line in text.splitlines() if line[:1] in "🔴⚪🟢"]
    assert signs == ["🔴"] * 9 + ["⚪"]
