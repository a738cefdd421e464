"""Lines of one kind that follow each other in a log, read together: one by one takes five times as long."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.notebooks.log_lines import Form, Kind, kind_of, parted

# Lines of one kind are read together after so many of them, where none is so long that its numbers could
# make it longer than what is read at all.
MANY: Final = 40
LONGEST: Final = 300
# Python writes each of these in less than `metrics.LONG_NUMBER` characters.
_SHORT: Final = {"": r"(?!\d{9})\d+", ".": r"(?![\d.]{11})\d+\.\d+"}


@dataclass(frozen=True)
class Run:
    """Lines of one kind: each result with its name, all of its numbers, and whether they are percents.

    `at` are the epochs or steps that the lines are about, where they name them.
    """

    said: tuple[tuple[str, list[float], bool], ...]
    at: list[float] | None


@dataclass(frozen=True)
class _Alike:
    """How lines of a kind are found: all that follow each other, and the numbers that count in each."""

    kind: Kind
    counted: tuple[int, ...]
    every: re.Pattern[str]
    each: re.Pattern[str]


def runs(lines: Sequence[str], is_left_out: Callable[[str], bool]) -> Iterator[str | Run]:
    """All lines in their order, those of one kind together where there are many, with short numbers.

    Whether a line is left out depends on what stands before its first number; it is never read together.
    """
    text = "".join(f"{line}\n" for line in lines)
    times: Counter[Form] = Counter()
    start = 0
    while start < len(text):
        line = text[start : text.index("\n", start)]
        alike = _many_alike(line, times, is_left_out)
        found = None if alike is None else alike.every.match(text, start)
        if alike is None or found is None:
            yield line
            start += len(line) + 1
        else:
            yield _run(alike, text, *found.span())
            start = found.end()


def _many_alike(line: str, times: Counter[Form], is_left_out: Callable[[str], bool]) -> _Alike | None:
    if len(line) > LONGEST:
        return None
    form, _ = parted(line)
    times[form] += 1
    return None if times[form] <= MANY or is_left_out(line) else _alike(form)


@lru_cache(maxsize=200)
def _alike(form: Form) -> _Alike | None:
    """None for lines of which each is to be read by itself."""
    kind = kind_of(form)
    if kind is None or len({name for name, *_ in kind.said}) < len(kind.said):
        return None
    places = {place for _, place, _ in kind.said}
    counted = sorted(places if kind.at is None else places | {kind.at})
    every = "".join(_pieces(form, ())) + r"\n"
    each = "".join(_pieces(form, counted)) + r"\n"
    return _Alike(kind, tuple(counted), re.compile(f"(?:{every})++"), re.compile(each))


def _pieces(form: Form, counted: Collection[int]) -> Iterator[str]:
    yield re.escape(form.words[0])
    for place, (number, word) in enumerate(zip(form.numbers, form.words[1:], strict=True)):
        pattern = re.escape(number.rstrip(".")) + _SHORT["." if "." in number else ""]
        yield f"({pattern})" if place in counted else pattern
        yield re.escape(word)


def _run(alike: _Alike, text: str, start: int, end: int) -> Run:
    kind = alike.kind
    if not kind.said:
        return Run((), None)
    rows = alike.each.findall(text, start, end)
    columns = [rows] if len(alike.counted) == 1 else zip(*rows, strict=True)
    numbers = {place: list(map(float, column)) for place, column in zip(alike.counted, columns, strict=True)}
    said = tuple((name, numbers[place], is_percent) for name, place, is_percent in kind.said)
    return Run(said, None if kind.at is None else numbers[kind.at])
