"""The tables that lm-evaluation-harness prints, as the JSON that it writes beside them.

Source: `lm_eval/utils.py make_table` and `lm_eval/__main__.py` of EleutherAI/lm-evaluation-harness.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.results.benchmarks.registry import find
from bot.results.numbers import real, whole

LONGEST: Final = 200_000
LONGEST_ABOVE: Final = 5_000
TASKS: Final = frozenset({"tasks", "task", "groups", "group"})
# What it says above a table: `hf (pretrained=…), gen_kwargs: (None), limit: None, num_fewshot: 5, …`
_ABOVE = re.compile(
    r"^(?P<backend>[\w-]+) \((?P<arguments>[^\n]*?)\),[^\n]*?limit: (?P<limit>[\d.]+|None)"
    r"(?:[^\n]*?num_fewshot: (?P<shots>\d+|None))?"
)
_RULE = re.compile(r"[\s|:-]+")
_DIRECTIONS: Final = {"↑": True, "↓": False}
_MAPPINGS: Final = ("results", "versions", "n-shot", "higher_is_better")


def runs_in(text: str) -> list[dict[str, Any]]:
    """What the tables of a text say, those below one line about a run together.

    Beside the keys of the JSON, `unclear` names the tasks that have two values, and `empty` lists tasks with
    a metric that has none.
    """
    lines, starts = text.splitlines(), [0]
    starts += [at for at, line in enumerate(lines) if at and _above(line) is not None]
    found = [_run(lines[start:end]) for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return [one for one in found if one["results"] or one["empty"]]


def results_in(text: str) -> dict[str, Any] | None:
    """What the tables of an output say, together; None where it holds none."""
    told = [one for one in runs_in(text[:LONGEST]) if one["results"]]
    if not told:
        return None
    together = dict(told[0])
    for one in told[1:]:
        together = {name: {**together[name], **one[name]} for name in _MAPPINGS} | {
            "config": together["config"] or one["config"]
        }
    return {name: together[name] for name in (*_MAPPINGS, "config")}


def scores_in(text: str) -> Iterator[tuple[str, float]]:
    """The same as names and values, without standard errors."""
    told = results_in(text) if "|" in text else None
    for task, scores in told["results"].items() if told else ():
        for name, score in scores.items():
            metric, _, which = name.partition(",")
            if not metric.endswith("_stderr"):
                yield " ".join([task, metric, *([] if which == "none" else [which])]), score


def _run(lines: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {name: {} for name in _MAPPINGS} | {"unclear": [], "empty": []}
    above = next((match for line in lines if (match := _above(line)) is not None), None)
    for at, line in enumerate(lines[:-1]):
        columns = _cells(line)
        if columns and columns[0].lower() in TASKS and _RULE.fullmatch(lines[at + 1]):
            _read(columns, lines[at + 2 :], found)
    return found | {"config": {} if above is None else _config(above)}


def _above(line: str) -> re.Match[str] | None:
    return _ABOVE.match(line) if len(line) <= LONGEST_ABOVE and "limit: " in line else None


def _config(above: re.Match[str]) -> dict[str, Any]:
    return {
        "model": above["backend"],
        "model_args": _arguments(above["arguments"]),
        "limit": real(above["limit"]),
        "num_fewshot": whole(above["shots"]),
    }


def _arguments(written: str) -> Any:
    """As they stand there: `name=value,…`, or a dictionary in newer versions."""
    if not written.startswith("{"):
        return written
    try:
        return ast.literal_eval(written)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return written


def _read(columns: Sequence[str], lines: Sequence[str], found: dict[str, Any]) -> None:
    group = task = ""
    seen: dict[str, str] = {}
    for row in _rows(columns, lines):
        written = row["task"]
        if written:
            name = written.lstrip(" -").strip("*` ")
            group = group if written.startswith("-") else name
            task, seen = _task(name, group), {}
        # What a row leaves out is as in the row above.
        seen = seen | {name: cell for name, cell in row.items() if cell} | {"": row.get("", "")}
        if task and "value" in row and seen.get("metric"):
            _note(task, seen, real(row["value"]), real(row.get("stderr")), found)


def _note(
    task: str, row: Mapping[str, str], value: float | None, error: float | None, found: dict[str, Any]
) -> None:
    metric, name = row["metric"], row.get("filter", "none")
    if value is None:
        found["empty"].append((task, metric))
        return
    scores = found["results"].setdefault(task, {})
    if scores.get(f"{metric},{name}", value) != value:
        found["unclear"].append(task)
    scores[f"{metric},{name}"] = value
    if error is not None:
        scores[f"{metric}_stderr,{name}"] = error
    if row.get("version"):
        found["versions"][task] = row["version"]
    shots = whole(row.get("n-shot"))
    if shots is not None:
        found["n-shot"][task] = shots
    if row.get("") in _DIRECTIONS:
        found["higher_is_better"].setdefault(task, {})[metric] = _DIRECTIONS[row[""]]


def _task(name: str, group: str) -> str:
    """The name of a task, of which a table shows only the end below that of its group."""
    whole = f"{group}_{name}"
    is_end = name != group and find(name) is None and find(whole) is not None
    return whole if is_end else name


def _rows(columns: Sequence[str], lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """The cells by the names of their columns in lower case, that of the arrow by an empty name."""
    for line in lines:
        cells = _cells(line)
        if len(cells) != len(columns):
            return
        # Of the two columns without a name the first holds arrows, the second the ±.
        named = {name.lower(): cell for name, cell in reversed([*zip(columns, cells, strict=True)])}
        yield named | {"task": cells[0]}


def _cells(line: str) -> list[str]:
    inner = line.strip()
    if not inner.startswith("|") or not inner.endswith("|"):
        return []
    return [cell.strip() for cell in inner[1:-1].split("|")]
