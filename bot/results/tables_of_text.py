"""Tables inside texts: Markdown, CSV, and columns aligned with spaces. Every row must have all its cells."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.results.errors import Unreadable
from bot.texts import later

_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$")
_COLUMNS = re.compile(r"\s{2,}")


@dataclass(frozen=True)
class Row:
    """The cells of a row by the names of their columns, and the line that it stands in."""

    cells: dict[str, str]
    line: int


@dataclass(frozen=True)
class Table:
    """A table with the line of its heading."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int


def markdown_tables(text: str) -> list[Table]:
    """All tables with `|` between the cells. Raises Unreadable for a row that lacks a cell."""
    lines = text.splitlines()
    return [_markdown(lines, at) for at in range(len(lines) - 1) if _begins(lines, at)]


def csv_table(text: str) -> Table:
    """The only table of a text with commas, semicolons or tabs. Raises Unreadable."""
    heading = text.lstrip("\n").partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if row]
    except csv.Error as error:
        raise Unreadable(later("This is not valid CSV: a quotation mark is not closed.")) from error
    if not rows:
        raise Unreadable(later("The file is empty. Post it again when the run has finished writing it."))
    columns = tuple(cell.strip() for cell in rows[0])
    return Table(columns, tuple(_row(columns, row, number) for number, row in enumerate(rows[1:], 2)), 1)


def aligned_tables(text: str) -> list[Table]:
    """All tables whose heading stands over a line of dashes, with two spaces or more between the columns."""
    lines = text.splitlines()
    return [
        _aligned(lines, at)
        for at in range(len(lines) - 1)
        if "--" in lines[at + 1]
        and set(lines[at + 1].strip()) <= {"-", " "}
        and len(_COLUMNS.split(lines[at].strip())) > 1
    ]


def _begins(lines: list[str], at: int) -> bool:
    return "|" in lines[at] and _RULE.match(lines[at + 1]) is not None and "|" in lines[at + 1]


def _markdown(lines: list[str], at: int) -> Table:
    columns = tuple(_cells(lines[at]))
    rows = tuple(_row(columns, _cells(line), number) for number, line in _while_table(lines, at + 2))
    return Table(columns, rows, at + 1)


def _while_table(lines: list[str], start: int) -> Iterator[tuple[int, str]]:
    for number in range(start, len(lines)):
        if "|" not in lines[number]:
            return
        yield number + 1, lines[number]


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _aligned(lines: list[str], at: int) -> Table:
    columns = tuple(_COLUMNS.split(lines[at].strip()))
    rows = []
    for number in range(at + 2, len(lines)):
        if not lines[number].strip() or lines[number].startswith("```"):
            break
        rows.append(_row(columns, _COLUMNS.split(lines[number].strip()), number + 1))
    return Table(columns, tuple(rows), at + 1)


def _row(columns: tuple[str, ...], cells: list[str], line: int) -> Row:
    if len(cells) != len(columns):
        raise Unreadable(
            later(
                "Line {line} has {cells} cells where the heading has {columns}. Is the table cut "
                "off? Post all of it.",
                line=line,
                cells=len(cells),
                columns=len(columns),
            )
        )
    return Row({column: cell.strip() for column, cell in zip(columns, cells, strict=True)}, line)
