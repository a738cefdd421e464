"""Tables in the HTML of outputs, read without believing anything of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

MOST_TABLES: Final = 20
MOST_ROWS: Final = 2_000
LARGEST: Final = 400_000


@dataclass
class Table:
    """The words in the cells of a table, row by row; the first row are the names of the columns."""

    rows: list[list[str]] = field(default_factory=list)

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        return self.rows[0] if self.rows else ()


class _Reader(HTMLParser):
    """Notes the cells of every table; what is nested in a cell counts as its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Called by HTMLParser."""
        if tag == "table" and len(self.tables) < MOST_TABLES:
            self.tables.append(Table())
        elif tag == "tr" and self.tables and len(self.tables[-1].rows) < MOST_ROWS:
            self.tables[-1].rows.append([])
        elif tag in {"td", "th"} and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """Called by HTMLParser."""
        if tag in {"td", "th", "table"}:
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Called by HTMLParser."""
        if self._inside and self.tables[-1].rows and self.tables[-1].rows[-1]:
            self.tables[-1].rows[-1][-1] += data.strip()


def tables(html: str) -> list[Table]:
    """The tables of a piece of HTML; a very long one holds none of a training."""
    if "<table" not in html or len(html) > LARGEST:
        return []
    reader = _Reader()
    reader.feed(html)
    return [table for table in reader.tables if table.rows]
