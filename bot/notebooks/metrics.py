"""The numbers that a notebook's outputs show, and how they went while something was trained."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from bot.notebooks.code import Script
from bot.notebooks.facts import Curve, Metric, MetricOrigin
from bot.notebooks.html_tables import Table, tables
from bot.notebooks.log_lines import told_in
from bot.notebooks.log_runs import Run, runs
from bot.notebooks.model import Output
from bot.notebooks.numbers import Said, is_metric, number
from bot.notebooks.scope import called
from bot.results import harness_tables

MOST: Final = 200
MOST_CURVES: Final = 40
MOST_POINTS: Final = 2_000
# Of a curve; a chart has no more places.
MOST_SHOWN: Final = 500
# Of a text that was printed.
LONGEST: Final = 200_000
MOST_LINES: Final = 2_000
LONG_NUMBER: Final = 12
# How Python shows a value of a class, and what such classes are called that hold results.
_REPR = re.compile(r"(\w+)\(")
_OF_ALL = re.compile(r"(?i)result|output|metric|eval")
_OF_TRAINING = re.compile(r"(?i)<th[^>]*>\s*(?:step|epoch|iter(?:ation)?|batch)\s*</th>")
_OF_NUMPY = re.compile(r"\bnp\.\w+\(([^()]*)\)")
_INSTALLING = re.compile(r"(?m)^(?:Collecting|Requirement already satisfied:|Successfully installed) ")
# What counts the rows of a training, the one that is told first.
_STEPS: Final = ("step", "epoch", "iteration", "iter", "batch")
_NO_METRICS: Final = frozenset({"time", "runtime", "samples per second", "steps per second"})


@dataclass
class _Found:
    """What one cell shows; of a number that is told again only the last time counts."""

    cell: int
    # Made to metrics at the end: a log of a training tells the same ones thousands of times.
    told: dict[str, tuple[float, MetricOrigin, bool]] = field(default_factory=dict)
    points: dict[str, dict[float, float]] = field(default_factory=lambda: defaultdict(dict))

    def note(self, name: str, value: float, origin: MetricOrigin, *, is_percent: bool = False) -> None:
        # A summary tells the same number under another name; short ones are often equal by chance.
        if len(repr(value)) >= LONG_NUMBER and any(
            known[0] == value and other != name for other, known in self.told.items()
        ):
            return
        self.told[name] = value, origin, is_percent

    def metrics(self) -> Iterator[Metric]:
        for name, (value, origin, is_percent) in self.told.items():
            yield Metric(name, value, origin, self.cell, is_percent)

    def point(self, name: str, at: float, value: float) -> None:
        if len(self.points[name]) < MOST_POINTS:
            self.points[name][at] = value

    def follow(self, name: str, at: Sequence[float], values: Sequence[float]) -> None:
        points = self.points[name]
        if len(points) + len(at) <= MOST_POINTS:
            points.update(zip(at, values, strict=True))
        else:
            for where, value in zip(at, values, strict=True):
                self.point(name, where, value)


def find_metrics(scripts: Iterable[Script]) -> tuple[tuple[Metric, ...], tuple[Curve, ...]]:
    """The metrics in the order of the cells, and the curves that have two points or more."""
    metrics: list[Metric] = []
    curves: list[Curve] = []
    for script in scripts:
        found = _Found(script.cell.number)
        for output in script.cell.outputs:
            _look_at(output, script, found)
        metrics += found.metrics()
        curves += [
            Curve(name, _thinned(sorted(points.items(), key=itemgetter(0))), found.cell)
            for name, points in found.points.items()
            if len(points) > 1
        ]
    return tuple(metrics[:MOST]), tuple(curves[:MOST_CURVES])


def _thinned(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """So many points as a chart can show, evenly chosen, the last one too."""
    step = -(-len(points) // MOST_SHOWN)
    return tuple(points[::step] + (points[-1:] if (len(points) - 1) % step else []))


def _look_at(output: Output, script: Script, found: _Found) -> None:
    html = output.data.get("text/html")
    for table in tables(html) if isinstance(html, str) and _OF_TRAINING.search(html) else ():
        _look_at_table(table, found)
    if output.kind == "error" or output.name == "stderr":
        return
    if output.kind == "execute_result":
        value = number(output.text)
        name = _asked_for(script)
        if value is not None and name is not None:
            found.note(name, value, "value")
            return
    if _INSTALLING.search(output.text):
        return
    for name, score in harness_tables.scores_in(output.text):
        found.note(name, score, "harness table")
    for one in runs(_ends(output.text[:LONGEST].splitlines()), _is_of_one_example):
        _look_at_run(one, found) if isinstance(one, Run) else _look_at_line(one, found)


def _ends(lines: Sequence[str]) -> Sequence[str]:
    """The first and the last lines of a text, where it has very many."""
    half = MOST_LINES // 2
    return lines if len(lines) <= MOST_LINES else [*lines[:half], *lines[-half:]]


def _asked_for(script: Script) -> str | None:
    """The name of the metric that the last line of a cell computes, such as `f1_score`."""
    last = script.statements[-1] if script.statements else None
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        name = called(last.value)
        return name if is_metric(name) else None
    return None


def _look_at_table(table: Table, found: _Found) -> None:
    """A table of a training: each row has a step or an epoch."""
    columns = [name.strip() for name in table.columns]
    plain = [name.lower() for name in columns]
    counter = next((plain.index(word) for word in _STEPS if word in plain), None)
    if counter is None:
        return
    wanted = [place for place, name in enumerate(plain) if name not in {*_STEPS, *_NO_METRICS}]
    last: dict[str, float] = {}
    for row in table.rows[1:]:
        at = number(row[counter]) if len(row) == len(columns) else None
        if at is None:
            continue
        for place in wanted:
            value = number(row[place])
            if value is not None:
                found.point(columns[place], at, value)
                last[columns[place]] = value
    for name, value in last.items():
        found.note(name, value, "trainer table")


def _look_at_line(line: str, found: _Found) -> None:
    values = _dictionary(line)
    if values is not None:
        _look_at_dictionary(values, found)
        return
    if _is_of_one_example(line):
        return
    said, at = told_in(line)
    for one in said:
        if at is not None:
            found.point(one.name, at, one.value)
        _note(one, "printed" if at is None else "progress", found)


def _look_at_run(run: Run, found: _Found) -> None:
    for name, values, is_percent in run.said:
        if run.at is not None:
            found.follow(name, run.at, values)
        # They are all short, so that none but the last of them counts.
        found.note(name, values[-1], "printed" if run.at is None else "progress", is_percent=is_percent)


def _is_of_one_example(line: str) -> bool:
    """Whether a line shows what a model says of single examples, such as a label with its score."""
    text = line.lstrip()
    named = _REPR.match(text)
    return text.startswith(("[", "{")) or (named is not None and _OF_ALL.search(named[1]) is None)


def _note(said: Said, origin: MetricOrigin, found: _Found) -> None:
    found.note(said.name, said.value, origin, is_percent=said.is_percent)


def _dictionary(line: str) -> Mapping[str, float] | None:
    """A line that is a printed dictionary of numbers, those in it that are metrics; else None."""
    text = line.strip()
    if not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        # NumPy 2 writes its numbers as np.float64(0.9).
        read = ast.literal_eval(_OF_NUMPY.sub(r"\1", text))
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None
    return dict(_flat(read, "")) if isinstance(read, dict) else None


def _flat(values: Mapping[object, object], before: str) -> Iterator[tuple[str, float]]:
    for key, value in values.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, int | float | str) and not isinstance(value, bool):
            plain = number(str(value))
            if plain is not None:
                yield name, plain


def _look_at_dictionary(values: Mapping[str, float], found: _Found) -> None:
    at = next((values[word] for word in ("step", "global_step", "epoch") if word in values), None)
    for name, value in values.items():
        if is_metric(name):
            if at is not None:
                found.point(name, at, value)
            found.note(name, value, "dictionary")
