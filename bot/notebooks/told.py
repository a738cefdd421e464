"""What a notebook says in words: its markdown, and the comments in its code."""

import re
from collections.abc import Iterator
from typing import Final

from bot.notebooks.model import Cell, Notebook

# About 10,000 words: more than anybody reads.
LONGEST: Final = 60_000
_COMMENT: Final = re.compile(r"(?m)^\s*#(?![!%|])\s?(?P<words>.+)$")
_SAYS: Final = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}\W+[^\W\d_]{2,}")
# A line of code that was taken out of use is no remark.
_IS_CODE: Final = re.compile(r"^\s*(?:[\w.]+\s*(?:=|\()|import |from |!|%|pip )|[{}\\;]|--\w")
_DATA: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)|data:[^\s)]+")


def told(notebook: Notebook) -> str:
    """Paragraphs of markdown in the order of the cells."""
    return "\n\n".join(filter(None, map(_words, notebook.cells)))[:LONGEST]


def _words(cell: Cell) -> str:
    if cell.kind == "markdown":
        return _DATA.sub("", cell.source).strip()
    return "\n".join(_comments(cell.source)) if cell.kind == "code" else ""


def _comments(source: str) -> Iterator[str]:
    for comment in _COMMENT.finditer(source):
        words = comment["words"].strip("#-= \t")
        if _SAYS.search(words) and not _IS_CODE.search(words):
            yield words
