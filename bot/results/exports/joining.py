"""The process that joins the parts of an export, one in memory at a time. Started by `exporting.py`."""

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bot.aside.answering import answer_all
from bot.results.exports.order import Form


@dataclass(frozen=True)
class Joining:
    """Files that become one: at least one."""

    form: Form
    parts: tuple[Path, ...]
    target: Path


JOININGS: TypeAdapter[Joining] = TypeAdapter(Joining)


def join(joining: Joining) -> bytes:
    """Write the target; the answer is empty."""
    match joining.form:
        case "csv":
            _tables(joining)
        case "parquet":
            _parquet(joining)
        case _:
            _archives(joining)
    return b""


def _tables(joining: Joining) -> None:
    """One after the other, with the names of the columns only once."""
    with joining.target.open("wb") as target:
        for number, part in enumerate(joining.parts):
            with part.open("rb") as source:
                if number:
                    source.readline()
                shutil.copyfileobj(source, target)


def _parquet(joining: Joining) -> None:
    import pyarrow.parquet as pq

    schema = pq.read_schema(joining.parts[0])
    with pq.ParquetWriter(joining.target, schema, compression="zstd") as writer:
        for part in joining.parts:
            writer.write_table(pq.ParquetFile(part).read())


def _archives(joining: Joining) -> None:
    """The records of a file stand in each part that has results of it."""
    written: set[str] = set()
    with zipfile.ZipFile(joining.target, "w", zipfile.ZIP_DEFLATED) as target:
        for part in joining.parts:
            with zipfile.ZipFile(part) as source:
                for name in source.namelist():
                    if name not in written:
                        target.writestr(name, source.read(name))
                        written.add(name)


if __name__ == "__main__":
    answer_all(lambda question: join(JOININGS.validate_json(question)))
