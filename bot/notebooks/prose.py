"""What a notebook is called and what it does, in the words of its own markdown."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from bot.hub.prose import paragraphs, plain, shortened
from bot.notebooks.model import Notebook

LONGEST_TITLE: Final = 150
LONGEST_SUMMARY: Final = 500
SENTENCES: Final = 2
# What a notebook is about is said early.
_CELLS: Final = 30
_HEAD: Final = 5_000
_FENCE = re.compile(r"(?ms)^\s*(```|~~~).*?(?:^\s*\1\s*$|\Z)")
_HEADING = re.compile(
    r"(?m)^\s{0,3}(?P<level>#{1,6})\s+(?P<words>.+?)\s*#*\s*$|^(?P<under>[^\n#>|-][^\n]*)\n=+\s*$"
)
_HTML_HEADING = re.compile(r"(?is)<h(?P<level>[1-6])[^>]*>(?P<words>.*?)</h\1>")
# Headings that every notebook has.
_COMMON = re.compile(
    r"(?i)^(?:\W|\d)*(?:introduction|overview|set-?up|install(?:ation|ing)?\b.*|imports?|news|requirements|"
    r"table of contents|contents|getting started|prerequisites|abstract|summary|background|import libraries|"
    r"préparation|sommaire|démarrage|untitled)\W*$"
)
# Sentences on how to open, install and share, which are not what it does.
_AROUND = re.compile(
    r"(?i)\b(?:to run this|run all|opening this|open(?:ed)? (?:this|in)|uncomment|you need to install"
    r"|pip install|star us|join (?:our|us|the)|authored by|licen[cs]ed?\b|log ?in to|git-lfs|to install"
    r"|api key|previously i|if you(?:'re| are) (?:running|using)|make sure (?:your|you)"
    r"|restart (?:the|your))\b"
    r"|^(?:authors?|by|作者|저자|작성자)\s*:|^\W*(?:warning|note|important)\s*:"
)
_ABOUT = re.compile(
    r"(?i)\b(?:(?:this|the following) (?:notebook|tutorial|demo|example|guide|recipe|explainer)"
    r"|in this (?:notebook|tutorial|demo|example|guide|recipe|post)|you will learn|we(?:'re| are| will|'ll) "
    r"|ce notebook|ce carnet|dans ce (?:notebook|tutoriel|carnet)|nous allons)"
    r"|(?:这个|本)\s*notebook|이번?\s*노트북"
)
_END = re.compile(r"[.!。！…][\"'”’)\]]*$")


def title_of(notebook: Notebook, file_name: str) -> str:
    """Its first heading of the highest level, or one that it begins with; else the name of its file."""
    found = list(_headings(notebook))
    first = next((words for level, _, words in found if level == 1), None)
    begins = next((words for _, cell, words in found if cell == 1), None)
    if first or begins:
        return shortened(str(first or begins), LONGEST_TITLE)
    stem = PurePosixPath(file_name.replace("\\", "/")).name.removesuffix(".ipynb")
    words = stem if " " in stem else re.sub(r"[_-]+", " ", stem)
    return shortened(words.strip() or "notebook", LONGEST_TITLE)


def summary_of(notebook: Notebook) -> str:
    """Two sentences on what it does, or as many as it says of it at one place; perhaps none."""
    said = list(_said(notebook))
    start = next((place for place, (_, sentence) in enumerate(said) if _ABOUT.search(sentence)), 0)
    chosen = [sentence for cell, sentence in said[start : start + SENTENCES] if cell == said[start][0]]
    return shortened(" ".join(one if _END.search(one) else f"{one}." for one in chosen), LONGEST_SUMMARY)


def _headings(notebook: Notebook) -> Iterator[tuple[int, int, str]]:
    """Level, number of the markdown cell and words of each heading."""
    for number, text in enumerate(_markdown(notebook), 1):
        without_code = _FENCE.sub("", text)
        for match in (*_HEADING.finditer(without_code), *_HTML_HEADING.finditer(without_code)):
            written = match.groupdict()
            words = plain(written.get("under") or written["words"])
            if words and not _COMMON.match(words):
                yield 1 if written.get("under") else _level(str(written["level"])), number, words


def _level(written: str) -> int:
    return int(written) if written.isdigit() else len(written)


def _said(notebook: Notebook) -> Iterator[tuple[int, str]]:
    """The sentences on what it does, each with the number of its markdown cell."""
    for number, text in enumerate(_markdown(notebook), 1):
        for paragraph in paragraphs(text):
            if not _AROUND.search(paragraph[0]):
                yield from (
                    (number, one) for one in paragraph if not _AROUND.search(one) and one[-1] not in "?？"
                )


def _markdown(notebook: Notebook) -> Iterator[str]:
    cells = [cell for cell in notebook.cells if cell.kind == "markdown"]
    # A picture inside the text may be megabytes long.
    return (re.sub(r"\(data:[^)\s]*\)", "()", cell.source)[:_HEAD] for cell in cells[:_CELLS])
