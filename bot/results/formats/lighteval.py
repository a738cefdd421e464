"""lighteval, all shapes: one JSON with `config_general`, `results` and `config_tasks`.

Source: `src/lighteval/logging/evaluation_tracker.py` of huggingface/lighteval.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.results.document import Document
from bot.results.formats.collecting import Collector
from bot.results.formats.fields import chosen, dtype_of, mapping
from bot.results.formats.format import Format
from bot.results.model import Fact, Setup
from bot.results.naming import ModelName, name_model
from bot.results.numbers import moment_from, real, text, whole

_SHOTS = re.compile(r"\|(\d+)(?:\|\d+)?$")
# The file holds no date (its clock starts with the machine), but its own name does.
_NAME = re.compile(r"^results_(\d{4}-\d\d-\d\dT\d\d)[-:](\d\d)[-:](\d\d(?:\.\d+)?)\.json$")
_SETTINGS = ("temperature", "top_p", "top_k", "min_p", "max_new_tokens", "repetition_penalty", "seed")


def _fits(document: Document) -> bool:
    data = document.data
    return (
        isinstance(data, dict)
        and isinstance(data.get("config_general"), dict)
        and isinstance(data.get("results"), dict)
    )


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    data = document.data
    general = data["config_general"]
    found = Collector(_model(general), _setup(general), _date(document.name))
    for task, scores in data["results"].items():
        if isinstance(scores, dict) and task != "all" and not _is_average(task, data["results"]):
            _task(found, data, task, scores)
    found.warn_of_limit()
    return found


def _is_average(task: str, results: Mapping[str, Any]) -> bool:
    """Whether it is the average over parts that lighteval adds as `suite|task:_average|shots`."""
    return ":_average" in task and len(results) > 1


def _task(found: Collector, data: Mapping[str, Any], task: str, scores: Mapping[str, Any]) -> None:
    config = _config(data, task)
    used = whole(config.get("effective_num_docs"))
    total = whole(config.get("original_num_docs"))
    shots = _SHOTS.search(task)
    version = config.get("version", mapping(data.get("versions")).get(task))
    setup = Setup(
        **{**vars(found.setup), "shots": int(shots[1]) if shots else whole(config.get("num_fewshots"))}
    )
    for metric, value in scores.items():
        if metric.endswith("_stderr"):
            continue
        found.add(
            task,
            metric,
            value,
            error=scores.get(f"{metric}_stderr"),
            task_version=None if version is None else str(version),
            samples=used,
            samples_total=total,
            partial=setup.limit is not None or (used is not None and total is not None and used < total),
            higher_is_better=_direction(config, metric),
            setup=setup,
        )


def _config(data: Mapping[str, Any], task: str) -> Mapping[str, Any]:
    """The task's configuration; older files leave the number of shots out of its key."""
    configs = mapping(data.get("config_tasks"))
    return mapping(configs.get(task) or configs.get(_SHOTS.sub("", task)))


def _direction(config: Mapping[str, Any], metric: str) -> bool | None:
    """One boolean for all, or one for each metric of a group; older files say `metric` for `metrics`."""
    entries = config.get("metrics", config.get("metric"))
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict):
            continue
        names = entry.get("metric_name")
        stated = entry.get("higher_is_better")
        if metric == names or (isinstance(names, list) and metric in names):
            answer = stated.get(metric) if isinstance(stated, dict) else stated
            return answer if isinstance(answer, bool) else None
    return None


def _model(general: Mapping[str, Any]) -> ModelName:
    config = mapping(general.get("model_config"))
    written = (
        text(general.get("model_name")) or text(config.get("model_name")) or text(config.get("pretrained"))
    )
    # A hosted model has a provider or an address of a server; one from the Hub has neither.
    served = any(text(config.get(key)) for key in ("provider", "base_url"))
    return name_model(written, on_hub=not served, revision=general.get("model_sha") or config.get("revision"))


def _setup(general: Mapping[str, Any]) -> Setup:
    config = mapping(general.get("model_config"))
    limit = real(general.get("max_samples"))
    generation = _settings(config.get("generation_parameters") or config.get("generation_config"))
    seed = generation.pop("seed", None)
    return Setup(
        limit=limit if limit and limit > 0 else None,
        generation=generation,
        quantisation=text(config.get("quantization")),
        dtype=dtype_of(general.get("model_dtype") or config.get("dtype")),
        engine=text(config.get("provider")),
        harness="lighteval",
        harness_version=_known(general.get("lighteval_sha")),
        seed=whole(seed),
    )


def _settings(written: Any) -> dict[str, Fact]:
    return chosen(mapping(written), _SETTINGS)


def _known(written: Any) -> str | None:
    found = text(written)
    return found if found and found != "?" else None


def _date(name: str) -> datetime | None:
    found = _NAME.match(name)
    return moment_from(f"{found[1]}:{found[2]}:{found[3]}") if found else None


FORMAT = Format("lighteval", _fits, _read, frozenset({"examples", "full_prompts"}))
