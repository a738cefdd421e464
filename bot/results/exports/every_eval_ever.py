"""Results as Every Eval Ever writes them: one record for each model of each post, run in one way.

Source: `every_eval_ever/schemas/eval.schema.json` 0.3.0 of evaleval/every_eval_ever.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from bot.results.benchmarks.registry import by_id
from bot.results.exports.hub_datasets import dataset_of
from bot.results.model import Posted, Result, Setup

VERSION: Final = "0.3.0"
_SETTINGS: Final = {
    "temperature": float,
    "top_p": float,
    "top_k": float,
    "max_tokens": int,
    "reasoning": bool,
}


def files(posted: Sequence[Posted], now: datetime) -> dict[str, bytes]:
    """The records by file name. Results of which nobody knows whether more is better have no place in it."""
    known = sorted((one for one in posted if one.result.higher_is_better is not None), key=_group)
    found = {}
    for _, group in groupby(known, key=_group):
        of_group = list(group)
        name = (of_group[0].result.model or of_group[0].result.model_name or "model").replace("/", "__")
        record = json.dumps(_record(of_group, now), ensure_ascii=False, indent=2)
        found[f"{of_group[0].id:07}_{name}.json"] = record.encode()
    return found


def _group(posted: Posted) -> tuple[str, ...]:
    """Everything that a record says once for all of its results."""
    one, setup = posted.result, posted.result.setup
    how = (
        one.model,
        one.model_name,
        one.revision,
        setup.harness,
        setup.harness_version,
        setup.engine,
        setup.engine_version,
        setup.quantisation,
        setup.dtype,
        setup.hardware,
        "claimed" if one.provenance == "claimed" else None,
    )
    return posted.post, *(fact or "" for fact in how)


def _record(posted: Sequence[Posted], now: datetime) -> dict[str, Any]:
    first = posted[0].result
    name = first.model or first.model_name or "unknown"
    return {
        "schema_version": VERSION,
        "evaluation_id": f"essai/{name}/{posted[0].id}",
        "retrieved_timestamp": str(int(now.timestamp())),
        "source_metadata": {
            "source_name": "Essai",
            "source_type": "evaluation_run",
            "source_organization_name": "A Discord server with Essai",
            "evaluator_relationship": "first_party" if first.provenance == "claimed" else "third_party",
        },
        "eval_library": {
            "name": first.setup.harness or "unknown",
            "version": first.setup.harness_version or "unknown",
        },
        "model_info": _model(name, first),
        "evaluation_results": [_result(one) for one in posted],
    }


def _model(name: str, first: Result) -> dict[str, Any]:
    availability = "open_weights" if first.model else "unknown"
    details = {"deployment_type": "unknown", "model_availability": availability}
    details |= _stated(
        revision=first.revision,
        quantisation=first.setup.quantisation,
        dtype=first.setup.dtype,
        hardware=first.setup.hardware,
    )
    engine = _stated(name=first.setup.engine, version=first.setup.engine_version)
    info: dict[str, Any] = {"name": name, "id": name, "additional_details": details}
    return info | ({"inference_engine": engine} if engine else {})


def _result(posted: Posted) -> dict[str, Any]:
    one = posted.result
    at = one.measured_at or posted.created_at
    uncertainty: dict[str, Any] = {}
    if one.spread is not None:
        uncertainty["standard_error"] = {"value": one.spread.standard_error, "method": one.spread.origin}
    if one.deviation is not None:
        uncertainty["standard_deviation"] = one.deviation
    if one.samples is not None:
        uncertainty["num_samples"] = one.samples
    bounds = {"score_type": "continuous", "min_score": 0, "max_score": 1} if one.unit == "share" else {}
    return {
        "evaluation_result_id": str(posted.id),
        "evaluation_name": one.task,
        "evaluation_timestamp": at.isoformat(),
        "source_data": _data(one),
        "metric_config": {
            "metric_id": one.metric,
            "metric_unit": "proportion" if one.unit == "share" else one.unit,
            "lower_is_better": not one.higher_is_better,
            **bounds,
        },
        "score_details": {"score": one.value, **({"uncertainty": uncertainty} if uncertainty else {})},
        "generation_config": _generation(one),
    }


def _data(one: Result) -> dict[str, Any]:
    known = by_id(one.benchmark)
    details = _stated(subset=one.subset, task_version=one.task_version)
    more = {"additional_details": details} if details else {}
    dataset = dataset_of(known) if known else None
    if dataset is not None:
        return {"dataset_name": one.benchmark, "source_type": "hf_dataset", "hf_repo": dataset.id, **more}
    return {"dataset_name": one.benchmark, "source_type": "other", **more}


def _generation(one: Result) -> dict[str, Any]:
    setup = one.setup
    settings = {
        name: kind(setup.generation[name])
        for name, kind in _SETTINGS.items()
        if isinstance(setup.generation.get(name), int | float)
    }
    return {"generation_args": settings, "additional_details": _details(one, setup)}


def _details(one: Result, setup: Setup) -> dict[str, str]:
    conditions = {f"condition_{name}": value for name, value in setup.conditions.items()}
    return _stated(
        shots=setup.shots,
        limit=setup.limit,
        filter=one.filter,
        seed=setup.seed,
        chat_template_sha=setup.chat_template_sha,
        partial=one.partial or None,
        **conditions,
    )


def _stated(**facts: object) -> dict[str, str]:
    """What is known, as texts, as the schema wants it."""
    return {name: str(value) for name, value in facts.items() if value is not None}
