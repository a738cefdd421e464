"""Results back from their rows."""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Text, cast, select

from bot.in_turns import in_turns
from bot.results.model import Posted, Result, Setup, Spread
from bot.results.tables import ResultRow

SETUP: TypeAdapter[Setup] = TypeAdapter(Setup)
# The columns that are the fields of a result, the first ones of `EVERY`.
FIELDS = [
    "model",
    "revision",
    "is_revision_of_posting",
    "benchmark",
    "task",
    "subset",
    "task_version",
    "metric",
    "filter",
    "value",
    "written",
    "unit",
    "higher_is_better",
    "deviation",
    "samples",
    "samples_total",
    "partial",
    "provenance",
    "measured_at",
]
# Columns instead of rows of the mapper, which take as long to make as all the rest.
_OF_POSTING = ["id", "author_id", "post", "state", "created_at", "is_disputed", "file_id"]
_APART = ["model_name", "standard_error", "error_origin"]
EVERY = select(
    *(ResultRow.__table__.c[name] for name in (*FIELDS, *_APART, *_OF_POSTING)),
    cast(ResultRow.setup, Text).label("setup"),
)


def posted_of(row: ResultRow) -> Posted:
    """A result back from its row."""
    fields = {name: getattr(row, name) for name in FIELDS}
    return _posted(row, fields, SETUP.validate_python(row.setup))


async def read(rows: Iterable[Any]) -> list[Posted]:
    """Results back from the columns of `EVERY`; most results of a model share a few set-ups, read once."""
    setups: dict[str, Setup] = {}
    found = []
    async for row in in_turns(rows):
        if (setup := setups.get(row.setup)) is None:
            setup = setups[row.setup] = SETUP.validate_json(row.setup)
        found.append(_posted(row, dict(zip(FIELDS, row, strict=False)), setup))
    return found


def _posted(row: Any, fields: dict[str, Any], setup: Setup) -> Posted:
    spread = None
    if row.standard_error is not None and row.error_origin is not None:
        spread = Spread(row.standard_error, row.error_origin)
    result = Result(**fields, model_name=row.model_name, spread=spread, setup=setup)
    return Posted(
        row.id,
        row.author_id,
        row.post,
        row.state,
        row.created_at,
        result,
        is_disputed=row.is_disputed,
        is_from_file=row.file_id is not None,
    )
