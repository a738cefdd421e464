"""Which names have room beside their points: pure, in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

# Of all charts' typeface, in shares of its size: how wide a character is on average, and a line's height.
_CHARACTER = 0.54
_LINE = 1.15


@dataclass(frozen=True)
class Label:
    """A name that begins (or, where `ends_here`, ends) at a place; `size` is that of the letters."""

    name: str
    x: float
    y: float
    size: float
    ends_here: bool = False

    @property
    def sides(self) -> tuple[float, float]:
        """Where it begins and ends."""
        width = len(self.name) * self.size * _CHARACTER
        return (self.x - width, self.x) if self.ends_here else (self.x, self.x + width)

    def meets(self, other: "Label") -> bool:
        """Whether the two lie on each other."""
        (left, right), (others_left, others_right) = self.sides, other.sides
        beside = left >= others_right or others_left >= right
        return not beside and abs(self.y - other.y) < max(self.size, other.size) * _LINE


def with_room(labels: Sequence[Label]) -> list[int]:
    """The places of those that lie on none of those before them."""
    taken: list[int] = []
    for place, label in enumerate(labels):
        if not any(label.meets(labels[other]) for other in taken):
            taken.append(place)
    return taken
