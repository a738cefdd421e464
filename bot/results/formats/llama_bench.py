"""llama-bench in all of its outputs: json, jsonl, csv, sql, markdown, and the log of a terminal.

Source: `tools/llama-bench/llama-bench.cpp` of ggml-org/llama.cpp. Columns come and go between its versions.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.format import Format
from bot.results.model import Fact, Setup
from bot.results.naming import ModelName, name_model
from bot.results.numbers import moment_from, of_repetitions, real, text, whole
from bot.results.tables_of_text import csv_table
from bot.texts import later

_INSERT = re.compile(r"INSERT INTO \w+ \(([^)]*)\) VALUES \((.*?)\);\s*$", re.MULTILINE)
_QUANTISATION = re.compile(
    r"\b(I?Q\d\w*|TQ\d_\d|B?F16|F32|MXFP4|all F32)\b(?: - (Small|Medium|Large|Extra Small))?(?: MoE)?"
)
_SIZES = {"Small": "_S", "Medium": "_M", "Large": "_L", "Extra Small": "_XS"}
_CONDITIONS = (
    "n_batch",
    "n_ubatch",
    "n_threads",
    "type_k",
    "type_v",
    "n_gpu_layers",
    "n_cpu_moe",
    "split_mode",
    "flash_attn",
    "no_kv_offload",
    "f16_kv",
    "mul_mat_q",
)


def _fits(document: Document) -> bool:
    data = document.data
    if isinstance(data, dict):
        data = [data]
    if isinstance(data, list):
        return bool(data) and isinstance(data[0], dict) and {"build_commit", "avg_ts"} <= data[0].keys()
    heading = document.text.lstrip().partition("\n")[0]
    return heading.startswith("build_commit,") or (
        "build_commit TEXT" in document.text and "avg_ts" in document.text
    )


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    found = Collector(ModelName(), Setup())
    for run in _runs(document):
        _run(found, run)
    return found


def _runs(document: Document) -> Iterator[Mapping[str, Any]]:
    data = document.data
    if data is not None:
        for number, run in enumerate(data if isinstance(data, list) else [data], 1):
            if not isinstance(run, dict) or "avg_ts" not in run:
                raise Unreadable(later("Entry {number} is no run of llama-bench.", number=number))
            yield run
    elif document.text.lstrip().startswith("build_commit,"):
        yield from (row.cells for row in csv_table(document.text).rows)
    else:
        for columns, values in _INSERT.findall(document.text):
            yield dict(zip(columns.split(", "), _sql_values(values), strict=True))


def _sql_values(values: str) -> list[str]:
    return next(csv.reader([values], quotechar="'", skipinitialspace=True), [])


def _run(found: Collector, run: Mapping[str, Any]) -> None:
    samples = run.get("samples_ts")
    count = len(samples) if isinstance(samples, list) else None
    deviation = real(run.get("stddev_ts"))
    prompt, generated = whole(run.get("n_prompt")) or 0, whole(run.get("n_gen")) or 0
    add_test(
        found,
        (prompt, generated, whole(run.get("n_depth"))),
        run.get("avg_ts"),
        model=name_model(run.get("model_filename"), on_hub=False),
        setup=_setup(run),
        spread=of_repetitions(deviation, count),
        deviation=deviation if count != 1 else None,
        samples=count,
        measured_at=moment_from(run.get("test_time")),
    )


def add_test(
    found: Collector, test: tuple[int, int, int | None], speed: Any, *, setup: Setup, **facts: Any
) -> None:
    """One test: how many tokens were read, written, and in the cache before, and its tokens a second."""
    prompt, generated, depth = test
    if prompt and generated:
        benchmark, name = "mixed_speed", f"pp{prompt}+tg{generated}"
    elif generated:
        benchmark, name = "generation_speed", f"tg{generated}"
    else:
        benchmark, name = "prompt_speed", f"pp{prompt}"
    conditions: dict[str, Fact] = {"prompt_tokens": prompt, "generated_tokens": generated}
    if depth is not None:
        conditions["depth"] = depth
    found.add_speed(
        benchmark,
        "mean",
        speed,
        task=f"{name} @ d{depth}" if depth else name,
        setup=Setup(**{**vars(setup), "conditions": {**conditions, **setup.conditions}}),
        **facts,
    )


def quantisation_of(model_type: Any) -> str | None:
    """The quantisation in llama.cpp's description of a model: "qwen2 7B Q4_K - Medium" gives Q4_K_M."""
    found = _QUANTISATION.search(model_type) if isinstance(model_type, str) else None
    return found[1] + _SIZES.get(found[2] or "", "") if found else None


def fact_of(written: Fact) -> Fact:
    """A setting as a number where it is one: CSV and SQL write all of them as text."""
    number = None if isinstance(written, bool) else real(written)
    if number is None:
        return written
    return int(number) if number == int(number) else number


def _setup(run: Mapping[str, Any]) -> Setup:
    build = [str(run[key]) for key in ("build_number", "build_commit") if text(str(run.get(key, "")))]
    hardware = [part for part in (text(run.get("gpu_info")), text(run.get("cpu_info"))) if part]
    backend = text(run.get("backends"))
    conditions = {
        name: fact_of(run[name]) for name in _CONDITIONS if isinstance(run.get(name), str | int | float)
    }
    return Setup(
        quantisation=quantisation_of(run.get("model_type")),
        engine="llama.cpp" if backend is None else f"llama.cpp ({backend})",
        engine_version=" ".join([f"b{build[0]}", *build[1:]]) if build else None,
        harness="llama-bench",
        hardware=" + ".join(hardware) or None,
        conditions={**conditions, **_described(run)},
    )


def _described(run: Mapping[str, Any]) -> dict[str, Fact]:
    """What the file says of the model itself; its name is that of a file."""
    found: dict[str, Fact] = {}
    if text(run.get("model_type")):
        found["model_type"] = str(run["model_type"])
    for key in ("model_size", "model_n_params"):
        number = whole(run.get(key))
        if number is not None:
            found[key] = number
    return found


FORMAT = Format("llama-bench", _fits, _read)
