"""What the process that reads files is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.aside import packing
from bot.results.benchmarks.own import NO_WORDS, Vocabulary, as_plain, from_plain


@dataclass(frozen=True)
class Job:
    """A file to be read, with the descriptions `beside` it and what its columns and its words mean."""

    path: str
    content: bytes
    beside: Sequence[tuple[str, bytes]]
    columns: Mapping[str, str]
    words: Vocabulary = NO_WORDS


def pack(job: Job) -> bytes:
    """The job as bytes."""
    files = [(job.path, job.content), *job.beside]
    header = {
        "columns": dict(job.columns),
        "paths": [path for path, _ in files],
        "words": as_plain(job.words),
    }
    return packing.pack(header, [content for _, content in files])


def unpack(question: bytes) -> Job:
    """The job back from `pack`."""
    header, contents = packing.unpack(question)
    files = list(zip(header["paths"], contents, strict=True))
    return Job(*files[0], files[1:], header["columns"], from_plain(header["words"]))
