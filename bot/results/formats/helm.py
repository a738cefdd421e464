"""HELM: `stats.json` holds the numbers, `run_spec.json` beside it says of which model and scenario.

Source: `src/helm/benchmark/metrics/statistic.py` and `run_spec.py` of stanford-crfm/helm.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.fields import mapping
from bot.results.formats.format import Format
from bot.results.model import Setup
from bot.results.naming import name_model
from bot.results.numbers import real, text, whole
from bot.texts import later

# Of the many statistics of a run, those that are scores.
_SCORES = frozenset(
    [
        "exact_match",
        "quasi_exact_match",
        "prefix_exact_match",
        "quasi_prefix_exact_match",
        "f1_score",
        "rouge_1",
        "rouge_2",
        "rouge_l",
        "bleu_1",
        "bleu_4",
        "math_equiv",
        "math_equiv_chain_of_thought",
        "pass",
        "final_number_exact_match",
        "ifeval_strict_accuracy",
        "chain_of_thought_correctness",
        "classification_macro_f1",
        "classification_micro_f1",
    ]
)
_OF_THE_COMMAND = frozenset({"model", "model_deployment", "max_eval_instances", "num_train_trials"})
_SPLITS = ("test", "valid")
_SCENARIO = re.compile(r"^[\w.-]+:.*\bdataset=([\w.-]+)|^([\w.-]+)")


def _fits(document: Document) -> bool:
    data = document.data
    if not isinstance(data, list) or not data or not isinstance(data[0], dict):
        return False
    return isinstance(data[0].get("name"), dict) and {"count", "sum_squared"} <= data[0].keys()


def is_run_spec(document: Document) -> bool:
    """Whether it is HELM's description of a run."""
    return isinstance(document.data, dict) and {"scenario_spec", "adapter_spec"} <= document.data.keys()


def is_scenario(document: Document) -> bool:
    """Whether it is HELM's description of a scenario."""
    return (
        isinstance(document.data, dict) and {"definition_path", "tags", "description"} <= document.data.keys()
    )


def _read(document: Document, beside: Sequence[Document]) -> Collector:
    spec = _spec(beside)
    if spec is None:
        raise Unreadable(
            later(
                "These are the statistics of a HELM run, which say neither the model nor the benchmark. "
                "Post the run’s run_spec.json together with them."
            )
        )
    adapter = mapping(spec["adapter_spec"])
    stats = [
        stat
        for stat in document.data
        if isinstance(stat, dict) and not mapping(stat.get("name")).get("perturbation")
    ]
    split = next(
        (name for name in _SPLITS if _mean(stats, "exact_match", name) is not None), None
    ) or _any_split(stats)
    count = whole(_mean(stats, "num_instances", split))
    found = Collector(name_model(adapter.get("model"), on_hub=False), _setup(adapter, split))
    limit = found.setup.limit
    partial = limit is not None and count is not None and count >= limit
    if partial:
        found.warn_of_limit()
    for stat in stats:
        name = mapping(stat.get("name"))
        if name.get("split") == split and text(name.get("name")) in _SCORES and whole(stat.get("count")):
            found.add(_task(spec), name["name"], stat.get("mean"), samples=count, partial=partial)
    return found


def _record(document: Document, beside: Sequence[Document]) -> Document:
    """The statistics with what names their run; how the prompts are worded is left out."""
    spec = mapping(_spec(beside))
    adapter = {
        name: value for name, value in mapping(spec.get("adapter_spec")).items() if name in _OF_THE_COMMAND
    }
    run = {"name": spec.get("name"), "adapter_spec": adapter}
    return replace(document, data={"run_spec": run, "stats": document.data})


def _spec(beside: Sequence[Document]) -> Mapping[str, Any] | None:
    return next((other.data for other in beside if is_run_spec(other)), None)


def _any_split(stats: Sequence[Mapping[str, Any]]) -> str:
    return next((str(mapping(stat.get("name")).get("split")) for stat in stats), "test")


def _mean(stats: Sequence[Mapping[str, Any]], name: str, split: str) -> float | None:
    for stat in stats:
        found = mapping(stat.get("name"))
        if found.get("name") == name and found.get("split") == split:
            return real(stat.get("mean"))
    return None


def _task(spec: Mapping[str, Any]) -> str:
    """The group of the run, such as hellaswag; else the name of its scenario."""
    groups = spec.get("groups")
    if isinstance(groups, list) and groups and text(groups[0]):
        return str(groups[0])
    named = _SCENARIO.match(str(spec.get("name")))
    return (named[1] or named[2]) if named else "helm"


def _setup(adapter: Mapping[str, Any], split: str) -> Setup:
    limit = real(adapter.get("max_eval_instances"))
    temperature = real(adapter.get("temperature"))
    return Setup(
        shots=whole(adapter.get("max_train_instances")),
        limit=limit if limit and limit > 0 else None,
        generation={} if temperature is None else {"temperature": temperature},
        conditions={"split": split, "method": str(adapter.get("method"))},
        harness="helm",
    )


FORMAT = Format("HELM", _fits, _read, record=_record)
