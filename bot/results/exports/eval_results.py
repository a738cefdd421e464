"""Results as files of `.eval_results`, which a model's repository on the Hub may hold.

Source: `eval_results.yaml` of huggingface/hub-docs.
"""

from collections.abc import Sequence
from typing import Any, Final

import yaml

from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.registry import BENCHMARKS, by_id
from bot.results.exports.hub_datasets import dataset_of
from bot.results.model import Posted, Result

# The benchmarks that the format can name, with the metric in which it takes their numbers.
METRICS: Final = {one.id: one.metric for one in BENCHMARKS if dataset_of(one) is not None}


def files(posted: Sequence[Posted]) -> dict[str, bytes]:
    """`owner/model/.eval_results/benchmark.yaml` for each model on the Hub, the newest result of each.

    Only what the format can say: whole runs of a benchmark that is a dataset on the Hub, in its own metric.
    """
    newest: dict[tuple[str, str], Posted] = {}
    for one in sorted(posted, key=lambda each: (each.result.measured_at or each.created_at, each.id)):
        if one.result.model is not None and _fits(one.result):
            newest[one.result.model, one.result.benchmark] = one
    return {
        f"{model}/.eval_results/{benchmark}.yaml": yaml.safe_dump([_entry(one)], sort_keys=False).encode()
        for (model, benchmark), one in sorted(newest.items())
    }


def _fits(result: Result) -> bool:
    if METRICS.get(result.benchmark) != result.metric or result.provenance == "claimed":
        return False
    return result.subset is None and not result.partial


def _entry(posted: Posted) -> dict[str, Any]:
    result = posted.result
    known = by_id(result.benchmark)
    assert known is not None
    dataset = dataset_of(known)
    assert dataset is not None
    return {
        "dataset": {"id": dataset.id, "task_id": dataset.task},
        "value": _value(result, known),
        "date": (result.measured_at or posted.created_at).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "notes": _notes(result),
    }


def _value(result: Result, benchmark: Benchmark) -> float:
    """The number on the scale on which the benchmark's numbers are written."""
    in_percent = result.unit == "share" and benchmark.scale == "percent"
    return round(result.value * 100, 6) if in_percent else result.value


def _notes(result: Result) -> str:
    setup = result.setup
    parts = [
        f"revision {result.revision}" if result.revision else None,
        f"{setup.shots}-shot" if setup.shots is not None else None,
        f"{result.metric} {result.filter}" if result.filter else result.metric,
        f"standard error {result.spread.standard_error:.3g} ({result.spread.origin}), as a share"
        if result.spread and result.unit == "share"
        else None,
        f"{result.samples} samples" if result.samples is not None else None,
        " ".join(part for part in (setup.harness, setup.harness_version) if part),
        " ".join(part for part in (setup.engine, setup.engine_version) if part),
        setup.quantisation,
        setup.hardware,
    ]
    return ", ".join(part for part in parts if part)
