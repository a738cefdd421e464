"""Any CSV or Markdown table: one result a line, or one model a line with a column for each benchmark.

Columns are known by their English and French names, or by what the person says they mean.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.results import decimals
from bot.results.benchmarks.registry import find
from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.format import Format
from bot.results.metrics import metric_of
from bot.results.model import Setup
from bot.results.naming import ModelName, name_model
from bot.results.numbers import moment_from, whole
from bot.results.scales import is_percentage, oddly_small
from bot.results.tables_of_text import Row, Table, csv_table, markdown_tables
from bot.texts import later

_NAMES: Mapping[str, tuple[str, ...]] = {
    "model": ("model", "modèle", "modele", "model id", "model_id", "repo", "repository", "dépôt"),
    "benchmark": (
        "benchmark",
        "task",
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
    "date": ("date", "measured_at"),
    "version": ("version", "task_version"),
}
COLUMNS = tuple(_NAMES)
_SEPARATED = re.compile(r"[,;\t]")


def _fits(document: Document) -> bool:
    if document.data is not None:
        return False
    try:
        return any(_columns(table, document.columns) for table in _tables(document.text))
    except Unreadable:
        # A row that lacks a cell is a table all the same; reading it tells the line.
        return True


def columns_in(document: Document) -> tuple[str, ...]:
    """The columns of the first table that has rows; none when there is no such table."""
    if document.data is not None:
        return ()
    tables = (table for table in _tables(document.text) if table.rows and len(table.columns) > 1)
    return next((table.columns for table in tables), ())


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    found = Collector(ModelName(), Setup())
    for table in _tables(document.text):
        columns = _columns(table, document.columns)
        for row in table.rows if columns else ():
            if {"benchmark", "value"} <= columns.keys():
                _result(found, row, columns)
            else:
                _line_of_model(found, row, columns)
    return found


def _tables(text: str) -> list[Table]:
    found = markdown_tables(text)
    if found:
        return found
    first = text.strip().partition("\n")[0]
    return [csv_table(text.strip() + "\n")] if _SEPARATED.search(first) and "\n" in text.strip() else []


def _columns(table: Table, said: Mapping[str, str]) -> dict[str, str]:
    """What each column of the table is; empty when it holds no results."""
    by_name = {column.strip("*` ").lower(): column for column in table.columns}
    found = {
        what: by_name[name] for what, names in _NAMES.items() for name in reversed(names) if name in by_name
    }
    found.update(
        {what: by_name[column.lower()] for what, column in said.items() if column.lower() in by_name}
    )
    if {"benchmark", "value"} <= found.keys():
        return found
    benchmarks = any(find(column.strip("*` ")) is not None for column in table.columns)
    return found if "model" in found and benchmarks else {}


def _line_of_model(found: Collector, row: Row, columns: Mapping[str, str]) -> None:
    for column, written in row.cells.items():
        task = column.strip("*` ")
        if column not in columns.values() and find(task) is not None and written.strip("- —"):
            _add(found, row, columns, task, written)


def _result(found: Collector, row: Row, columns: Mapping[str, str]) -> None:
    _add(found, row, columns, row.cells[columns["benchmark"]].strip("*` "), row.cells[columns["value"]])


def _add(found: Collector, row: Row, columns: Mapping[str, str], task: str, written: str) -> None:
    def cell(what: str) -> str | None:
        return row.cells[columns[what]].strip("*` ") or None if what in columns else None

    known = find(task)
    metric = cell("metric") or (known[0].metric if known else "score")
    bare = written.strip("*` ")
    is_share = metric_of(metric).unit == "share"
    has_no_thousands = is_share or (known is not None and known[0].unit == "share")
    both = decimals.read(bare, is_share=has_no_thousands)
    if both is None and decimals.is_unclear(bare):
        raise Unreadable(
            later(
                "Line {line}: the comma in {written} may be one of thousands or of decimals. "
                "Write 1234 or 1.234.",
                line=row.line,
                written=bare,
            )
        )
    if both is None or both.unit not in ("", "%"):
        raise Unreadable(later("Line {line}: {written} is no number.", line=row.line, written=bare or "—"))
    facts: dict[str, Any] = {
        "samples": whole(cell("samples")),
        "task_version": cell("version"),
        "measured_at": moment_from(cell("date")),
        "model": name_model(cell("model"), on_hub=True, revision=cell("revision")),
        "setup": Setup(
            shots=whole(cell("shots")),
            quantisation=cell("quantisation"),
            hardware=cell("hardware"),
            engine=cell("engine"),
        ),
    }
    number, marked = both.value, both.unit == "%"
    if known is not None and known[0].unit != "share":
        found.add_speed(known[0].id, metric, number, task=task, deviation=both.error, **facts)
        return
    odd = oddly_small(task, number, marked=marked) if is_share else None
    if odd is not None:
        found.warn(odd)
    beside = decimals.read(cell("error") or "", is_share=has_no_thousands)
    error = beside.value if both.error is None and beside else both.error
    found.add(
        task,
        metric,
        number,
        error=error,
        percent=is_share and is_percentage(task, number, marked=marked),
        **facts,
    )


FORMAT = Format("table", _fits, _read)
