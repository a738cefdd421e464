"""The words of PDF files, page by page; read in a process of its own."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PdfReadError, PdfStreamError

# Below so many letters a page it has none of its own: a scan may have a number or a stamp.
_FEWEST_LETTERS: Final = 20
# A line so much shorter than most ends a paragraph.
_SHORT: Final = 0.75
_REPEATED: Final = 0.5
_FEWEST_REPEATING: Final = 3
_HYPHENATED: Final = re.compile(r"(?<=\w)-$")
_DIGITS: Final = re.compile(r"\d+")
# What would be a heading or a block of code in markdown.
_MARKS: Final = re.compile(r"^(?:#{1,6}\s+|```|~~~)")
# What programs write as a title for want of one.
_NO_TITLE: Final = re.compile(r"untitled|microsoft |powerpoint|sans titre|document\d*$", re.IGNORECASE)


@dataclass(frozen=True)
class Refused:
    """A PDF that gives no words: it is `locked`, `broken`, has too `many` pages, or only `pictures`."""

    why: str
    pages: int = 0


def words_of_pdf(content: bytes, most_pages: int) -> tuple[str, str] | Refused:
    """The title of a PDF, perhaps empty, and its words as markdown, each page under its number."""
    # It warns of oddities with words of the file, which belong in no log. Each of its modules has a logger of
    # its own, which takes the level of this one, but would not be disabled with it.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        return _read(PdfReader(io.BytesIO(content)), most_pages)
    except DependencyError:
        # Only a locked file needs what is not there.
        return Refused("locked")
    except (PdfReadError, PdfStreamError):
        return Refused("broken")


def _read(reader: PdfReader, most_pages: int) -> tuple[str, str] | Refused:
    # Many files are locked against printing only, with no password for reading.
    if reader.is_encrypted and not reader.decrypt(""):
        return Refused("locked")
    count = len(reader.pages)
    if count > most_pages:
        return Refused("many", count)
    pages = _without_repeated([_lines(page.extract_text()) for page in reader.pages])
    texts = {number: text for number, lines in enumerate(pages, start=1) if (text := _paragraphs(lines))}
    if sum(map(_letters, texts.values())) < _FEWEST_LETTERS * max(count, 1):
        return Refused("pictures", count)
    words = "\n\n".join(f"## p. {number}\n\n{text}" for number, text in texts.items())
    return _title(reader), words


def _title(reader: PdfReader) -> str:
    stated = reader.metadata.title if reader.metadata is not None else None
    title = " ".join((stated or "").split())
    return "" if _NO_TITLE.match(title) else title


def _lines(text: str) -> list[str]:
    return [_MARKS.sub("", " ".join(line.split())) for line in text.splitlines()]


def _without_repeated(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without what stands above and below the text of most of them, numbers apart."""
    if len(pages) < _FEWEST_REPEATING:
        return list(pages)
    edges = Counter(edge for page in pages for edge in {_edge(one) for one in (page[:1] + page[-1:])})
    repeated = {edge for edge, count in edges.items() if edge and count > _REPEATED * len(pages)}
    return [_inner(page, repeated) for page in pages]


def _inner(page: list[str], repeated: set[str]) -> list[str]:
    first = 1 if page and _edge(page[0]) in repeated else 0
    last = len(page) - 1 if len(page) > first and _edge(page[-1]) in repeated else len(page)
    return page[first:last]


def _edge(line: str) -> str:
    return _DIGITS.sub("#", line)


def _paragraphs(lines: Iterable[str]) -> str:
    """The lines of a page put together to paragraphs, a blank line between them."""
    every = list(lines)
    lengths = sorted(len(one) for one in every if one)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    paragraphs: list[str] = [""]
    for line in every:
        paragraphs[-1] = _joined(paragraphs[-1], line)
        if paragraphs[-1] and len(line) < _SHORT * usual:
            paragraphs.append("")
    return "\n\n".join(one for one in paragraphs if one)


def _joined(text: str, line: str) -> str:
    if _HYPHENATED.search(text) and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}".strip()


def _letters(text: str) -> int:
    return sum(one.isalpha() for one in text)
