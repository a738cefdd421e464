"""The process that reads foreign files: little memory, no secrets in its environment, killed when slow.

Started by `reading.py`.
"""

import resource
from collections.abc import Mapping, Sequence

from bot.aside.answering import answer_all
from bot.results import answers, jobs, limits
from bot.results.benchmarks.own import NO_WORDS, Vocabulary
from bot.results.document import Document, open_document
from bot.results.errors import Unreadable
from bot.results.model import Reading
from bot.results.recognising import failed, read
from bot.results.unpacking import is_zip, unpack
from bot.texts import later


def read_file(
    path: str,
    content: bytes,
    beside: Sequence[tuple[str, bytes]],
    columns: Mapping[str, str] | None = None,
    words: Vocabulary = NO_WORDS,
) -> list[Reading]:
    """What one file holds; an archive gives a reading for each of its files."""
    try:
        if not is_zip(content):
            return [read(path, content, _documents(beside), columns, words=words)]
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
    if inner[0][0] == path:
        return [read(path, inner[0][1], _documents(inner[1:]), columns, words=words, original=content)]
    documents = _documents(inner)
    return [read(f"{path}/{name}", data, documents, columns, words=words) for name, data in inner]


def answer(question: bytes) -> bytes:
    """The readings of a packed `Job`, packed."""
    job = jobs.unpack(question)
    return answers.pack(read_file(job.path, job.content, job.beside, job.columns, job.words))


def _documents(files: Sequence[tuple[str, bytes]]) -> list[Document]:
    """Those of the files that can be opened."""
    found = []
    for path, content in files:
        try:
            found.append(open_document(path, content))
        except Unreadable:
            continue
    return found


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    answer_all(answer)
