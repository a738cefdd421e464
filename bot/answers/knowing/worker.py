"""The process that reads guides: little memory, killed when slow. Started by `reader.py`."""

import resource
from typing import Any, Final

from bot.answers.knowing.pages import words_of_page
from bot.answers.knowing.pdfs import Refused, words_of_pdf
from bot.aside import light  # noqa: F401 - before what it is for
from bot.aside.answering import answer_all
from bot.aside.packing import pack, unpack

MEMORY: Final = 1024 * 1024 * 1024
# About 60,000 words: a book.
LONGEST: Final = 400_000


def answer(question: bytes) -> bytes:
    """The title and the words of one page or PDF, packed, or why there are none."""
    asked, (content,) = unpack(question)
    most_pages = asked.get("most_pages")
    read = words_of_page(content) if most_pages is None else words_of_pdf(content, most_pages)
    if isinstance(read, Refused):
        return pack({"why": read.why, "pages": read.pages}, [b""])
    title, words = read
    told: dict[str, Any] = {"title": title[:200]}
    return pack(told, [words[:LONGEST].encode(errors="replace")])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answer_all(answer)
