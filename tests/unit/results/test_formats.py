"""Shapes of formats of which there is no real file at hand, written after their documentation."""

import json
from typing import Any

import pytest

from bot.results.model import Reading, Result
from bot.results.worker import read_file
from bot.texts import language

CARD = """---
license: apache-2.0
model-index:
- name: some-author/some-model
  results:
  - task: {type: text-generation}
    dataset: {type: openai/gsm8k, name: GSM8K, config: main, args: {num_few_shot: 5}}
    metrics:
    - {type: exact_match, value: 75.7, name: strict match}
  - task: {type: text-generation}
    dataset: {type: allenai/ai2_arc, name: ARC Challenge, config: ARC-Challenge}
    metrics:
    - {type: acc_norm, value: "20.0 ± 1.2"}
  - task: {type: text-generation}
    dataset: {type: their/own, name: Their Own Test}
    metrics:
    - {type: accuracy, value: 0.412}
---
# Some model
"""


def _read(content: str | dict[str, Any] | list[Any], name: str = "file", **columns: str) -> Reading:
    written = content if isinstance(content, str) else json.dumps(content)
    (found,) = read_file(name, written.encode(), [], columns)
    assert found.error is None, language("en").tell(found.error)
    return found


def _facts(result: Result) -> tuple[str, str, float, float | None]:
    error = result.spread.standard_error if result.spread else None
    return result.benchmark, result.metric, result.value, error


def test_a_model_card_claims_on_the_scale_of_each_benchmark() -> None:
    reading = _read(CARD, "README.md")
    assert [_facts(one) for one in reading.results] == [
        ("gsm8k", "exact_match", 0.757, None),
        ("arc_challenge", "acc_norm", 0.2, 0.012),
        ("Their Own Test", "acc", 0.412, None),
    ]
    assert {one.provenance for one in reading.results} == {"claimed"}
    assert reading.results[0].model == "some-author/some-model"
    assert reading.results[0].setup.shots == 5


def test_eval_results_tell_20_90_and_0_412_apart_by_the_registry() -> None:
    entries = (
        "- dataset:\n    id: cais/hle\n  value: 20.90\n  date: 2026-01-05\n"
        "- dataset:\n    id: Idavidrein/gpqa\n    task_id: gpqa_diamond\n  value: 0.412\n"
    )
    reading = _read(entries, "hle.yaml")
    assert [_facts(one)[::2] for one in reading.results] == [("hle", 0.209), ("gpqa_diamond", 0.412)]
    assert reading.results[0].measured_at is not None


def test_a_percentage_below_one_is_read_as_the_registry_says_and_told() -> None:
    reading = _read("- dataset: {id: cais/hle}\n  value: 0.209\n")
    assert reading.results[0].value == pytest.approx(0.00209)
    assert (
        language("en")
        .tell(reading.warnings[0])
        .startswith("Humanity’s Last Exam is written in percent, so 0.209 was read as 0.209 %.")
    )


def test_every_eval_ever_keeps_direction_and_uncertainty() -> None:
    reading = _read(
        {
            "schema_version": "0.2.2",
            "evaluation_id": "x",
            "evaluation_timestamp": "1751500800",
            "source_metadata": {"evaluator_relationship": "first_party"},
            "eval_library": {"name": "lm_eval", "version": "0.4.9"},
            "model_info": {
                "id": "Qwen/Qwen3-8B",
                "name": "Qwen3 8B",
                "inference_engine": {"name": "vllm", "version": "0.11"},
            },
            "evaluation_results": [
                {
                    "evaluation_name": "gsm8k",
                    "source_data": {"dataset_name": "gsm8k"},
                    "metric_config": {
                        "metric_id": "accuracy",
                        "metric_unit": "percent",
                        "lower_is_better": False,
                    },
                    "score_details": {
                        "score": 81.5,
                        "uncertainty": {"standard_error": {"value": 1.1}, "num_samples": 1319},
                    },
                    "generation_config": {"generation_args": {"temperature": 0.6}},
                },
                {
                    "evaluation_name": "wikitext",
                    "source_data": {},
                    "metric_config": {"metric_id": "perplexity", "lower_is_better": True},
                    "score_details": {
                        "score": 9.25,
                        "uncertainty": {"standard_deviation": 2.0, "num_samples": 100},
                    },
                },
            ],
        }
    )
    first, second = reading.results
    assert _facts(first) == ("gsm8k", "accuracy", 0.815, 0.011)
    assert (first.model, first.samples, first.provenance) == ("Qwen/Qwen3-8B", 1319, "claimed")
    assert (first.setup.engine, first.setup.generation) == ("vllm", {"temperature": 0.6})
    assert (second.higher_is_better, second.value) == (False, 9.25)
    assert second.spread is not None
    assert (second.spread.standard_error, second.spread.origin) == (0.2, "recomputed")


def test_older_lighteval_files_name_shots_and_directions_elsewhere() -> None:
    reading = _read(
        {
            "config_general": {
                "model_name": "Qwen/Qwen3-8B",
                "model_sha": "b" * 40,
                "model_dtype": "torch.bfloat16",
                "lighteval_sha": "1a2b",
            },
            "results": {"harness|arc:challenge|25": {"acc": 0.5, "acc_stderr": "N/A"}, "all": {"acc": 0.5}},
            "config_tasks": {
                "harness|arc:challenge": {
                    "metric": [{"metric_name": "acc", "higher_is_better": True}],
                    "original_num_docs": 1172,
                    "effective_num_docs": 101,
                }
            },
            "versions": {"harness|arc:challenge|25": 0},
        },
        "results_2025-12-12T15-11-59.471879.json",
    )
    (result,) = reading.results
    # sqrt(0.5 · 0.5 / 100)
    assert _facts(result)[:3] == ("arc_challenge", "acc", 0.5)
    assert result.spread is not None
    assert result.spread.standard_error == pytest.approx(0.05)
    assert result.spread.origin == "recomputed"
    assert (result.setup.shots, result.samples, result.samples_total, result.partial) == (25, 101, 1172, True)
    assert (result.revision, result.setup.dtype) == ("b" * 40, "bfloat16")
    assert result.measured_at is not None
    assert result.measured_at.isoformat() == "2025-12-12T15:11:59.471879+00:00"


def test_newer_evalplus_files_list_the_answers_to_each_problem() -> None:
    problems = {
        f"HumanEval/{number}": [
            {"base_status": "pass" if number % 2 else "fail", "plus_status": "fail"},
            {"base_status": "pass", "plus_status": "pass"},
        ]
        for number in range(164)
    }
    reading = _read({"date": "2025-01-02 10:00", "hash": "x", "eval": problems})
    base, plus = reading.results
    assert (base.value, plus.value, base.samples) == (0.75, 0.5, 164)
    assert plus.spread is not None


def test_a_folder_of_mteb_names_the_model_and_its_revision() -> None:
    task = {
        "task_name": "SciFact",
        "mteb_version": "2.0",
        "scores": {"test": [{"main_score": 0.7, "hf_subset": "default"}]},
    }
    content, meta = (
        json.dumps(task).encode(),
        json.dumps(
            {"name": "intfloat/e5", "revision": "c" * 40, "embed_dim": 384, "max_tokens": 512}
        ).encode(),
    )
    (beside,) = read_file("x/SciFact.json", content, [("x/model_meta.json", meta)])
    (by_folder,) = read_file(f"results/intfloat__e5/{'c' * 40}/SciFact.json", content, [])
    for reading in (beside, by_folder):
        assert [(one.model, one.revision) for one in reading.results] == [("intfloat/e5", "c" * 40)]


def test_a_table_with_a_column_for_each_benchmark_is_read() -> None:
    reading = _read("| Model | GSM8K | MMLU (5-shot) |\n|---|---|---|\n| Qwen/Qwen3-8B | **89,8** | 76.9 |\n")
    assert [(one.model, *_facts(one)[::2]) for one in reading.results] == [("Qwen/Qwen3-8B", "gsm8k", 0.898)]


def test_a_table_in_french_is_read() -> None:
    reading = _read("modèle;tâche;valeur;matériel\nQwen/Qwen3-8B;gsm8k;89,8 %;RTX 4090\n")
    (result,) = reading.results
    assert (result.value, result.written, result.setup.hardware) == (0.898, 89.8, "RTX 4090")


def test_a_person_may_say_what_columns_mean() -> None:
    table = "run,what,points\nQwen/Qwen3-8B,gsm8k,50\n"
    (refused,) = read_file("t.csv", table.encode(), [])
    assert refused.error is not None
    reading = _read(table, "t.csv", model="run", benchmark="what", value="points")
    assert [(one.model, one.value) for one in reading.results] == [("Qwen/Qwen3-8B", 0.5)]


def test_a_speed_in_a_table_keeps_its_unit() -> None:
    reading = _read("model,benchmark,value,gpu\nQwen/Qwen3-8B,generation t/s,42.5,RTX 3060\n")
    (result,) = reading.results
    assert (result.benchmark, result.value, result.unit) == ("generation_speed", 42.5, "tokens/s")


def test_vllm_latency_is_brought_to_milliseconds() -> None:
    reading = _read({"avg_latency": 1.25, "latencies": [1.2, 1.3], "percentiles": {"50": 1.25, "99": 1.3}})
    assert [(one.metric, one.value) for one in reading.results] == [
        ("mean", 1250.0),
        ("p50", 1250.0),
        ("p99", 1300.0),
    ]


def test_several_runs_appended_to_one_file_are_all_read() -> None:
    line = json.dumps(
        {"request_throughput": 2.0, "mean_ttft_ms": 9.5, "completed": 10, "num_prompts": 12, "failed": 2}
    )
    reading = _read(f"{line}\n{line}\n")
    assert len(reading.results) == 4
    assert all(one.partial for one in reading.results)


def test_a_log_of_an_old_inspect_is_read() -> None:
    reading = _read(
        {
            "version": 1,
            "status": "success",
            "eval": {
                "task": "gsm8k",
                "model": "openai/gpt-4",
                "task_args": {"fewshot": 10},
                "config": {"limit": [0, 20], "epochs": 3},
            },
            "results": {
                "scorer": {"name": "match"},
                "metrics": {"accuracy": {"name": "accuracy", "value": 0.4}},
            },
        }
    )
    (result,) = reading.results
    assert (result.value, result.setup.limit, result.setup.shots) == (0.4, 20.0, 10)
    assert result.setup.conditions["epochs"] == 3


def test_a_limited_run_of_inspect_is_partial_however_often_it_went_over_its_samples() -> None:
    log = {
        "version": 2,
        "status": "success",
        "eval": {
            "task": "gsm8k",
            "model": "openai/gpt-4",
            "dataset": {"samples": 200},
            "config": {"limit": 100, "epochs": 4},
        },
        "results": {
            "completed_samples": 400,
            "scores": [{"name": "match", "metrics": {"accuracy": {"name": "accuracy", "value": 0.4}}}],
        },
    }
    (result,) = _read(log).results
    assert (result.partial, result.samples, result.samples_total) == (True, 100, 200)


def test_an_inspect_run_without_results_is_told_with_its_status() -> None:
    (reading,) = read_file("x.json", b'{"version": 2, "status": "error", "eval": {"task": "x"}}', [])
    assert reading.error is not None
    assert "its status is error" in language("en").tell(reading.error)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("modèle;tâche;valeur;erreur type\nA/b;gsm8k;75,7;0,6\nA/b;hle;4,2 ± 0,3 %;\n", "t.csv"),
        ("modèle;tâche;valeur\nA/b;gsm8k;75,7 % ± 0,6\nA/b;hle;4,2 ± 0,3\n", "t.csv"),
        ("| modèle | GSM8K | HLE |\n|---|---|---|\n| A/b | 75,7 ± 0,6 | 4,2% ± 0,3% |\n", "t.md"),
    ],
)
def test_a_table_in_french_is_read_as_it_is_meant(table: str, name: str) -> None:
    found = [_facts(one) for one in _read(table, name).results]
    assert [one[:3] for one in found] == [("gsm8k", "exact_match", 0.757), ("hle", "acc", 0.042)]
    assert [one[3] for one in found] == [0.006, 0.003]


def test_a_card_in_french_is_read_as_it_is_meant() -> None:
    (result,) = _read(CARD.replace("value: 75.7", "value: '75,7 ± 0,6 %'"), "README.md").results[:1]
    assert _facts(result) == ("gsm8k", "exact_match", 0.757, 0.006)
