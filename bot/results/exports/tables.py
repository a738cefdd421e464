"""Results and their history as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bot.results.model import Change, Posted
from bot.results.samples.packing import unpack
from bot.results.showing import row

# Texts that begin so would be taken for formulas by a spreadsheet
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def results(posted: Iterable[Posted]) -> bytes:
    """One result a line; values are shares from 0 to 1 where the unit is `share`."""
    return _csv([flat(one) for one in posted])


def changes(found: Iterable[Change]) -> bytes:
    """One change of a result a line."""
    rows = [
        {
            "result": one.result_id,
            "what": one.what,
            "by": str(one.by_id),
            "at": one.at.isoformat(),
            "note": one.note,
            "fields": {each.name: [each.before, each.after] for each in one.fields},
        }
        for one in found
    ]
    return _csv(rows)


def scores(packed: bytes) -> bytes:
    """What a result scored on each sample, one a line; `sample` is a hash."""
    rows = [{"sample": sample, "score": score} for sample, score in unpack(packed).items()]
    return _csv(rows)


def flat(posted: Posted) -> dict[str, Any]:
    """A result as a row; ids of Discord are texts, since spreadsheets round such numbers."""
    fields = row(posted.result, "")
    del fields["source_sha256"]
    return {
        "id": posted.id,
        "posted_by": str(posted.author_id),
        "posted_at": posted.created_at.isoformat(),
        "state": posted.state,
        "disputed": posted.is_disputed,
        **fields,
    }


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    written = io.StringIO()
    columns = list(rows[0]) if rows else []
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in each.items()} for each in rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
