"""The results of benchmarks that a notebook's outputs show, each as a file that the reader of results knows.

What an output shows in a form of a harness is taken as it is; single numbers count where their name names a
benchmark, or the notebook uses one dataset, which is one.
"""

import ast
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.notebooks.facts import Facts, Metric
from bot.notebooks.model import Notebook, Output
from bot.notebooks.numbers import number
from bot.results import harness_tables
from bot.results.benchmarks.registry import find, key
from bot.results.metrics import metric_of

LONGEST: Final = 200_000
LONGEST_LINE: Final = 200
MOST: Final = 5
# A line that is a name and its number.
_LINE = re.compile(
    r"\W{0,4}(?P<name>\w[\w .+/()@-]{1,60}?)\s*[:=]\s*(?P<value>\d{1,3}(?:\.\d+)?)\s*(?P<percent>%)?\s*"
)
MOST_LINES: Final = 2_000
# What stands before and after the name of a benchmark in that of a number.
_BEFORE: Final = ("eval_", "test_", "final_", "zero_shot_", "few_shot_")
_METRICS: Final = {
    "accuracy": "acc",
    "acc": "acc",
    "acc_norm": "acc_norm",
    "exact_match": "exact_match",
    "em": "exact_match",
    "f1": "f1",
    "pass_1": "pass@1",
    "score": None,
}


@dataclass(frozen=True)
class Printed:
    """Results as a file: its name says in which cell they stand."""

    name: str
    content: bytes


def results_in(notebook: Notebook, facts: Facts, file_name: str) -> list[Printed]:
    """The results of every cell, the last cells first where there are many."""
    found: list[Printed] = []
    stem = file_name.removesuffix(".ipynb")
    for cell in notebook.cells:
        name = f"{stem}-cell{cell.number}.json"
        found += [Printed(name, _json(told)) for told in _of_harness(cell.outputs)]
    single = list(_single(notebook, facts))
    if single:
        found.append(Printed(f"{stem}.csv", _table(single, _model(facts))))
    return found[-MOST:]


def _of_harness(outputs: Iterable[Output]) -> Iterator[dict[str, Any]]:
    for output in outputs:
        told = harness_tables.results_in(output.text) if output.kind != "error" else None
        if told is None:
            shown = output.data.get("application/json")
            told = _as_harness(shown if isinstance(shown, dict) else _dictionary(output.text))
        if told is not None:
            yield told


def _as_harness(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What lm-evaluation-harness returns, or the part of it that holds the numbers; None for all else."""
    if values is None:
        return None
    if isinstance(values.get("results"), dict) and isinstance(values.get("versions"), dict):
        return dict(values)
    is_part = bool(values) and all(
        isinstance(scores, dict) and any(isinstance(name, str) and "," in name for name in scores)
        for scores in values.values()
    )
    return {"results": values, "versions": {}, "config": {}} if is_part else None


def _dictionary(text: str) -> dict[str, Any] | None:
    """The dictionary that a text is, written as JSON or by Python."""
    plain = text.strip()
    if len(plain) > LONGEST or not plain.startswith("{") or not plain.endswith("}"):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            values = read(plain)
        except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
            continue
        return values if isinstance(values, dict) else None
    return None


def _single(notebook: Notebook, facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Benchmark, metric and value, of each the last one that is shown."""
    found: dict[tuple[str, str], str] = {}
    for name, value, is_percent in _numbers(notebook, facts):
        meant = _meant(name, facts)
        if meant is not None:
            found[meant] = _written(*meant, value, is_percent=is_percent)
    yield from ((task, metric, value) for (task, metric), value in found.items())


def _numbers(notebook: Notebook, facts: Facts) -> Iterator[tuple[str, float, bool]]:
    yield from ((one.name, one.value, one.is_percent) for one in facts.metrics if _is_single(one))
    for cell in notebook.cells:
        for output in cell.outputs:
            if output.kind != "error" and output.name != "stderr":
                yield from _shown(output.text)


def _shown(text: str) -> Iterator[tuple[str, float, bool]]:
    """The numbers of a dictionary, or of the lines that are a name and a number."""
    values = _dictionary(text)
    if values is None:
        for line in text[:LONGEST].splitlines()[-MOST_LINES:]:
            said = _LINE.fullmatch(line) if len(line) <= LONGEST_LINE else None
            if said is not None:
                yield said["name"], float(said["value"]), said["percent"] is not None
    elif _as_harness(values) is None:
        for name, value in values.items():
            plain = None if isinstance(value, bool | dict | list) else number(str(value))
            if plain is not None:
                yield str(name), plain, str(value).strip().endswith("%")


def _is_single(one: Metric) -> bool:
    """Whether it is neither of one step nor of a table, which is read as a whole."""
    return one.origin not in {"progress", "harness table"}


def _meant(name: str, facts: Facts) -> tuple[str, str] | None:
    """The benchmark and its metric that a number's name means."""
    plain = key(name)
    for before in _BEFORE:
        plain = plain.removeprefix(before)
    known = find(plain)
    if known is not None:
        return plain, known[0].metric
    for ending, metric in _METRICS.items():
        task = plain.removesuffix(f"_{ending}")
        known = find(task) if task != plain else None
        if known is not None:
            return task, metric or known[0].metric
    return _of_the_only_dataset(plain, facts)


def _of_the_only_dataset(plain: str, facts: Facts) -> tuple[str, str] | None:
    """What is measured without naming on what, where the notebook uses one dataset, which is a benchmark."""
    metric = _METRICS.get(plain)
    if metric is None or len(facts.datasets) != 1:
        return None
    task = key(facts.datasets[0].rpartition("/")[2])
    return (task, metric) if find(task) is not None else None


def _written(task: str, metric: str, value: float, *, is_percent: bool) -> str:
    """The value for a table; Python computes shares, of which none is above 1."""
    known = find(task)
    is_share = known is not None and known[0].unit == "share" and metric_of(metric).unit == "share"
    if is_share and not is_percent and 0 <= value <= 1:
        return f"{value * 100:.10g} %"
    return f"{value:.12g} %" if is_percent or is_share else f"{value:.12g}"


def _model(facts: Facts) -> str:
    """The only model, where nothing is trained; what comes out of a training is another model."""
    return facts.models[0] if len(facts.models) == 1 and not facts.curves else ""


def _table(rows: Iterable[tuple[str, str, str]], model: str) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(("model", "benchmark", "metric", "value"))
    writer.writerows((model, *row) for row in rows)
    return written.getvalue().encode()


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, default=str).encode()
