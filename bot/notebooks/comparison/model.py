"""What differs between two notebooks, as values."""

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from bot.notebooks.changes import Change

Kind = Literal["added", "removed", "changed"]
Mark = Literal[" ", "-", "+", "…"]


@dataclass(frozen=True)
class Line:
    """A line that is there in both, only before, only after; or (…) lines that are left out."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class CellChange:
    """A cell that differs; `before` and `after` are its numbers from 1, None where it is not there."""

    kind: Kind
    before: int | None
    after: int | None
    source: tuple[Line, ...] = ()
    outputs: tuple[Line, ...] = ()
    metadata: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Compared:
    """Two notebooks by their titles, what changed in what they use, set and find, and their cells."""

    before: str
    after: str
    changes: tuple[Change, ...]
    cells: tuple[CellChange, ...]

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return not self.changes and not self.cells

    def count(self, kind: Kind) -> int:
        """How many cells differ in this way."""
        return sum(one.kind == kind for one in self.cells)


COMPARED: TypeAdapter[Compared] = TypeAdapter(Compared)
