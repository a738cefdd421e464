"""The tables that lm-evaluation-harness prints, as the JSON that it writes beside them.

Source: `lm_eval/utils.py make_table` and `lm_eval/__main__.py` of EleutherAI/lm-evaluation-harness.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.notebooks.numbers import number
from bot.results.benchmarks.registry import find

MOST_ROWS: Final = 500
LONGEST: Final = 200_000
_TASKS: Final = frozenset({"tasks", "task", "groups", "group"})
# What it says above a table: `hf (pretrained=…), gen_kwargs: (None), limit: None, num_fewshot: 5, …`
_ABOVE = re.compile(
    r"(?m)^(?P<backend>[\w-]+) \((?P<arguments>[^\n]*?)\),[^\n]*?limit: (?P<limit>[\d.]+|None)"
    r"(?:[^\n]*?num_fewshot: (?P<shots>\d+|None))?"
)
_RULE = re.compile(r"[\s|:-]+")


def results_in(text: str) -> dict[str, Any] | None:
    """What the tables of an output say, together; None where it holds none."""
    text = text[:LONGEST]
    lines = text.splitlines()
    found: dict[str, Any] = {"results": {}, "versions": {}, "n-shot": {}}
    for at, line in enumerate(lines[:-1]):
        columns = _cells(line)
        if columns and columns[0].lower() in _TASKS and _RULE.fullmatch(lines[at + 1]):
            _read(columns, lines[at + 2 : at + 2 + MOST_ROWS], found)
    if not found["results"]:
        return None
    above = _ABOVE.search(text)
    return found | {"config": {} if above is None else _config(above)}


def scores_in(text: str) -> Iterator[tuple[str, float]]:
    """The same as names and values, without standard errors."""
    told = results_in(text) if "|" in text else None
    for task, scores in told["results"].items() if told else ():
        for name, score in scores.items():
            metric, _, which = name.partition(",")
            if not metric.endswith("_stderr"):
                yield " ".join([task, metric, *([] if which == "none" else [which])]), score


def _config(above: re.Match[str]) -> dict[str, Any]:
    limit, shots = number(above["limit"]), number(above["shots"] or "None")
    return {
        "model": above["backend"],
        "model_args": above["arguments"],
        "limit": limit,
        "num_fewshot": None if shots is None else int(shots),
    }


def _read(columns: Sequence[str], lines: Sequence[str], found: dict[str, Any]) -> None:
    group = task = ""
    seen: dict[str, str] = {}
    for row in _rows(columns, lines):
        written = row.get("task", "")
        if written:
            name = written.lstrip(" -").strip("*` ")
            group = group if written.startswith((" ", "-")) else name
            task, seen = _task(name, group), {}
        # What a row leaves out is as in the row above.
        seen = seen | {name: cell for name, cell in row.items() if cell.strip()}
        value = number(row.get("value", ""))
        if not task or value is None or "metric" not in seen:
            continue
        _note(task, seen, value, number(row.get("stderr", "")), found)


def _note(
    task: str, row: Mapping[str, str], value: float, error: float | None, found: dict[str, Any]
) -> None:
    metric, name = row["metric"].strip(), row.get("filter", "none").strip() or "none"
    scores = found["results"].setdefault(task, {})
    scores[f"{metric},{name}"] = value
    if error is not None:
        scores[f"{metric}_stderr,{name}"] = error
    if row.get("version", "").strip():
        found["versions"][task] = row["version"].strip()
    shots = number(row.get("n-shot", ""))
    if shots is not None:
        found["n-shot"][task] = int(shots)


def _task(name: str, group: str) -> str:
    """The name of a task, of which a table shows only the end below that of its group."""
    whole = f"{group}_{name}"
    is_end = name != group and find(name) is None and find(whole) is not None
    return whole if is_end else name


def _rows(columns: Sequence[str], lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """The cells by the names of their columns in lower case; `task` is as it stands there."""
    for line in lines:
        cells = _cells(line, strip=False)
        if len(cells) != len(columns):
            return
        named = {name.lower(): cell for name, cell in zip(columns, cells, strict=True) if name}
        written = next(cell for name, cell in named.items() if name in _TASKS)
        yield named | {"task": written.rstrip()}


def _cells(line: str, *, strip: bool = True) -> list[str]:
    inner = line.strip()
    if not inner.startswith("|") or not inner.endswith("|"):
        return []
    cells = inner[1:-1].split("|")
    return [cell.strip() for cell in cells] if strip else cells
