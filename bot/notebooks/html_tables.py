"""Tables in the HTML of outputs, read without believing anything of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final

MOST_TABLES: Final = 20
MOST_ROWS: Final = 2_000
LARGEST: Final = 400_000
# Logs of trainings have tables of thousands of rows: `html.parser` takes five times as long for them.
_PIECE: Final = re.compile(
    r"<(?=[tT])((?i:table|tr|td|th))\b[^>]*>([^<]*+(?:<(?!/?(?i:table|tr|td|th)\b)[^<]*)*+)"
)
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass
class Table:
    """The words in the cells of a table, row by row; the first row are the names of the columns."""

    rows: list[list[str]] = field(default_factory=list)

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        return self.rows[0] if self.rows else ()


def tables(html: str) -> list[Table]:
    """The tables of a piece of HTML; a very long one holds none of a training."""
    if "<table" not in html or len(html) > LARGEST:
        return []
    found = [Table()]
    rows = found[0].rows
    for tag, words in _PIECE.findall(html):
        if tag[-1] in "dDhH":
            if rows:
                rows[-1].append(_said(words))
            continue
        if len(tag) == len("tr"):
            rows.append([])
        else:
            found.append(Table())
            rows = found[-1].rows
        if len(found) > MOST_TABLES or len(rows) > MOST_ROWS:
            break
    return [table for table in found if table.rows]


def _said(words: str) -> str:
    """What a person reads of the inside of a cell."""
    if "<" in words:
        words = "".join(piece.strip() for piece in _TAG.split(words))
    return (unescape(words) if "&" in words else words).strip()
