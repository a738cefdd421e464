"""One thing that the invented community knows, and what all that make such things share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any, Final, TypeVar
from zlib import crc32

import yaml

from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.answers.words import fold

# The day on which its members ask.
TODAY: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)
_DAYS: Final = 400
_SPACES: Final = re.compile(r"[^a-z0-9.]+")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Item:
    """A post, a card or a result with all its passages; `name` is its own among those of its source."""

    source: Source
    name: str
    pieces: tuple[Piece, ...]

    @property
    def key(self) -> str:
        """As the questions name it."""
        return f"{self.source.value}/{self.name}"

    @property
    def kept(self) -> list[Piece]:
        """Its passages as they are kept: by their links one knows them again."""
        return [replace(one, link=self.key) for one in self.pieces]


def read(file: str) -> Any:
    """What stands in a file of `data`."""
    return yaml.safe_load(text_of(file))


def text_of(file: str) -> str:
    """The text of a file of `data`."""
    return resources.files("bot.answers.evaluation").joinpath("data", file).read_text(encoding="utf-8")


def slug(name: str) -> str:
    """A name in small letters without accents, its words joined by hyphens."""
    return _SPACES.sub("-", fold(name)).strip("-")


def pick(options: Sequence[_T], *names: object) -> _T:
    """One of them, always the same for the same names, on every machine."""
    return options[number(*names) % len(options)]


def number(*names: object) -> int:
    """A number that looks like chance, always the same for the same names."""
    return crc32("·".join(map(str, names)).encode())


def day(*names: object) -> datetime:
    """When a thing was written, in the year before the day of the questions."""
    return TODAY - timedelta(days=1 + number("day", *names) % _DAYS)
