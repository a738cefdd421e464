"""`vllm bench serve`, `throughput` and `latency`: JSON, and what they print on a terminal.

The requests of one run wait in the same queue, so that their standard deviation over the root of their number
is not the standard error of their mean: none is known. Their standard deviation itself is kept, which no
mean's error exceeds, however they depend on each other (by the inequality of Cauchy and Schwarz).

Source: `vllm/benchmarks/serve.py`, `throughput.py` and `latency.py` of vllm-project/vllm.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.format import Format
from bot.results.model import Fact, Setup
from bot.results.naming import ModelName, name_model
from bot.results.numbers import real, text, whole
from bot.texts import later

_THROUGHPUTS = {
    "request_throughput": "request_throughput",
    "output_throughput": "output_throughput",
    "total_token_throughput": "total_throughput",
}
_LATENCY = re.compile(r"^(mean|median|p\d+(?:\.\d+)?)_(ttft|tpot|itl|e2el)_ms$")
_ENGINES = {
    "vllm": "vllm",
    "sglang": "sglang",
    "sglang-native": "sglang",
    "tgi": "TGI",
    "lmdeploy": "LMDeploy",
    "tensorrt-llm": "TensorRT-LLM",
}
_HARDWARE = ("gpu", "gpu_name", "gpu_type", "gpus", "hardware", "accelerator")
_BLOCK = "Serving Benchmark Result"
_PRINTED = {
    "Successful requests": "completed",
    "Benchmark duration (s)": "duration",
    "Total input tokens": "total_input_tokens",
    "Total generated tokens": "total_output_tokens",
    "Request throughput (req/s)": "request_throughput",
    "Output token throughput (tok/s)": "output_throughput",
    "Total Token throughput (tok/s)": "total_token_throughput",
    "Total token throughput (tok/s)": "total_token_throughput",
    "Maximum request concurrency": "max_concurrency",
    "Request rate configured (RPS)": "request_rate",
    "Failed requests": "failed",
}
_PRINTED_LATENCY = re.compile(r"^(Mean|Median|P\d+(?:\.\d+)?) (TTFT|TPOT|ITL|E2EL) \(ms\)$")
_LINE = re.compile(r"^([A-Za-z][^:\n]*):\s+(\S+)\s*$", re.MULTILINE)


def _fits(document: Document) -> bool:
    data = document.data
    if data is None:
        return _BLOCK in document.text
    first = data[0] if isinstance(data, list) and data else data
    if not isinstance(first, dict):
        return False
    keys = first.keys()
    return (
        {"request_throughput", "mean_ttft_ms"} <= keys
        or {"requests_per_second", "tokens_per_second", "elapsed_time"} <= keys
        or {"avg_latency", "percentiles"} <= keys
    )


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    found = Collector(ModelName(), Setup())
    for run in _runs(document):
        if "avg_latency" in run:
            _latency(found, run)
        elif "requests_per_second" in run:
            _throughput(found, run)
        else:
            _serving(found, run)
    return found


def _runs(document: Document) -> Iterator[Mapping[str, Any]]:
    if document.data is None:
        yield from (_printed(block) for block in document.text.split(_BLOCK)[1:])
        return
    for number, run in enumerate(document.data if isinstance(document.data, list) else [document.data], 1):
        if not isinstance(run, dict):
            raise Unreadable(later("Entry {number} is no run of a vLLM benchmark.", number=number))
        yield run


def _printed(block: str) -> dict[str, Any]:
    """The figures of one block that `vllm bench serve` prints."""
    run: dict[str, Any] = {}
    for label, value in _LINE.findall(block):
        latency = _PRINTED_LATENCY.match(label.strip())
        if latency is not None:
            run[f"{latency[1]}_{latency[2]}_ms".lower()] = value
        elif label.strip() in _PRINTED:
            run[_PRINTED[label.strip()]] = value
    return run


def _serving(found: Collector, run: Mapping[str, Any]) -> None:
    model, setup = name_model(run.get("model_id"), on_hub=True), _setup(run)
    completed, asked = whole(run.get("completed")), whole(run.get("num_prompts"))
    failed = whole(run.get("failed"))
    partial = bool(failed) or (completed is not None and asked is not None and completed < asked)
    facts: dict[str, Any] = {
        "model": model,
        "setup": setup,
        "samples": completed,
        "samples_total": asked,
        "partial": partial,
        "measured_at": _date(run.get("date")),
    }
    if partial:
        found.warn(later("Some requests of the run failed: its speeds are those of the others."))
    for key, benchmark in _THROUGHPUTS.items():
        if key in run:
            found.add_speed(benchmark, "mean", run[key], **facts)
    for key, value in run.items():
        named = _LATENCY.match(key)
        if named is not None:
            deviation = real(run.get(f"std_{named[2]}_ms")) if named[1] == "mean" else None
            found.add_speed(named[2], named[1], value, deviation=deviation, **facts)


def _throughput(found: Collector, run: Mapping[str, Any]) -> None:
    count = whole(run.get("num_requests"))
    tokens = whole(run.get("total_num_tokens"))
    conditions: dict[str, Fact] = {"mode": "offline throughput"}
    if count and tokens:
        conditions["tokens_per_request"] = round(tokens / count, 1)
    setup = Setup(engine="vllm", harness="vllm bench throughput", conditions=conditions)
    found.add_speed("request_throughput", "mean", run["requests_per_second"], setup=setup, samples=count)
    found.add_speed("total_throughput", "mean", run["tokens_per_second"], setup=setup, samples=count)


def _latency(found: Collector, run: Mapping[str, Any]) -> None:
    setup = Setup(engine="vllm", harness="vllm bench latency", conditions={"mode": "offline latency"})
    runs = run.get("latencies")
    count = len(runs) if isinstance(runs, list) else None
    found.add_speed("e2el", "mean", run["avg_latency"], factor=1000, setup=setup, samples=count)
    percentiles = run["percentiles"]
    for name, value in percentiles.items() if isinstance(percentiles, dict) else ():
        found.add_speed("e2el", f"p{name}", value, factor=1000, setup=setup, samples=count)


def _setup(run: Mapping[str, Any]) -> Setup:
    conditions: dict[str, Fact] = {}
    for name in (
        "request_rate",
        "burstiness",
        "max_concurrency",
        "num_prompts",
        "best_of",
        "backend",
        "endpoint_type",
    ):
        if isinstance(run.get(name), str | int | float):
            conditions[name] = run[name]
    completed = whole(run.get("completed"))
    for key, name in (
        ("total_input_tokens", "mean_input_tokens"),
        ("total_output_tokens", "mean_output_tokens"),
    ):
        total = whole(run.get(key))
        if completed and total is not None:
            conditions[name] = round(total / completed, 1)
    hardware = [found for key in _HARDWARE if (found := text(run.get(key)))]
    return Setup(
        engine=_ENGINES.get(str(run.get("backend"))),
        harness="vllm bench serve",
        hardware=hardware[0] if hardware else None,
        conditions=conditions,
    )


def _date(written: Any) -> datetime | None:
    """The file's own form, YYYYMMDD-HHMMSS; it states no zone, so UTC is taken."""
    try:
        return datetime.strptime(written, "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None


FORMAT = Format("vllm bench", _fits, _read, frozenset({"generated_texts", "errors", "input_requests"}))
