"""Any CSV or Markdown table: one result a line, or one model a line with a column for each benchmark.

Columns are known by their English and French names, or by what the person says they mean.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.results import decimals, units
from bot.results.benchmarks.own import Vocabulary
from bot.results.benchmarks.registry import find
from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector, some
from bot.results.formats.format import Format
from bot.results.formats.llama_bench_table import test_named
from bot.results.formats.table_cells import Cell, add, is_empty, scales_of
from bot.results.model import Setup
from bot.results.naming import ModelName
from bot.results.tables_of_text import Row, Table, csv_table, markdown_tables
from bot.texts import later

_NAMES: Mapping[str, tuple[str, ...]] = {
    "model": ("model", "modèle", "modele", "model id", "model_id", "repo", "repository", "dépôt"),
    "benchmark": (
        "benchmark",
        "task",
        "tasks",
        "groups",
        "tâche",
        "tache",
        "dataset",
        "eval",
        "evaluation",
        "test",
        "banc d’essai",
    ),
    "metric": ("metric", "métrique", "metrique", "mesure"),
    "value": ("value", "score", "result", "valeur", "résultat", "resultat"),
    "error": ("stderr", "standard error", "standard_error", "se", "±", "erreur type", "erreur-type"),
    "samples": ("n", "samples", "n_samples", "num_samples", "échantillons", "questions"),
    "shots": ("shots", "n-shot", "n_shot", "num_fewshot", "few-shot", "exemples"),
    "revision": ("revision", "révision", "sha", "commit"),
    "quantisation": ("quantisation", "quantization", "quant"),
    "hardware": ("hardware", "gpu", "matériel", "materiel", "machine"),
    "engine": ("engine", "moteur", "backend"),
    "unit": ("unit", "units", "unité", "unite", "unités"),
    "filter": ("filter", "filtre"),
    "date": ("date", "measured_at"),
    "version": ("version", "task_version"),
}
COLUMNS = tuple(_NAMES)
_HARNESS = frozenset({"version", "metric", "value", "stderr"})
_SEPARATED = re.compile(r"[,;\t]")


def _fits(document: Document) -> bool:
    if document.data is not None:
        return False
    try:
        return any(_columns(table, document) for table in _tables(document.text))
    except Unreadable:
        # A row that lacks a cell is a table all the same; reading it tells the line.
        return True


def columns_in(document: Document) -> tuple[str, ...]:
    """The columns of the first table that has rows; none when there is no such table."""
    if document.data is not None:
        return ()
    tables = (table for table in _tables(document.text) if table.rows and len(table.columns) > 1)
    return next((table.columns for table in tables), ())


def recognised(columns: Sequence[str]) -> Mapping[str, str]:
    """Which of these columns are known by their names: the columns by what they hold."""
    return {
        what: _bare(one) for what, one in _columns(Table(tuple(columns), (), 0), Document("", "")).items()
    }


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    found = Collector(ModelName(), Setup())
    for table in _tables(document.text):
        columns = _columns(table, document)
        cells = list(_cells(table, columns, document)) if columns else []
        scales = scales_of(cells)
        for cell in cells:
            add(found, cell, is_percent=scales.get(cell.heading) == "percent")
        if left := _left_out(table, columns, document.words):
            found.warn(
                later(
                    "Left out, since I know no benchmark of these names: {names}. Where a table has the "
                    "columns model, benchmark and value, it may name any.",
                    names=some(left),
                )
            )
    return found


def _tables(text: str) -> list[Table]:
    found = markdown_tables(text)
    if found:
        return found
    first = text.strip().partition("\n")[0]
    return [csv_table(text.strip() + "\n")] if _SEPARATED.search(first) and "\n" in text.strip() else []


def _columns(table: Table, document: Document) -> dict[str, str]:
    """What each column of the table is; empty when it holds no results."""
    by_name = {_bare(column).lower(): column for column in table.columns}
    without_unit = {units.of_heading(name)[0]: column for name, column in by_name.items()}
    known = without_unit | by_name
    found = {what: known[name] for what, names in _NAMES.items() for name in reversed(names) if name in known}
    meant = {what: units.column_meant(column, by_name)[0] for what, column in document.columns.items()}
    found.update({what: by_name[column] for what, column in meant.items() if column in by_name})
    if _is_long(found):
        return found
    is_wide = any(_task_of(column, document.words) is not None for column in table.columns)
    return found if "model" in found and is_wide else {}


def _cells(table: Table, columns: Mapping[str, str], document: Document) -> Iterator[Cell]:
    """The cells with numbers, each with what the row and the heading say of it."""
    words, said = document.words, document.columns.get("value", "")
    is_long = _is_long(columns)
    wide = {} if is_long else {one: _task_of(one, words) for one in _others(table, columns)}
    is_of_harness = {column.lower() for column in table.columns} >= _HARNESS
    # Harnesses print shares.
    usual = units.of_heading(said)[1] or (units.SHARE if is_of_harness else "")
    task = ""
    for row in table.rows:
        told = {what: _bare(row.cells[column]) for what, column in columns.items()}
        if is_long:
            task = _task(row, told, task)
            heading = columns["value"]
            name, own = words.known(task)
            yield Cell(row.line, heading, name, told["value"], told, _unit(told, heading) or usual, own)
        for heading, test in wide.items():
            written = _bare(row.cells[heading])
            if test is not None and not is_empty(written):
                name, own = words.known(test)
                yield Cell(row.line, heading, name, written, told, _unit({}, heading), own)


def _left_out(table: Table, columns: Mapping[str, str], words: Vocabulary) -> list[str]:
    """In a table with a column for each benchmark, those with numbers that are named after none."""
    if not columns or _is_long(columns):
        return []
    unknown = [one for one in _others(table, columns) if _bare(one) and _task_of(one, words) is None]
    return [_bare(one) for one in unknown if any(_is_number(row.cells[one]) for row in table.rows)]


def _is_long(columns: Mapping[str, str]) -> bool:
    return {"benchmark", "value"} <= columns.keys()


def _others(table: Table, columns: Mapping[str, str]) -> list[str]:
    return [one for one in table.columns if one not in columns.values()]


def _is_number(written: str) -> bool:
    return decimals.read(_bare(written), is_share=True) is not None


def _task(row: Row, told: Mapping[str, str], above: str) -> str:
    """The benchmark of a row; where metrics or filters tell the rows apart, an empty one is as above."""
    found = told["benchmark"] or (above if told.keys() & {"metric", "filter"} else "")
    if not found:
        raise Unreadable(later("Line {line} names no benchmark.", line=row.line))
    return found


def _unit(told: Mapping[str, str], heading: str) -> str:
    beside = told.get("unit", "")
    return units.of_heading(_bare(heading))[1] if is_empty(beside) else units.of_cell(beside)


def _task_of(heading: str, words: Vocabulary) -> str | None:
    """The benchmark or test that a column is named after."""
    whole = _bare(heading)
    names = (units.of_heading(whole)[0], whole)
    return next((one for one in names if _is_known(one, words)), None)


def _is_known(name: str, words: Vocabulary) -> bool:
    return find(name) is not None or words.id_of(name) is not None or test_named(name) is not None


def _bare(written: str) -> str:
    return written.strip("*` ")


FORMAT = Format("table", _fits, _read)
