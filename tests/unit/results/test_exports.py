"""Exports say the same as the results, in forms that others read."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pyarrow.parquet as pq
import pytest
import yaml
from huggingface_hub import DatasetCard, parse_eval_result_entries

from bot.results.dataset_card import MARK, Contents, card
from bot.results.exports import eval_results, every_eval_ever, parquet, tables
from bot.results.exports.joining import Joining, join
from bot.results.exports.order import Form, Order
from bot.results.exports.writing import write
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


def _read(content: bytes) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(io.BytesIO(content)).to_pylist()
    return rows


def test_parquet_has_the_columns_of_the_table_with_types_in_place_of_texts() -> None:
    dated = replace(SPEED, measured_at=datetime(2026, 2, 1, 8, tzinfo=UTC))
    rows = [tables.flat(one) for one in _posted(GSM8K, dated)]
    read = _read(parquet.table(rows))
    assert [list(one) for one in read] == [list(one) for one in rows]
    assert [one["value"] for one in read] == [0.757, 118.9]
    assert [one["shots"] for one in read] == [5, None]
    assert read[0]["posted_at"] == NOW
    assert [one["measured_at"] for one in read] == [None, datetime(2026, 2, 1, 8, tzinfo=UTC)]
    assert [one["conditions"] for one in read] == [None, '{"n_gen": 128}']
    assert read[0]["higher_is_better"] is True


def test_a_whole_number_that_no_column_holds_is_left_out_of_parquet() -> None:
    endless = replace(GSM8K, setup=Setup(shots=2**70, seed=2**70))
    (read,) = _read(parquet.table([tables.flat(one) for one in _posted(endless)]))
    assert (read["shots"], read["seed"]) == (None, str(2**70))


def test_what_leaves_the_server_is_scrubbed_once_more() -> None:
    typed = replace(GSM8K, setup=Setup(hardware="RTX 4090 in /home/alex/rig", engine="vLLM"))
    order = Order("parquet", tuple(_posted(typed)), NOW)
    assert _read(write(order))[0]["hardware"] == "RTX 4090 in /home/alex/rig"
    (read,) = _read(write(replace(order, leaves_server=True)))
    assert "alex" not in str(read)
    assert (read["model"], read["engine"], read["value"]) == ("Qwen/Qwen3-8B", "vLLM", 0.757)


def _joined(tmp_path: Path, form: Form, *posted: Posted) -> bytes:
    parts = []
    for number, one in enumerate(posted, 1):
        parts.append(tmp_path / str(number))
        parts[-1].write_bytes(write(Order(form, (one,), NOW, records={"files/1.json": {}}, number=number)))
    join(Joining(form, tuple(parts), tmp_path / "joined"))
    return (tmp_path / "joined").read_bytes()


def test_parts_join_to_what_one_part_would_be(tmp_path: Path) -> None:
    both = _posted(GSM8K, SPEED)
    assert _joined(tmp_path, "csv", *both) == write(Order("csv", tuple(both), NOW))
    assert _read(_joined(tmp_path, "parquet", *both)) == _read(write(Order("parquet", tuple(both), NOW)))
    with zipfile.ZipFile(io.BytesIO(_joined(tmp_path, "everything", *both))) as archive:
        assert sorted(archive.namelist()) == [
            "files/1.json",
            "history-2.csv",
            "history.csv",
            "results-2.csv",
            "results.csv",
        ]


def test_the_page_of_a_dataset_is_read_by_the_hub_library_and_names_nobody() -> None:
    contents = Contents()
    contents.add(_posted(GSM8K, SPEED, replace(GSM8K, benchmark="a|b")))
    written = DatasetCard(card(contents, "Results: “Atelier”", "cc-by-4.0", NOW))
    data = written.data
    assert (data["pretty_name"], data["license"]) == ("Results: “Atelier”", "cc-by-4.0")
    assert data["tags"][0] == MARK
    assert data["configs"] == [{"config_name": "default", "data_files": "data/*.parquet"}]
    assert data["size_categories"] == ["n<1K"]
    assert "3 results of 1 model on 3 benchmarks, by 1 member, as of 2026-03-01." in written.text
    assert "| a\\|b | 1 |" in written.text


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


@pytest.mark.parametrize(
    ("fact", "how"),
    [
        ("quantisation", Setup(quantisation="other")),
        ("dtype", Setup(dtype="other")),
        ("hardware", Setup(hardware="other")),
    ],
)
def test_no_record_of_every_eval_ever_says_of_a_result_what_holds_of_another(fact: str, how: Setup) -> None:
    bare, other = replace(GSM8K, setup=Setup()), replace(GSM8K, setup=how)
    found = [json.loads(one) for one in every_eval_ever.files(_posted(bare, other), NOW).values()]
    details = [one["model_info"]["additional_details"].get(fact) for one in found]
    assert details == [None, "other"]


def test_claims_have_records_of_their_own() -> None:
    claimed = replace(GSM8K, value=0.9, provenance="claimed")
    found = [json.loads(one) for one in every_eval_ever.files(_posted(GSM8K, claimed), NOW).values()]
    related = {
        one["evaluation_results"][0]["score_details"]["score"]: one["source_metadata"][
            "evaluator_relationship"
        ]
        for one in found
    }
    assert related == {0.757: "third_party", 0.9: "first_party"}


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
