"""Results of benchmarks are found in what a notebook shows, and read as the files of their harness are."""

import json

import pytest

from bot.notebooks.looking import look
from bot.notebooks.results import results_in
from bot.results.model import Result
from bot.results.recognising import read
from tests.unit.notebooks.making import code, notebook, printed, shown

GROUPED = """some log
vllm (pretrained=Qwen/Qwen3-8B,dtype=auto), gen_kwargs: (temperature=0.6), limit: 100.0, num_fewshot: None
|      Tasks       |Version|Filter|n-shot|Metric|   |Value |   |Stderr|
|------------------|------:|------|-----:|------|---|-----:|---|-----:|
|mmlu              |      2|none  |     5|acc   |↑  |0.6812|±  |0.0037|
| - humanities     |      2|none  |     5|acc   |↑  |0.6101|±  |0.0066|
|  - formal_logic  |      1|none  |     5|acc   |↑  |0.5238|±  |0.0447|
|gsm8k             |      3|strict-match|5|exact_match|↑|0.8203|±|0.0106|
|                  |       |flexible-extract|5|exact_match|↑|0.8301|±|0.0103|

| Groups |Version|Filter|n-shot|Metric|   |Value |   |Stderr|
|--------|------:|------|-----:|------|---|-----:|---|-----:|
|mmlu    |      2|none  |     5|acc   |↑  |0.6812|±  |0.0037|
"""


def _found(*outputs: dict[str, object], source: str = "run()") -> list[Result]:
    made = notebook(code(source, *outputs))
    files = results_in(made, look(made, "lions.ipynb"), "lions.ipynb")
    return [one for file in files for one in read(file.name, file.content).results]


def _told(results: list[Result]) -> list[tuple[str, str | None, str, float]]:
    return [(one.benchmark, one.subset, one.metric, round(one.value, 4)) for one in results]


def test_a_printed_table_of_the_harness_gives_what_its_file_would() -> None:
    results = _found(printed(GROUPED))
    assert _told(results) == [
        ("mmlu", None, "acc", 0.6812),
        ("mmlu", "humanities", "acc", 0.6101),
        ("mmlu", "formal_logic", "acc", 0.5238),
        ("gsm8k", None, "exact_match", 0.8203),
        ("gsm8k", None, "exact_match", 0.8301),
    ]
    first, last = results[0], results[-1]
    assert (first.model, first.task_version, first.filter) == ("Qwen/Qwen3-8B", "2", None)
    assert (first.setup.shots, first.setup.limit, first.setup.engine) == (5, 100.0, "vllm")
    assert first.partial
    assert first.spread is not None
    assert first.spread.standard_error == pytest.approx(0.0037)
    assert last.filter == "flexible-extract"


@pytest.mark.parametrize(
    "output",
    [
        printed("BoolQ = 57.0 %"),
        printed("{'boolq': {'alias': 'boolq', 'acc,none': 0.57, 'acc_stderr,none': 0.005}}\n"),
        printed(json.dumps({"results": {"boolq": {"acc,none": 0.57}}, "versions": {"boolq": 1}}, indent=1)),
        shown(application__json={"results": {"boolq": {"acc,none": 0.57}}, "versions": {}}),
        printed("{'boolq_acc': 0.57, 'time': 12.0}"),
        printed("BoolQ accuracy: 57%\n"),
        printed("{'eval_boolq_acc': 0.57, 'eval_loss': 1.2, 'epoch': 3.0}\n"),
    ],
)
def test_a_result_is_found_in_every_form_in_which_notebooks_show_it(output: dict[str, object]) -> None:
    assert [(one[0], one[2], one[3]) for one in _told(_found(output))] == [("boolq", "acc", 0.57)]


def test_what_a_training_measures_is_a_result_where_its_only_dataset_is_a_benchmark() -> None:
    measured = printed("{'eval_loss': 0.4, 'eval_accuracy': 0.81, 'epoch': 1.0}\n")
    source = "data = load_dataset('allenai/winogrande')\nmodel = AutoModel.from_pretrained('Qwen/Qwen3-0.6B')"
    [found] = _found(measured, source=source)
    assert (found.benchmark, found.metric, round(found.value, 4)) == ("winogrande", "acc", 0.81)
    assert _found(measured, source="data = load_dataset('zoo/lions')") == []
    assert _found(measured, source=f"{source}\nmore = load_dataset('zoo/lions')") == []


def test_the_model_is_named_only_where_nothing_was_trained() -> None:
    source = "model = AutoModel.from_pretrained('Qwen/Qwen3-0.6B')"
    log = "{'loss': 2.1, 'epoch': 1.0}\n{'loss': 1.4, 'epoch': 2.0}\n"
    [plain] = _found(printed("gsm8k: 41.5%"), source=source)
    [trained] = _found(printed(f"{log}gsm8k: 41.5%"), source=source)
    assert plain.model == "Qwen/Qwen3-0.6B"
    assert trained.model_name is None


@pytest.mark.parametrize(
    "text",
    [
        "|Tasks|Version|\n|-----|------|\n|gsm8k|",
        "| Tasks | Value |\n|---|---|\n| gsm8k | many |",
        "{'results': {}, 'versions': {}}",
        "{'results': 3, 'versions': []}",
        "{'gsm8k': [1, 2]}",
        "{" * 5_000,
        "loss: 0.3\naccuracy: 0.9",
        "Traceback (most recent call last): gsm8k",
    ],
)
def test_what_is_no_result_is_none(text: str) -> None:
    assert _found(printed(text)) == []
