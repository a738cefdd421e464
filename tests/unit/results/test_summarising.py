"""What a release's post tells of members' measurements: only what was measured, and like with like."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.results.model import Fact, Posted, Result, Setup
from bot.results.summarising import tests as summed_up

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GSM8K = Result(
    "gsm8k", "gsm8k", "exact_match", 0.8, 0.8, "share", higher_is_better=True, setup=Setup(shots=5)
)
THROUGHPUT = Result(
    "output_throughput", "output_throughput", "mean", 2250.0, 2250.0, "tokens/s", higher_is_better=True
)


def _by(member: int, result: Result) -> Posted:
    return Posted(member, member, "post", "public", NOW, result)


def _under(load: Mapping[str, Fact], value: float, engine: str = "vLLM") -> Result:
    return replace(THROUGHPUT, value=value, setup=Setup(conditions=load, engine=engine, hardware="H100"))


def test_a_claim_is_no_measurement() -> None:
    assert summed_up([_by(1, replace(GSM8K, provenance="claimed"))]) == ()
    (only,) = summed_up([_by(1, replace(GSM8K, provenance="claimed", value=0.9)), _by(2, GSM8K)])
    assert (only.median, only.members) == (0.8, 1)


def test_loads_and_engines_are_other_tests_and_told_by_what_differs() -> None:
    short = {"mean_input_tokens": 2048, "max_concurrency": 32, "n_batch": 512}
    long = {"mean_input_tokens": 128, "max_concurrency": 32, "n_batch": 512}
    found = summed_up(
        [_by(1, _under(short, 2250)), _by(2, _under(long, 8706)), _by(3, _under(long, 7000, "llama.cpp"))]
    )
    assert {(one.title.partition("H100 · ")[2], one.median, one.members) for one in found} == {
        ("mean input tokens 2048 · vLLM", 2250, 1),
        ("mean input tokens 128 · vLLM", 8706, 1),
        ("mean input tokens 128 · llama.cpp", 7000, 1),
    }


def test_scores_of_other_harnesses_are_other_tests_that_name_them() -> None:
    there = replace(GSM8K, value=0.5, setup=Setup(shots=5, harness="lighteval"))
    found = summed_up([_by(1, GSM8K), _by(2, there)])
    assert [one.title.partition("5-shot")[2] for one in found] == ["", " · lighteval"]


def test_what_is_alike_is_one_test_whose_title_needs_no_more() -> None:
    (only,) = summed_up([_by(1, GSM8K), _by(2, replace(GSM8K, value=0.6))])
    assert (only.median, only.members) == (0.7, 2)
    assert only.title.endswith("5-shot")
