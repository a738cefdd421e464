"""Cells of any table: numbers with their units, and one scale for all shares of a column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from bot.results import decimals, units
from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.registry import find
from bot.results.decimals import Written
from bot.results.errors import UnclearScale, Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.llama_bench import add_test
from bot.results.formats.llama_bench_table import test_named
from bot.results.metrics import metric_of
from bot.results.model import Setup, Spread
from bot.results.naming import name_model
from bot.results.numbers import moment_from, of_repetitions, whole
from bot.results.scales import below_one
from bot.texts import later

TableScale = Literal["percent", "share"]
_EMPTY: Final = frozenset(
    {"", "-", "–", "—", "n/a", "n.a.", "na", "nan", "none", "null", "n.d.", "nd", "s.o.", "s/o", "?", "…"}
)


def is_empty(written: str) -> bool:
    """Whether a cell says that there is no number."""
    return written.strip("*` ").lower() in _EMPTY


@dataclass(frozen=True)
class Cell:
    """One cell: its line, the heading of its column, what it measures, and what its row tells by column.

    `unit` is the one of the column or of the row, in small letters; units.SHARE for shares of 1.
    `own` is the benchmark where only a server knows it.
    """

    line: int
    heading: str
    task: str
    written: str
    told: Mapping[str, str]
    unit: str = ""
    own: Benchmark | None = None

    @cached_property
    def known(self) -> Benchmark | None:
        """The benchmark, where the registry or the server knows it."""
        found = None if self.own is not None else find(self.task)
        return self.own if found is None else found[0]

    @cached_property
    def metric(self) -> str:
        """The one that the row names, else the benchmark's own."""
        return self.told.get("metric") or ("score" if self.known is None else self.known.metric)

    @cached_property
    def is_share(self) -> bool:
        """Whether the number is a share of 1, however it is written."""
        if self.own is not None:
            return self.own.unit == "share"
        quality = self.known is None or self.known.unit == "share"
        return quality and test_named(self.task) is None and metric_of(self.metric).unit == "share"

    @cached_property
    def number(self) -> Written | None:
        """The number with its unit; None for an empty cell. Raises Unreadable for anything else."""
        if is_empty(self.written):
            return None
        found = decimals.read(self.written, is_share=self._has_no_thousands)
        if found is None and decimals.is_unclear(self.written):
            raise Unreadable(
                later(
                    "Line {line}: the comma in {written} may be one of thousands or of decimals. "
                    "Write 1234 or 1.234.",
                    line=self.line,
                    written=self.written,
                )
            )
        if found is None:
            raise Unreadable(
                later("Line {line}: {written} is no number.", line=self.line, written=self.written)
            )
        return Written(found.value, found.error, found.unit or self.unit)

    def error(self) -> float | None:
        """The standard error that stands in a column of its own."""
        found = decimals.read(self.told.get("error", ""), is_share=self._has_no_thousands)
        return None if found is None else found.value

    @property
    def _has_no_thousands(self) -> bool:
        return self.is_share or (self.known is not None and self.known.unit == "share")


def scales_of(cells: Sequence[Cell]) -> dict[str, TableScale]:
    """The scale of each column with shares, by its heading. Raises UnclearScale where it may be either.

    What has its unit needs none. Without one, a column with a number above 1 is in percent; one without is of
    shares, unless a benchmark in it is written in percent.
    """
    of_columns: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.is_share and cell.number is not None:
            of_columns.setdefault(cell.heading, []).append(cell)
    return {heading: _scale(of_column) for heading, of_column in of_columns.items()}


def _scale(cells: Sequence[Cell]) -> TableScale:
    unmarked = [(cell, cell.number.value) for cell in cells if cell.number and not cell.number.unit]
    is_marked = any(cell.number and cell.number.unit == "%" for cell in cells)
    is_percent = is_marked or any(abs(value) > 1 for _, value in unmarked)
    other = "fraction" if is_percent else "percent"
    for cell, value in unmarked:
        if 0 < abs(value) <= 1 and cell.known is not None and cell.known.scale == other:
            raise UnclearScale(
                later(
                    "Line {line}: {written} of {benchmark} may be a share of 1 or a percentage. Write “(%)” "
                    "or “(share)” behind the heading of its column: {heading} (%).",
                    line=cell.line,
                    written=cell.written,
                    benchmark=cell.known.name,
                    heading=cell.heading.strip("*` "),
                )
            )
    return "percent" if is_percent else "share"


def add(found: Collector, cell: Cell, *, is_percent: bool) -> None:
    """Keep one cell; `is_percent` is the scale of its column. Raises Unreadable for another unit."""
    number, facts = cell.number, _facts(cell)
    if number is None:
        found.add(cell.task, cell.metric, None)
    elif (test := None if cell.known else test_named(cell.task)) is not None:
        speed = _speed_facts(cell, number, "tokens/s")
        setup = facts.pop("setup")
        add_test(found, test, number.value, setup=setup, **facts | speed)
    elif cell.own is not None and cell.own.unit != "share":
        _add_own(found, cell, number, cell.own, facts)
    elif cell.known is not None and cell.known.unit != "share":
        speed = _speed_facts(cell, number, cell.known.unit)
        found.add_speed(cell.known.id, cell.metric, number.value, task=cell.task, **facts | speed)
    else:
        _add_quality(found, cell, number, facts, is_percent=is_percent)


def _add_quality(
    found: Collector, cell: Cell, number: Written, facts: Mapping[str, Any], *, is_percent: bool
) -> None:
    if number.unit not in ("", "%", units.SHARE):
        raise _other_unit(cell)
    marked = number.unit == "%"
    is_bare = cell.is_share and is_percent and not number.unit
    odd = below_one(cell.known, number.value) if is_bare and cell.known is not None else None
    if odd is not None:
        found.warn(odd)
    error = cell.error() if number.error is None else number.error
    percent = cell.is_share and (marked or (is_percent and not number.unit))
    found.add(cell.task, cell.metric, number.value, error=error, percent=percent, benchmark=cell.own, **facts)


def _add_own(found: Collector, cell: Cell, number: Written, own: Benchmark, facts: Mapping[str, Any]) -> None:
    """A number of a server's own benchmark that is no share. Raises Unreadable for another unit."""
    # What holds for the shares of a harness's table says nothing of its other numbers.
    factor = units.factor(own.unit, "" if number.unit == units.SHARE else number.unit)
    if factor is None:
        raise _other_unit(cell, units.usual(own.unit))
    error = cell.error() if number.error is None else number.error
    error = None if error is None else error * factor
    found.add(cell.task, cell.metric, number.value * factor, error=error, benchmark=own, **facts)


def _speed_facts(cell: Cell, number: Written, unit: Any) -> dict[str, Any]:
    """What brings a speed to its unit, and how much it varies. Raises Unreadable for another unit."""
    factor = units.factor(unit, number.unit)
    if factor is None:
        raise _other_unit(cell, units.usual(unit))
    deviation = None if number.error is None else number.error * factor
    error = cell.error()
    spread = of_repetitions(deviation, whole(cell.told.get("samples")))
    if spread is None and error is not None and error > 0:
        spread = Spread(error * factor, "given")
    return {"factor": factor, "deviation": deviation, "spread": spread}


def _other_unit(cell: Cell, usual: str = "%") -> Unreadable:
    name = cell.task if cell.known is None else cell.known.name
    return Unreadable(
        later(
            "Line {line}: {written} is not in a unit of {benchmark}. Write the number with its unit, such as "
            "{unit}, or the unit in brackets behind the heading of the column.",
            line=cell.line,
            written=cell.written,
            benchmark=name,
            unit=usual,
        )
    )


def _facts(cell: Cell) -> dict[str, Any]:
    """What the row tells of the run."""
    told = {what: written for what, written in cell.told.items() if not is_empty(written)}
    return {
        "samples": whole(told.get("samples")),
        "task_version": told.get("version"),
        "filter": told.get("filter"),
        "measured_at": moment_from(told.get("date")),
        "model": name_model(told.get("model"), on_hub=True, revision=told.get("revision")),
        "setup": Setup(
            shots=whole(told.get("shots")),
            quantisation=told.get("quantisation"),
            hardware=told.get("hardware"),
            engine=told.get("engine"),
        ),
    }
