"""Every Eval Ever: one JSON for each model and run.

Source: `every_eval_ever/schemas/eval.schema.json` of evaleval/every_eval_ever, 0.2 and 0.3.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.results.document import Document
from bot.results.formats.collecting import Collector
from bot.results.formats.fields import chosen, mapping
from bot.results.formats.format import Format
from bot.results.model import Fact, Setup, Spread
from bot.results.naming import ModelName, name_model
from bot.results.numbers import moment_from, moment_of, real, text, whole

_SETTINGS = ("temperature", "top_p", "top_k", "max_tokens", "reasoning")
_PERCENT = frozenset({"percent", "percentage", "%"})


def _fits(document: Document) -> bool:
    data = document.data
    return isinstance(data, dict) and {"schema_version", "model_info", "evaluation_results"} <= data.keys()


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    data = document.data
    own = mapping(data.get("source_metadata")).get("evaluator_relationship") == "first_party"
    found = Collector(
        _model(data), Setup(), _date(data.get("evaluation_timestamp")), "claimed" if own else "posted"
    )
    entries = data["evaluation_results"]
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            _result(found, data, entry)
    return found


def _result(found: Collector, data: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
    config, details = mapping(entry.get("metric_config")), mapping(entry.get("score_details"))
    uncertainty = mapping(details.get("uncertainty"))
    task = text(entry.get("evaluation_name")) or "unknown"
    metric = text(config.get("metric_id")) or text(config.get("metric_name")) or "score"
    lower = config.get("lower_is_better")
    percent = text(config.get("metric_unit")) in _PERCENT or real(config.get("max_score")) == 100
    deviation = real(uncertainty.get("standard_deviation"))
    found.add(
        task,
        metric,
        details.get("score"),
        error=mapping(uncertainty.get("standard_error")).get("value"),
        percent=percent,
        deviation=deviation,
        spread=_spread(uncertainty, deviation),
        samples=whole(uncertainty.get("num_samples")),
        higher_is_better=None if not isinstance(lower, bool) else not lower,
        setup=_setup(data, entry),
    )


def _spread(uncertainty: Mapping[str, Any], deviation: float | None) -> Spread | None:
    """From the deviation of the samples where the record states one and no standard error."""
    count = whole(uncertainty.get("num_samples"))
    if "standard_error" in uncertainty or not deviation or deviation < 0 or count is None or count < 2:
        return None
    return Spread(deviation / count**0.5, "recomputed")


def _model(data: Mapping[str, Any]) -> ModelName:
    info = mapping(data.get("model_info"))
    more = mapping(info.get("additional_details"))
    return name_model(info.get("id") or info.get("name"), on_hub=True, revision=more.get("revision"))


def _setup(data: Mapping[str, Any], entry: Mapping[str, Any]) -> Setup:
    library, engine = (
        mapping(data.get("eval_library")),
        mapping(mapping(data.get("model_info")).get("inference_engine")),
    )
    settings = mapping(mapping(entry.get("generation_config")).get("generation_args"))
    generation: dict[str, Fact] = chosen(settings, _SETTINGS)
    version = text(library.get("version"))
    return Setup(
        generation=generation,
        engine=text(engine.get("name")),
        engine_version=text(engine.get("version")),
        harness=text(library.get("name")),
        harness_version=None if version == "unknown" else version,
    )


def _date(written: Any) -> Any:
    return moment_of(written) or moment_from(written)


FORMAT = Format("Every Eval Ever", _fits, _read)
