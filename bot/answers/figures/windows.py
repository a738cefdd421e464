"""Names of several words, found in a question whatever stands between their words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.answers.figures.sheet import Sheet, squash

Value = TypeVar("Value")
MOST_WORDS = 8
_BETWEEN = re.compile(r"[ \-_/:.']{1,2}")
_DIGITS = re.compile(r"\d+")
# So long must a name be for one letter of it to be wrong, and for two.
_ONE_WRONG, _TWO_WRONG = 5, 9
_MOST_NEAR = 5
_PART = re.compile(r"[a-z0-9+]+")


@dataclass(frozen=True)
class Window:
    """Some words that stand beside each other; `name` is what is left without what separates them."""

    start: int
    end: int
    name: str


def windows(sheet: Sheet, most: int = MOST_WORDS) -> Iterator[Window]:
    """All of them, those of most words first, then as they stand."""
    words = sheet.words()
    for count in range(min(most, len(words)), 0, -1):
        for first in range(len(words) - count + 1):
            chosen = words[first : first + count]
            gaps = pairwise(chosen)
            if all(_BETWEEN.fullmatch(sheet.left[one.end() : two.start()]) for one, two in gaps):
                start, end = chosen[0].start(), chosen[-1].end()
                yield Window(start, end, squash(sheet.left[start:end]))


def take_all(
    sheet: Sheet, names: Mapping[str, Value], fits: Callable[[Window], bool] = lambda _: True
) -> list[tuple[Window, Value]]:
    """Every name that stands in the question, taken off it, the longest first."""
    found: list[tuple[Window, Value]] = []
    for one in windows(sheet):
        is_free = sheet.left[one.start : one.end].strip() and squash(sheet.left[one.start : one.end])
        if one.name in names and is_free == one.name and fits(one):
            sheet.blank(one.start, one.end)
            found.append((one, names[one.name]))
    return sorted(found, key=lambda each: each[0].start)


def by_digits(names: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Names by the numbers that stand in them."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        found.setdefault(_digits(name), []).append(name)
    return found


def take_near(
    sheet: Sheet,
    names: Mapping[str, Value],
    is_word: Callable[[str], bool],
    alike: Mapping[tuple[str, ...], Sequence[str]],
) -> tuple[Window, Value] | None:
    """The name nearest to some words, with a slip or two, taken off; its digits must stand as they are.

    One of the words at least is none that `is_word` knows. `alike` are the names `by_digits`.
    """
    best: tuple[int, Window, str] | None = None
    for one in windows(sheet, _MOST_NEAR):
        most = 2 if len(one.name) >= _TWO_WRONG else 1
        if len(one.name) < _ONE_WRONG or all(map(is_word, _PART.findall(sheet.left[one.start : one.end]))):
            continue
        near = process.extractOne(
            one.name,
            alike.get(_digits(one.name), ()),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=most,
        )
        if near is not None and (best is None or near[1] < best[0]):
            best = int(near[1]), one, near[0]
    if best is None:
        return None
    sheet.blank(best[1].start, best[1].end)
    return best[1], names[best[2]]


def _digits(name: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(name))
