"""What the process that reads files is asked: a header in JSON, then the files as they are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_LENGTH = 8


@dataclass(frozen=True)
class Job:
    """A file to be read, with the descriptions `beside` it and what its columns mean."""

    path: str
    content: bytes
    beside: Sequence[tuple[str, bytes]]
    columns: Mapping[str, str]


def pack(job: Job) -> bytes:
    """The job as bytes; contents are not encoded, so that large files cost no time."""
    files = [(job.path, job.content), *job.beside]
    header = {"columns": dict(job.columns), "files": [(path, len(content)) for path, content in files]}
    encoded = json.dumps(header).encode()
    return b"".join([len(encoded).to_bytes(_LENGTH, "big"), encoded, *(content for _, content in files)])


def unpack(question: bytes) -> Job:
    """The job back from `pack`."""
    end = _LENGTH + int.from_bytes(question[:_LENGTH], "big")
    header = json.loads(question[_LENGTH:end])
    files: list[tuple[str, bytes]] = []
    for path, size in header["files"]:
        files.append((path, question[end : end + size]))
        end += size
    return Job(*files[0], files[1:], header["columns"])
