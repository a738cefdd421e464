"""What of an answer finds room in one message: figures and sources first, then whole sentences; pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.message import Block, Text

# Discord takes so many characters of text in one message (Components, "Text Display").
MOST: Final = 4000
# Figures have so many at most, and sources what is left beside figures and the question.
FIGURES: Final = 1600
_NOTE: Final = "-# "
_ITEM: Final = "- "
_SENTENCE: Final = re.compile(r"(?<=[.!?…]) (?=\S)")


def left(blocks: Iterable[Block]) -> int:
    """How many characters there are beside the texts of these blocks."""
    return MOST - sum(len(one.markdown) for one in blocks if isinstance(one, Text))


def whole(parts: Sequence[str], room: int, between: str = "\n") -> str:
    """The first parts that find room, each whole."""
    kept: list[str] = []
    for part in parts:
        room -= len(part) + (len(between) if kept else 0)
        if room < 0:
            break
        kept.append(part)
    return between.join(kept)


def sentences(told: str, room: int) -> str:
    """A text cut at the end of a sentence or a line; its notes stay."""
    if len(told) <= room:
        return told
    lines = told.split("\n")
    room -= sum(len(line) + 1 for line in lines if line.startswith(_NOTE))
    kept: list[str] = []
    is_open = True
    for line in lines:
        if line.startswith(_NOTE):
            kept.append(line)
            continue
        part = "" if not is_open else whole(_parts(line), room - 1, " ")
        is_open = is_open and part == line
        if part:
            room -= len(part) + 1
            kept.append(part)
    return "\n".join(kept)


def _parts(line: str) -> list[str]:
    """The sentences of prose; what is quoted stays whole."""
    return [line] if line.startswith(_ITEM) else _SENTENCE.split(line)
