"""The process that reads guides: little memory, killed when slow. Started by `reader.py`."""

import resource
from typing import Final

from bot.answers.knowing.pages import words_of_page
from bot.aside import light  # noqa: F401 - before what it is for
from bot.aside.answering import answer_all
from bot.aside.packing import pack, unpack

MEMORY: Final = 1024 * 1024 * 1024
# About 60,000 words: a book.
LONGEST: Final = 400_000


def answer(question: bytes) -> bytes:
    """The title and the words of one page, packed."""
    _, (content,) = unpack(question)
    title, words = words_of_page(content)
    return pack({"title": title[:200]}, [words[:LONGEST].encode(errors="replace")])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answer_all(answer)
