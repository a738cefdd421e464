"""What was found in a notebook that should not become public, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.scrub.kinds import Kind

Part = Literal["source", "output", "metadata", "attachment"]
Decision = Literal["mask", "remove", "harmless"]
Decisions = Mapping[int, Decision]


@dataclass(frozen=True)
class Place:
    """Where a text is: the cell and the output count from 1; without a cell it is the notebook's metadata."""

    part: Part
    cell: int | None = None
    output: int | None = None


@dataclass(frozen=True)
class Finding:
    """Something that was found, at its places, each told once; `number` counts from 1.

    `before`, `shown` and `after` are the first place as everyone may see it: of the thing itself only so
    much that its author knows it again. `line` is that of the first place in its text.
    """

    number: int
    kind: Kind
    places: tuple[Place, ...]
    line: int
    before: str
    shown: str
    after: str

    @property
    def is_in_output(self) -> bool:
        """Whether there is an output that could be removed for it."""
        return any(place.part == "output" for place in self.places)
