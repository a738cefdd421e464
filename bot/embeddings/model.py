"""Embedding models: values, no storage, no network, no clock."""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as read_dataclass

from bot.embeddings.errors import NoVectors

Vector: TypeAlias = Sequence[float]
"""Of length 1, so that the inner product of two is the cosine of their angle."""

# pgvector keeps an index of at most so many half-precision numbers.
# Source: https://github.com/pgvector/pgvector#hnsw
LONGEST_VECTOR: Final = 4000


class Purpose(StrEnum):
    """What a text is: some models want to be told."""

    QUERY = "query"
    PASSAGE = "passage"


@read_dataclass(frozen=True)
class Recipe:
    """How a model wants its texts, and how its numbers for tokens become one vector.

    `query` and `passage` stand before a text, `tokens` is how many of a text are read.
    """

    query: str = ""
    passage: str = ""
    pooling: Literal["mean", "cls"] = "mean"
    tokens: int = 512

    def worded(self, text: str, purpose: Purpose) -> str:
        """A text as the model wants it."""
        return (self.query if purpose is Purpose.QUERY else self.passage) + text


RECIPES: Final = TypeAdapter(Recipe)


@dataclass(frozen=True)
class Encoder:
    """Which vectors a model gives: those of another fingerprint cannot be compared with them."""

    name: str
    fingerprint: str
    dimension: int


def unit(numbers: Sequence[float]) -> Vector:
    """The same direction in length 1. Raises NoVectors where there is none."""
    length = math.sqrt(math.fsum(number * number for number in numbers))
    if not math.isfinite(length) or length == 0:
        raise NoVectors("the model's vectors have no direction")
    return array("f", [number / length for number in numbers])


def checked(dimension: int) -> int:
    """The same number. Raises NoVectors where vectors of that length cannot be kept."""
    if not 1 <= dimension <= LONGEST_VECTOR:
        raise NoVectors(f"its vectors have {dimension} numbers, at most {LONGEST_VECTOR} can be kept")
    return dimension
