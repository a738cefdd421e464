"""Which cell of one notebook is which of another, by nbdime."""

import difflib
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from math import isqrt
from typing import Any, Final, TypeAlias

from nbdime.diffing.notebooks import notebook_predicates
from nbdime.diffing.snakes import compute_snakes_multilevel

Cells: TypeAlias = Sequence[dict[str, Any]]
# Places from 0; None where there is no such cell.
Pair: TypeAlias = tuple[int | None, int | None]
# nbdime looks at each cell beside each other one; beyond so many, only equal cells are found again.
MOST_LOOKS: Final = 100_000
# Of one cell; those that are alike so far are taken for the same.
MOST_WORDS: Final = 2_000
LEAST_WORDS: Final = 30
# Each word of a cell is looked at beside each of another cell: in all, about so many pairs in a second.
MOST_PAIRS: Final = 4_000_000
_WORD: Final = re.compile(r"\w+|[^\w\s]")
# There are a million characters from here on, of which none is a line break.
_FIRST_LETTER: Final = 0x10000


def aligned(before: Cells, after: Cells) -> list[Pair]:
    """The cells of both in their order, side by side where they are the same or alike."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    find = _by_nbdime if len(left) * len(right) <= MOST_LOOKS else _by_equal_cells
    middle: list[Pair] = [
        (None if one is None else one + head, None if other is None else other + head)
        for one, other in find(left, right)
    ]
    ends = zip(range(len(before) - tail, len(before)), range(len(after) - tail, len(after)), strict=True)
    return [*((place, place) for place in range(head)), *middle, *ends]


def _alike(before: Cells, after: Cells) -> int:
    """How many cells at the beginning are the same."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if _key(one) != _key(other):
            break
        count += 1
    return count


def _key(cell: dict[str, Any]) -> tuple[str, str]:
    return cell["cell_type"], cell["source"]


def _by_nbdime(before: Cells, after: Cells) -> Iterator[Pair]:
    letters: dict[str, str] = {}
    each = isqrt(MOST_PAIRS // max(1, len(before) * len(after)))
    most = min(MOST_WORDS, max(LEAST_WORDS, each))
    rows = compute_snakes_multilevel(
        _bare(before, letters, most), _bare(after, letters, most), notebook_predicates["/cells"]
    )
    here = there = 0
    for low, others_low, length in [*rows, (len(before), len(after), 0)]:
        yield from ((None, place) for place in range(there, others_low))
        yield from ((place, None) for place in range(here, low))
        here, there = low + length, others_low + length
        yield from zip(range(low, here), range(others_low, there), strict=True)


def _bare(cells: Cells, letters: dict[str, str], most: int) -> list[dict[str, Any]]:
    """The cells with the first words of their sources alone, which are all that decides which is which.

    Each word and each sign is one letter: how alike two texts are takes the square of the number of letters.
    """
    bare: list[dict[str, Any]] = []
    for cell in cells:
        one: dict[str, Any] = {
            "cell_type": cell["cell_type"],
            "source": _spelled(cell["source"], letters, most),
            "metadata": {},
        }
        if cell["cell_type"] == "code":
            one |= {"outputs": [], "execution_count": None}
        bare.append(one)
    return bare


def _spelled(source: str, letters: dict[str, str], most: int) -> str:
    words = (found[0] for found in islice(_WORD.finditer(source), most))
    return "".join(letters.setdefault(word, chr(_FIRST_LETTER + len(letters))) for word in words)


def _by_equal_cells(before: Cells, after: Cells) -> Iterator[Pair]:
    matcher = difflib.SequenceMatcher(None, list(map(_key, before)), list(map(_key, after)), autojunk=False)
    for kind, low, high, others_low, others_high in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(low, high), range(others_low, others_high), strict=True)
        else:
            yield from ((place, None) for place in range(low, high))
            yield from ((None, place) for place in range(others_low, others_high))
