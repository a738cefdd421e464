"""OpenCompass: the summary as CSV, or as a table whose columns are aligned; one column for each model.

Source: `opencompass/summarizers/default.py` of open-compass/opencompass. Scores are percentages.
"""

import re
from collections.abc import Sequence

from bot.results.document import Document
from bot.results.formats.collecting import Collector
from bot.results.formats.format import Format
from bot.results.model import Setup
from bot.results.naming import name_model
from bot.results.tables_of_text import Row, Table, aligned_tables, csv_table

_COLUMNS = ("dataset", "version", "metric", "mode")
_CSV = re.compile(r"^dataset,version,metric,mode,", re.MULTILINE)
_TABLE = re.compile(r"^dataset\s+version\s+metric\s+mode\s+\S", re.MULTILINE)


def _fits(document: Document) -> bool:
    return document.data is None and (_CSV.search(document.text) or _TABLE.search(document.text)) is not None


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    found = Collector(name_model(None, on_hub=False), Setup(harness="opencompass"))
    for table in _tables(document.text):
        for row in table.rows:
            for column in table.columns[len(_COLUMNS) :]:
                _cell(found, row, column)
    return found


def _tables(text: str) -> list[Table]:
    """The aligned tables; the summary repeats them as CSV, which is read when there is nothing else."""
    aligned = [table for table in aligned_tables(text) if table.columns[: len(_COLUMNS)] == _COLUMNS]
    if aligned:
        return aligned
    found = _CSV.search(text)
    block = text[found.start() :] if found else text
    return [csv_table(re.split(r"\n(?:\s*\n|[$%^*=-]{3,})", block)[0])]


def _cell(found: Collector, row: Row, column: str) -> None:
    written = row.cells[column]
    if written in ("-", ""):
        return
    metric, version, mode = row.cells["metric"], row.cells["version"], row.cells["mode"]
    found.add(
        row.cells["dataset"],
        metric,
        written,
        percent=True,
        model=name_model(column, on_hub=False),
        task_version=None if version in ("-", "") else version,
        setup=Setup(harness="opencompass", conditions={"mode": mode}),
    )


FORMAT = Format("OpenCompass", _fits, _read)
