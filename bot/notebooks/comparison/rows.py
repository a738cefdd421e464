"""The lines of a cell as a narrow picture shows them: broken where they are too long, what differs marked."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from typing import Final

from bot.notebooks.comparison.model import Line, Mark

# Of one line, in rows; of what is said before the first difference in a long one, in characters.
MOST_ROWS: Final = 4
BEFORE: Final = 12
# Marks of direction and all that has no shape of its own; tabs are gone before.
_SHAPELESS: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_WORD: Final = re.compile(r"\s*\S+|\s+")


@dataclass(frozen=True)
class Row:
    """One row: its mark (none where a line goes on), its text, and from which to which letter it is new."""

    mark: Mark
    text: str
    first: bool = True
    start: int = 0
    end: int = 0


def rows(lines: Sequence[Line], width: int) -> list[Row]:
    """The lines in rows of at most so many columns, without the indentation that all share."""
    shown = [Line(one.mark, shapely(one.text)) for one in lines]
    cut = min((_indentation(one.text) for one in shown if one.text.strip()), default=0)
    found: list[Row] = []
    for line, (start, end) in _marked([Line(one.mark, one.text[cut:]) for one in shown]):
        found += _broken(line, start, end, width)
    return found


def shapely(text: str) -> str:
    """A text without what has no shape, such as control characters, which SVG does not allow."""
    return "".join(one for one in text.expandtabs(4) if unicodedata.category(one) not in _SHAPELESS).rstrip()


def columns(text: str) -> int:
    """How wide a text is in columns; Chinese, Japanese and Korean letters take two."""
    return sum(_width(letter) for letter in text)


def fitted(text: str, width: int) -> str:
    """As much of a text as goes into so many columns."""
    for place, total in enumerate(_totals(text)):
        if total > width:
            return text[:place]
    return text


def _totals(text: str) -> Iterator[int]:
    total = 0
    for letter in text:
        total += _width(letter)
        yield total


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _indentation(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _marked(lines: Sequence[Line]) -> Iterator[tuple[Line, tuple[int, int]]]:
    """Each line with the part of it that differs from the one it took the place of, else nothing of it."""
    runs = [list(run) for _, run in groupby(lines, key=lambda one: one.mark)]
    spans: list[list[tuple[int, int]]] = [[(0, 0)] * len(run) for run in runs]
    for place, (old, new) in enumerate(pairwise(runs)):
        if (old[0].mark, new[0].mark) == ("-", "+") and len(old) == len(new):
            pairs = [_differing(one.text, other.text) for one, other in zip(old, new, strict=True)]
            spans[place] = [one for one, _ in pairs]
            spans[place + 1] = [other for _, other in pairs]
    for run, its in zip(runs, spans, strict=True):
        yield from zip(run, its, strict=True)


def _differing(before: str, after: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """From where to where two texts differ, in each; nowhere where they have next to nothing in common."""
    head = _alike(before, after)
    while head and _is_inside_word(before, head - 1):
        head -= 1
    tail = _alike(before[head:][::-1], after[head:][::-1])
    while tail and _is_inside_word(before, len(before) - tail):
        tail -= 1
    if 3 * (head + tail) < max(len(before), len(after)):
        return (0, 0), (0, 0)
    return (head, len(before) - tail), (head, len(after) - tail)


def _is_inside_word(text: str, place: int) -> bool:
    """Whether a letter may stand inside a name or a number such as 2e-4, which is marked as a whole."""
    letter = text[place]
    if letter in "+-":
        return text[place - 1 : place].lower() == "e" and text[place + 1 : place + 2].isdigit()
    return letter.isalnum() or letter in "._"


def _alike(before: str, after: str) -> int:
    """How many letters at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


def _broken(line: Line, start: int, end: int, width: int) -> Iterator[Row]:
    """The rows of one line; of a very long one, those around what differs."""
    text, mark, offset = line.text, line.mark, 0
    if start > (MOST_ROWS - 1) * width:
        offset = start - BEFORE
        text = f"…{text[offset:]}"
        offset -= 1
    hanging = min(_indentation(text) + 2, width // 3)
    for number in range(MOST_ROWS):
        room = width - hanging if number else width
        piece = _piece(text, room)
        is_last = len(piece) == len(text)
        if not is_last and number == MOST_ROWS - 1:
            piece = f"{fitted(piece, room - 1)}…"
        lead = " " * hanging if number else ""
        low, high = (min(max(at - offset, 0), len(piece)) for at in (start, end))
        yield Row(mark, lead + piece, number == 0, len(lead) + low, len(lead) + high)
        if is_last:
            return
        following = text[len(piece) :].lstrip(" ")
        offset += len(text) - len(following)
        text = following


def _piece(text: str, width: int) -> str:
    """The beginning of a text, up to the end of a word where there is one."""
    whole = fitted(text, width)
    if len(whole) == len(text):
        return text
    words = ""
    for found in _WORD.finditer(text):
        if columns(words + found[0]) > width:
            break
        words += found[0]
    return words if columns(words) > width // 2 else whole
