"""The process that reads foreign files: little memory, no secrets in its environment, killed when slow.

Both ways a message is its length in eight bytes, then JSON; after a job come the contents of its files.
"""

import json
import resource
import sys
from typing import IO, Any

from pydantic import TypeAdapter

from bot.results import limits
from bot.results.document import Document, open_document
from bot.results.errors import Unreadable
from bot.results.model import Reading
from bot.results.recognising import failed, read
from bot.results.unpacking import is_zip, unpack
from bot.texts import later

LENGTH = 8
READINGS: TypeAdapter[list[Reading]] = TypeAdapter(list[Reading])


def read_file(
    path: str, content: bytes, beside: list[tuple[str, bytes]], columns: dict[str, str] | None = None
) -> list[Reading]:
    """What one file holds; an archive gives a reading for each of its files."""
    try:
        if not is_zip(content):
            return [read(path, content, _documents(beside), columns)]
        inner = unpack(path, content)
    except Unreadable as error:
        return [failed(path, content, error.sentence)]
    except MemoryError:
        return [
            failed(
                path,
                content,
                later("The file takes too much memory to read. Post the summary of the run only."),
            )
        ]
    if len(inner) == 1 and inner[0][0] == path:
        return [read(path, inner[0][1], columns=columns, original=content)]
    documents = _documents(inner)
    return [read(f"{path}/{name}", data, documents, columns) for name, data in inner]


def main() -> None:
    """Answer jobs until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while (job := _next(source)) is not None:
        content = source.read(job["size"])
        beside = [(path, source.read(size)) for path, size in job["beside"]]
        answer = READINGS.dump_json(read_file(job["path"], content, beside, job["columns"]))
        target.write(len(answer).to_bytes(LENGTH, "big") + answer)
        target.flush()


def _next(source: IO[bytes]) -> Any:
    length = source.read(LENGTH)
    return json.loads(source.read(int.from_bytes(length, "big"))) if len(length) == LENGTH else None


def _documents(files: list[tuple[str, bytes]]) -> list[Document]:
    """Those of the files that can be opened."""
    found = []
    for path, content in files:
        try:
            found.append(open_document(path, content))
        except Unreadable:
            continue
    return found


if __name__ == "__main__":
    main()
