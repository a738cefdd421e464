"""Which cell of one notebook is which of another, by nbdime."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import isqrt
from typing import Any, Final, TypeAlias

from nbdime.diffing.notebooks import notebook_predicates
from nbdime.diffing.snakes import compute_snakes_multilevel

Cells: TypeAlias = Sequence[dict[str, Any]]
# Places from 0; None where there is no such cell.
Pair: TypeAlias = tuple[int | None, int | None]
# Whether its cells are equal in both, and from where to where it goes in each.
Part: TypeAlias = tuple[bool, int, int, int, int]
# nbdime looks at each cell beside each other one; beyond so many, only equal cells are found again.
MOST_LOOKS: Final = 20_000
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
    middle = _moved(_middle(left, right), head, head)
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


def _middle(before: Cells, after: Cells) -> Iterator[Pair]:
    """Equal cells first, and only between them those that are alike, which would else take their places."""
    parts = _parts(before, after)
    looks = [(high - low) * (others_high - others_low) for _, low, high, others_low, others_high in parts]
    within = _within(looks, [is_equal for is_equal, *_ in parts])
    most = _words_each(sum(looks[place] for place in within))
    for place, (is_equal, low, high, others_low, others_high) in enumerate(parts):
        left, right = before[low:high], after[others_low:others_high]
        if is_equal:
            found: Iterable[Pair] = ((one, one) for one in range(len(left)))
        elif place in within:
            found = _by_nbdime(left, right, most)
        else:
            found = [*((one, None) for one in range(len(left))), *((None, one) for one in range(len(right)))]
        yield from _moved(found, low, others_low)


def _parts(before: Cells, after: Cells) -> list[Part]:
    """Where both are equal and where not; an empty cell says nothing of where it belongs by itself."""
    left, right = list(map(_key, before)), list(map(_key, after))
    matcher = difflib.SequenceMatcher(lambda key: not key[1].strip(), left, right, autojunk=False)
    return [
        (kind == "equal", low, high, others_low, others_high)
        for kind, low, high, others_low, others_high in matcher.get_opcodes()
    ]


def _within(looks: Sequence[int], are_equal: Sequence[bool]) -> set[int]:
    """The parts at which nbdime may look, the smallest first, as long as all is done in a second."""
    left, chosen = MOST_LOOKS, set[int]()
    for place in sorted(range(len(looks)), key=looks.__getitem__):
        if are_equal[place]:
            continue
        left -= looks[place]
        if left < 0:
            break
        chosen.add(place)
    return chosen


def _words_each(looks: int) -> int:
    """How many words of each cell are looked at."""
    return min(MOST_WORDS, max(LEAST_WORDS, isqrt(MOST_PAIRS // max(1, looks))))


def _moved(pairs: Iterable[Pair], before: int, after: int) -> list[Pair]:
    return [
        (None if one is None else one + before, None if other is None else other + after)
        for one, other in pairs
    ]


def _by_nbdime(before: Cells, after: Cells, most: int) -> Iterator[Pair]:
    letters: dict[str, str] = {}
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
