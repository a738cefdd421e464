"""Exports say the same as the results, in forms that others read."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from huggingface_hub import parse_eval_result_entries

from bot.results.exports import eval_results, every_eval_ever, tables
from bot.results.model import Posted, Result, Setup, Spread
from bot.results.worker import read_file

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCHEMA = Path(__file__).parent / "schemas" / "every_eval_ever.schema.json"
GSM8K = Result(
    "gsm8k",
    "gsm8k",
    "exact_match",
    0.757,
    75.7,
    "share",
    higher_is_better=True,
    model="Qwen/Qwen3-8B",
    model_name="Qwen/Qwen3-8B",
    revision="a" * 40,
    filter="strict-match",
    spread=Spread(0.0118, "recomputed"),
    samples=1319,
    setup=Setup(shots=5, generation={"temperature": 0.6}, engine="vLLM", harness="lm-evaluation-harness"),
)
SPEED = replace(
    GSM8K,
    benchmark="generation_speed",
    task="tg128",
    metric="mean",
    value=118.9,
    written=118.9,
    unit="tokens/s",
    filter=None,
    spread=Spread(0.6, "repetitions"),
    setup=Setup(conditions={"n_gen": 128}, hardware="RTX 4080", quantisation="Q4_K_M"),
)


def _posted(*results: Result) -> list[Posted]:
    return [Posted(number, 7, "p", "public", NOW, one) for number, one in enumerate(results, 1)]


def test_a_table_has_a_line_for_each_result_with_all_that_is_known() -> None:
    written = tables.results(_posted(GSM8K, SPEED)).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(written)))
    assert [line["value"] for line in lines] == ["0.757", "118.9"]
    assert (lines[0]["shots"], lines[0]["standard_error_from"]) == ("5", "recomputed")
    assert json.loads(lines[1]["conditions"]) == {"n_gen": 128}
    assert lines[1]["posted_by"] == "7"


def test_a_text_that_a_spreadsheet_would_run_is_marked_as_text() -> None:
    evil = replace(GSM8K, model=None, model_name='=HYPERLINK("http://x")')
    written = tables.results(_posted(evil)).decode("utf-8-sig")
    line = next(iter(csv.DictReader(io.StringIO(written))))
    assert line["model_name"] == '\'=HYPERLINK("http://x")'


def test_records_of_every_eval_ever_fit_its_schema_and_are_read_back() -> None:
    schema = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()))
    found = every_eval_ever.files(_posted(GSM8K, SPEED, replace(SPEED, model=None, model_name="mine")), NOW)
    assert len(found) == 3
    for content in found.values():
        schema.validate(json.loads(content))
    name = next(name for name, content in found.items() if b"gsm8k" in content)
    reading = read_file(name, found[name], [])[0]
    assert reading.format == "Every Eval Ever"
    again = reading.results[0]
    assert (again.model, again.benchmark, again.value) == ("Qwen/Qwen3-8B", "gsm8k", 0.757)
    assert again.spread is not None
    assert again.spread.standard_error == pytest.approx(0.0118)


def test_what_is_better_has_to_be_known_for_every_eval_ever() -> None:
    assert every_eval_ever.files(_posted(replace(GSM8K, higher_is_better=None)), NOW) == {}


def test_files_for_model_repositories_are_parsed_back_by_the_hub_library() -> None:
    later = replace(GSM8K, value=0.76, measured_at=datetime(2026, 3, 2, tzinfo=UTC))
    gpqa = replace(GSM8K, benchmark="gpqa_diamond", task="gpqa_diamond", metric="acc", value=0.412)
    found = eval_results.files(_posted(later, GSM8K, gpqa))
    assert list(found) == [
        "Qwen/Qwen3-8B/.eval_results/gpqa_diamond.yaml",
        "Qwen/Qwen3-8B/.eval_results/gsm8k.yaml",
    ]
    entries = [parse_eval_result_entries(yaml.safe_load(content))[0] for content in found.values()]
    told = [(one.dataset_id, one.task_id, one.value) for one in entries]
    assert told == [("Idavidrein/gpqa", "gpqa_diamond", 0.412), ("openai/gsm8k", "default", 76.0)]
    assert entries[1].date == "2026-03-02T00:00:00Z"
    assert entries[1].notes is not None
    assert "5-shot, exact_match strict-match" in entries[1].notes


@pytest.mark.parametrize(
    "change",
    [
        {"model": None},
        {"partial": True},
        {"subset": "a part"},
        {"metric": "another"},
        {"provenance": "claimed"},
        {"benchmark": "unknown"},
    ],
)
def test_what_that_form_cannot_say_is_left_out(change: dict[str, object]) -> None:
    assert eval_results.files(_posted(replace(GSM8K, **change))) == {}  # type: ignore[arg-type]
