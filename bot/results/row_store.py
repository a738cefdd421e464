"""Results back from their rows."""

from collections.abc import Iterable, Mapping, Sequence
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
_REST = [*_APART, *_OF_POSTING]
EVERY = select(
    *(ResultRow.__table__.c[name] for name in (*FIELDS, *_REST)),
    cast(ResultRow.setup, Text).label("setup"),
)
# A query may add others behind them.
_COUNT = len(FIELDS) + len(_REST) + 1


def posted_of(row: ResultRow) -> Posted:
    """A result back from its row."""
    fields, rest = {name: getattr(row, name) for name in FIELDS}, [getattr(row, name) for name in _REST]
    return _posted(fields, rest, SETUP.validate_python(row.setup))


async def read(rows: Iterable[Any]) -> list[Posted]:
    """Results back from the columns of `EVERY`; most results of a model share a few set-ups, read once."""
    setups: dict[str, Setup] = {}
    found = []
    async for row in in_turns(rows):
        *rest, written = row[len(FIELDS) : _COUNT]
        if (setup := setups.get(written)) is None:
            setup = setups[written] = SETUP.validate_json(written)
        found.append(_posted(dict(zip(FIELDS, row, strict=False)), rest, setup))
    return found


def _posted(fields: Mapping[str, Any], rest: Sequence[Any], setup: Setup) -> Posted:
    model_name, error, origin, result_id, author_id, post, state, created_at, is_disputed, file_id = rest
    spread = None if error is None or origin is None else Spread(error, origin)
    # A frozen value is given each of its fields by a call: of hundreds of results as long as all the rest.
    result = object.__new__(Result)
    vars(result).update(fields, model_name=model_name, spread=spread, setup=setup)
    return Posted(
        result_id,
        author_id,
        post,
        state,
        created_at,
        result,
        is_disputed=is_disputed,
        is_from_file=file_id is not None,
    )
