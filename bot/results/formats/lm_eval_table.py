"""The Markdown tables that lm-evaluation-harness prints, pasted or in the log of a terminal.

Source: `lm_eval/utils.py make_table` of EleutherAI/lm-evaluation-harness.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.results import harness_tables
from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats import lm_eval
from bot.results.formats.collecting import Collector
from bot.results.formats.format import Format
from bot.results.model import Setup
from bot.results.naming import ModelName
from bot.results.tables_of_text import Table, markdown_tables
from bot.texts import later


def _fits(document: Document) -> bool:
    if document.data is not None or "|" not in document.text:
        return False
    try:
        return any(map(_is_printed, markdown_tables(document.text)))
    except Unreadable:
        # A table that lacks a cell is told of by the reader of any table.
        return False


def _is_printed(table: Table) -> bool:
    """Whether the columns are those of the harness; other harnesses print those of its version 0.3 too."""
    names = {column.lower() for column in table.columns}
    of_harness = {"metric", "value", "version", "stderr"} <= names
    return of_harness and table.columns[0].lower() in harness_tables.TASKS and "n-shot" in names


def _read(document: Document, beside: Sequence[Document]) -> Collector:
    found = Collector(ModelName(), Setup())
    for run in harness_tables.runs_in(document.text):
        if run["unclear"]:
            raise Unreadable(
                later(
                    "{task} has two values in these tables. Post the tables of each run by themselves.",
                    task=run["unclear"][0],
                )
            )
        one = lm_eval.FORMAT.read(replace(document, data=run), beside)
        for task, metric in run["empty"]:
            one.add(task, metric, None)
        found.join(one)
    if not all(map(_is_printed, markdown_tables(document.text))):
        found.warn(
            later("Other tables were left out; only those of lm-evaluation-harness are read together.")
        )
    return found


FORMAT = Format("lm-evaluation-harness (table)", _fits, _read)
