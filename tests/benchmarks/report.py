"""What a benchmark prints: a small table, and as its last line one JSON object."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Report:
    """One figure beside its yardstick from the same run; `goal` says what `ratio` or `figure` is to reach."""

    name: str
    figure: float
    unit: str
    yardstick: float
    goal: str
    ok: bool

    @property
    def ratio(self) -> float:
        """The figure over the yardstick."""
        return round(self.figure / self.yardstick, 3) if self.yardstick else 0.0


def quick_asked(description: str) -> bool:
    """Whether the command line asks for the quick form, which takes under 45 s."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, under 45 s")
    return bool(parser.parse_args().quick)


def show(report: Report, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print the table and the last line."""
    table = Table(*columns, title=f"{report.name}: {report.goal}", box=None)
    for row in rows:
        table.add_row(*(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row))
    Console(width=110).print(table)
    print(json.dumps({**asdict(report), "ratio": report.ratio}))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
