"""The process that writes exports: an `Order` comes in, a file goes out. Started by `exporter.py`."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator

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
            return _zip(every_eval_ever.files(order.results, order.now).items())
        case "eval_results":
            return _zip(eval_results.files(order.results).items())
        case "everything":
            return _zip(_everything(order))


def _everything(order: Order) -> Iterator[tuple[str, bytes]]:
    """One file at a time: some are large."""
    if order.results:
        yield from _tables_of(order).items()
    for name, record in order.records.items():
        yield name, _json(record)
    for result_id, scores in order.scores.items():
        yield f"scores/{result_id}.csv", tables.scores(scores)
    for name, packed in order.packed.items():
        yield name, zlib.decompress(packed)


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


def _zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The archive; empty where there is no file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
        is_empty = not archive.namelist()
    return b"" if is_empty else written.getvalue()


if __name__ == "__main__":
    answer_all(lambda question: write(read(question)))
