"""Scores of single samples: found in files, packed, and fitted to the result that is their mean."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.results.comparing import PairedTest, compare, with_tests
from bot.results.formats import evalplus
from bot.results.model import Posted, Reading, Result, Setup
from bot.results.samples.fitting import fitting
from bot.results.samples.model import MOST_SCORES, SampleScores, key, keyed
from bot.results.samples.packing import pack, unpack
from bot.results.statistics.differences import Difference
from bot.results.worker import read_file
from bot.texts import language

DATA = Path(__file__).parents[4] / "../shared/data/results"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not beside this checkout")
GSM8K = Result(
    "gsm8k", "gsm8k", "exact_match", 0.75, 0.75, "share", higher_is_better=True, samples=4, model_name="a"
)
SCORES = SampleScores("gsm8k", "exact_match", None, keyed([("a", 1), ("b", 1), ("c", 0), ("d", 1)]))


def _read(name: str, content: bytes) -> Reading:
    (found,) = read_file(name, content, [])
    assert found.error is None, language("en").tell(found.error)
    return found


def _line(number: int, **changed: Any) -> str:
    row = {"doc_id": number, "target": "", "resps": [], "filter": "none", "metrics": ["acc"], "acc": 1.0}
    return json.dumps(row | changed)


def _posted(number: int, result: Result) -> Posted:
    return Posted(number, 1, "0" * 24, "public", datetime(2026, 1, 1, tzinfo=UTC), result)


@needs_data
@pytest.mark.parametrize(
    "name", ["inspect/log_formats.json", "inspect/log_formats.eval", "inspect/arc_qwen05b.json"]
)
def test_the_samples_of_a_log_of_inspect_have_its_result_as_their_mean(name: str) -> None:
    found = _read(name, (DATA / name).read_bytes())
    (scores,) = [one for one in found.scores if one.metric == "accuracy"]
    (result,) = [one for one in found.results if one.metric == "accuracy"]
    assert fitting(scores, [_posted(1, result)]) is not None


def _inspect(scores: list[dict[str, Any]], **parts: Any) -> bytes:
    """A log of Inspect with these scores, each an accuracy."""
    entries = [{**one, "metrics": {"accuracy": {"value": one["value"]}}} for one in scores]
    run = {"task": "popularity", "model": "hf/a/b", "config": parts.pop("config", {})}
    results = {"completed_samples": 2, "scores": entries}
    return json.dumps({"version": 2, "status": "success", "eval": run, "results": results, **parts}).encode()


def _of_scorers(found: Reading) -> dict[str | None, dict[str, float]]:
    return {one.filter: dict(one.scores) for one in found.scores}


def test_a_scorer_of_inspect_that_gives_several_scores_has_the_samples_of_each() -> None:
    scores = [
        {"name": name, "scorer": "judge", "value": value} for name, value in (("kind", 1.0), ("right", 0.5))
    ]
    values = [{"kind": 1, "right": "C"}, {"kind": 1, "right": "I"}]
    samples = [{"sample_id": number, "value": value} for number, value in enumerate(values)]
    found = _read("log.json", _inspect(scores, reductions=[{"scorer": "judge", "samples": samples}]))
    expected = {"kind": keyed([("0", 1), ("1", 1)]), "right": keyed([("0", 1), ("1", 0)])}
    assert _of_scorers(found) == expected
    assert all(
        fitting(one, [_posted(number, result) for number, result in enumerate(found.results)]) is not None
        for one in found.scores
    )


SAMPLES = [
    {"id": "a", "epoch": 1, "scores": {"match": {"value": "C"}}},
    {"id": "a", "epoch": 2, "scores": {"match": {"value": "I"}}},
    {"id": "b", "epoch": 1, "scores": {"match": {"value": "C"}}},
    {"id": "b", "epoch": 2, "scores": {"match": {"value": "C"}}},
]


def test_a_log_of_inspect_without_reductions_has_the_mean_of_the_epochs_of_its_samples() -> None:
    scores = [{"name": "match", "scorer": "match", "value": 0.75}]
    found = _read("log.json", _inspect(scores, samples=SAMPLES))
    assert _of_scorers(found) == {"match": keyed([("a", 0.5), ("b", 1)])}
    best = _inspect(scores, samples=SAMPLES, config={"epochs": 2, "epochs_reducer": ["max"]})
    assert _read("log.json", best).scores == ()


def test_an_archive_of_inspect_without_reductions_has_the_scores_of_its_summaries() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("header.json", _inspect([{"name": "match", "scorer": "match", "value": 0.75}]))
        archive.writestr("summaries.json", json.dumps(SAMPLES))
    found = _read("log.eval", content.getvalue())
    assert _of_scorers(found) == {"match": keyed([("a", 0.5), ("b", 1)])}


def test_several_ways_to_bring_epochs_together_are_kept_apart() -> None:
    scores = [
        {"name": "match", "scorer": "match", "reducer": reducer, "value": value}
        for reducer, value in (("mean", 0.75), ("max", 1.0))
    ]
    reductions = [
        {"scorer": "match", "reducer": "mean", "samples": [{"sample_id": 1, "value": 0.75}]},
        {"scorer": "match", "reducer": "max", "samples": [{"sample_id": 1, "value": 1}]},
    ]
    found = _read("log.json", _inspect(scores, reductions=reductions))
    assert [dict(one.scores) for one in found.scores] == [keyed([("1", 0.75)]), keyed([("1", 1)])]


@needs_data
def test_the_problems_of_evalplus_have_both_results_as_their_means() -> None:
    found = _read("e.json", (DATA / "evalplus/codellama7b_t001_eval_results.json").read_bytes())
    assert [len(one.scores) for one in found.scores] == [164, 164]
    fits = [
        fitting(one, [_posted(1, result)]) is not None
        for one, result in zip(found.scores, found.results, strict=True)
    ]
    assert fits == [True, True]
    assert key("HumanEval/2") in found.scores[0].scores


@needs_data
def test_a_real_file_of_samples_gives_hashes_and_scores_only() -> None:
    path = DATA / "lm_eval/samples_math_perturbed.jsonl"
    found = _read("samples_math_perturbed_full_2026-01-21T03-44-18.458309.jsonl", path.read_bytes())
    (scores,) = found.scores
    assert (scores.task, scores.metric, scores.filter) == ("math_perturbed_full", "exact_match", None)
    assert len(scores.scores) == 10
    assert "asymptotes" not in repr(found)
    assert found.raw is None


def test_a_leaderboard_of_evalplus_has_no_samples() -> None:
    assert _read("l.json", json.dumps({"some": {"pass@1": {"humaneval": 50.0}}}).encode()).scores == ()
    assert evalplus.FORMAT.samples is not None


def test_each_filter_and_metric_has_its_own_scores_and_doubled_documents_stay_apart() -> None:
    lines = [
        _line(0, doc_hash="x"),
        _line(1, doc_hash="x", acc=0.0),
        _line(0, doc_hash="x", filter="strict"),
        _line(2, doc_hash="y", metrics=["acc", "ppl"], ppl=[1, 2]),
        _line(3, doc_hash="z", acc=float("nan")),
    ]
    found = _read("any.jsonl", "\n".join(lines).encode())
    assert {(one.task, one.metric, one.filter): len(one.scores) for one in found.scores} == {
        (None, "acc", None): 3,
        (None, "acc", "strict"): 1,
    }


def test_too_many_samples_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.results.samples.finding.MOST_SCORES", 3)
    (found,) = read_file("any.jsonl", "\n".join(_line(number) for number in range(4)).encode(), [])
    assert found.error is not None
    assert "scores of more than 3 samples" in language("en").tell(found.error)
    assert MOST_SCORES >= 14_042  # MMLU


@given(st.dictionaries(st.text("0123456789abcdef", min_size=16, max_size=16), st.floats(allow_nan=False)))
def test_packed_scores_come_back(scores: dict[str, float]) -> None:
    assert unpack(pack(scores)) == scores
    assert len(pack(scores)) == 16 * len(scores)


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, True),
        ({"value": 0.75004}, True),
        ({"value": 0.7502}, False),
        ({"samples": 5}, False),
        ({"samples": None}, True),
        ({"task": "gsm8k_cot"}, False),
        ({"metric": "acc"}, False),
        ({"filter": "strict-match"}, False),
    ],
)
def test_scores_fit_the_result_that_is_their_mean(change: dict[str, Any], fits: bool) -> None:
    assert (fitting(SCORES, [_posted(1, replace(GSM8K, **change))]) is not None) is fits


def test_of_one_models_equal_results_the_newest_is_taken_and_of_two_models_none() -> None:
    same = [_posted(1, GSM8K), _posted(3, GSM8K), _posted(2, GSM8K)]
    found = fitting(SCORES, same)
    assert found is not None
    assert found.id == 3
    assert fitting(SCORES, [*same, _posted(4, replace(GSM8K, model_name="b"))]) is None


def test_a_paired_test_allows_a_verdict_where_other_numbers_of_samples_forbid_one() -> None:
    first = replace(GSM8K, samples=1000, setup=Setup(limit=1000))
    second = replace(first, value=0.7, samples=500, setup=Setup(limit=500), model_name="b")
    found = compare({"a": [first], "b": [second]})
    assert found[0].pairs[0].verdict.word == "incomparable"
    test = PairedTest(Difference(0.05, 0.02, 0.08, 0.001, "mcnemar"), 500)
    ((pair,),) = (one.pairs for one in with_tests(found, [test]))
    assert (pair.verdict.word, pair.common, pair.differing) == ("better", 500, ())
    assert with_tests(found, [None]) == found
