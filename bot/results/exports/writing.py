"""The process that writes exports: an `Order` comes in, a file goes out. Started by `exporter.py`."""

import io
import json
import zipfile
from collections.abc import Mapping

from bot.aside.answering import answer_all
from bot.results.exports import eval_results, every_eval_ever, tables
from bot.results.exports.order import Order, numbered, read


def write(order: Order) -> bytes:
    """The file; empty when nothing of the results can be said in that form."""
    match order.form:
        case "csv":
            return tables.results(order.results)
        case "parquet":
            return _parquet(order)
        case "every_eval_ever":
            return _zip(every_eval_ever.files(order.results, order.now))
        case "eval_results":
            return _zip(eval_results.files(order.results))
        case "everything":
            files = _tables_of(order) if order.results else {}
            files |= {name: _json(record) for name, record in order.records.items()}
            files |= {f"scores/{one}.csv": tables.scores(packed) for one, packed in order.scores.items()}
            return _zip(files)


def _tables_of(order: Order) -> dict[str, bytes]:
    return {
        numbered("results.csv", order.number): tables.results(order.results),
        numbered("history.csv", order.number): tables.changes(order.changes),
    }


def _parquet(order: Order) -> bytes:
    from bot.results.exports import parquet

    rows = [tables.flat(one) for one in order.results]
    if order.leaves_server:
        from bot.scrub.scrubbing import Scrubber

        scrubber = Scrubber()
        rows = [scrubber.value(row) for row in rows]
    return parquet.table(rows)


def _json(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def _zip(files: Mapping[str, bytes]) -> bytes:
    if not files:
        return b""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


if __name__ == "__main__":
    answer_all(lambda question: write(read(question)))
