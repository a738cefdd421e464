"""What a model card claims: the `model-index` of its front matter, and the files of `.eval_results`.

Neither fixes a scale, so the registry of benchmarks decides.
Sources: `modelcard.md` and `eval_results.yaml` of huggingface/hub-docs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.results import decimals
from bot.results.benchmarks.registry import find
from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.fields import mapping
from bot.results.formats.format import Format
from bot.results.metrics import metric_of
from bot.results.model import Setup
from bot.results.naming import ModelName, name_model
from bot.results.numbers import moment_from, real, text, whole
from bot.results.scales import is_percentage, oddly_small
from bot.texts import later

_METRICS = {
    "accuracy": "acc",
    "pass_at_1": "pass@1",
    "em": "exact_match",
    "acc_norm,none": "acc_norm",
    "acc,none": "acc",
}


def _fits_card(document: Document) -> bool:
    return isinstance(document.data, dict) and "model-index" in document.data


def _fits_eval_results(document: Document) -> bool:
    data = document.data
    first = data[0] if isinstance(data, list) and data else None
    return (
        isinstance(first, dict)
        and isinstance(first.get("dataset"), dict)
        and "id" in first["dataset"]
        and "value" in first
    )


def _read_card(document: Document, _beside: Sequence[Document]) -> Collector:
    found = Collector(ModelName(), Setup(), provenance="claimed")
    models = document.data["model-index"]
    for model in models if isinstance(models, list) else []:
        named = name_model(mapping(model).get("name"), on_hub=True)
        results = mapping(model).get("results")
        for result in results if isinstance(results, list) else []:
            _claims(found, named, mapping(result))
    return found


def _claims(found: Collector, model: ModelName, result: Mapping[str, Any]) -> None:
    dataset = mapping(result.get("dataset"))
    task = _benchmark(text(dataset.get("type")), text(dataset.get("config")), text(dataset.get("name")))
    metrics = result.get("metrics")
    for metric in metrics if isinstance(metrics, list) else []:
        entry = mapping(metric)
        name = text(entry.get("type")) or text(entry.get("name")) or ""
        shots = mapping(dataset.get("args")).get("num_few_shot")
        _claim(
            found,
            task,
            _METRICS.get(name, name),
            entry.get("value"),
            model=model,
            task_version=text(dataset.get("revision")),
            setup=Setup(shots=whole(shots)),
        )


def _read_eval_results(document: Document, _beside: Sequence[Document]) -> Collector:
    found = Collector(ModelName(), Setup(), provenance="claimed")
    for number, entry in enumerate(document.data, 1):
        dataset = mapping(mapping(entry).get("dataset"))
        if text(dataset.get("id")) is None or "value" not in entry:
            raise Unreadable(later("Entry {number} has no dataset or no value.", number=number))
        task = _benchmark(dataset["id"], text(dataset.get("task_id")) or text(dataset.get("config")), None)
        known = find(task)
        metric = known[0].metric if known else "score"
        date = entry.get("date")
        at = moment_from(
            date if isinstance(date, str) else date.isoformat() if hasattr(date, "isoformat") else None
        )
        _claim(
            found, task, metric, entry["value"], task_version=text(dataset.get("revision")), measured_at=at
        )
    return found


def _claim(found: Collector, task: str, metric: str, written: Any, **facts: Any) -> None:
    """One claimed number, which may be text such as "20.0 ± 1.2" or "20.9 %"."""
    is_share = metric_of(metric).unit == "share"
    both = decimals.read(written, is_share=is_share) if isinstance(written, str) else None
    marked = both is not None and both.unit == "%"
    number = real(written) if both is None else both.value if both.unit in ("", "%") else None
    percent = number is not None and is_share and is_percentage(task, number, marked=marked)
    odd = oddly_small(task, number, marked=marked) if number is not None and is_share else None
    if odd is not None:
        found.warn(odd)
    found.add(task, metric, number, error=both.error if both else None, percent=percent, **facts)


def _benchmark(dataset: str | None, config: str | None, name: str | None) -> str:
    """The name among those given that the registry knows; the most exact one first."""
    names = [f"{dataset}:{config}" if dataset and config else None, config, name, dataset]
    given = [one for one in names if one]
    return next((one for one in given if find(one) is not None), name or dataset or "unknown")


CARD = Format("model-index", _fits_card, _read_card)
EVAL_RESULTS = Format(".eval_results", _fits_eval_results, _read_eval_results)
