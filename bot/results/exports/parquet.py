"""Results as Parquet: typed columns, read by pandas, DuckDB, Spark and the Hub's own viewer."""

import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

_MOMENT: Final = pa.timestamp("us", tz="UTC")
_TYPES: Final[dict[str, pa.DataType]] = {
    "id": pa.int64(),
    "posted_at": _MOMENT,
    "disputed": pa.bool_(),
    "value": pa.float64(),
    "written": pa.float64(),
    "higher_is_better": pa.bool_(),
    "is_revision_of_posting": pa.bool_(),
    "deviation": pa.float64(),
    "samples": pa.int64(),
    "samples_total": pa.int64(),
    "partial": pa.bool_(),
    "measured_at": _MOMENT,
    "standard_error": pa.float64(),
    "shots": pa.int64(),
    "limit": pa.float64(),
}


def table(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows of `tables.flat`, of which there is at least one."""
    listed = list(rows)
    schema = pa.schema([(name, _TYPES.get(name, pa.string())) for name in listed[0]])
    columns = {field.name: [_value(row[field.name], field.type) for row in listed] for field in schema}
    written = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), written, compression="zstd")
    return written.getvalue()


def _value(value: Any, kind: pa.DataType) -> Any:
    if value is None or value == {}:
        return None
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat(value)
    if pa.types.is_string(kind):
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    # JSON's whole numbers have no end, a column's do.
    return None if pa.types.is_int64(kind) and abs(value) >= 2**63 else value
