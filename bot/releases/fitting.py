"""What is said of a release, in as many characters as there are: its authors' words give way first."""

from collections.abc import Iterable

from bot.message import Block, Facts, Illustrated, Text
from bot.releases.cards import LONGEST_ABSTRACT, blocks
from bot.releases.model import Release
from bot.texts import Language

# The words of its authors are told in full, in short, or not at all.
WORDS = (LONGEST_ABSTRACT, 200, 0)
# The stars around a label, and the space and the end of the line after it.
BESIDE_A_FACT = 6


def length_of(shown: Iterable[Block]) -> int:
    """How many characters the texts of these blocks take."""
    return sum(_length(block) for block in shown)


def shortened(release: Release, language: Language, most: int) -> list[Block]:
    """The blocks of a release with at most so many characters, as far as leaving out words and facts does it.

    No fact is cut, because a link that is cut leads nowhere: the longest are left out.
    """
    told: list[Block] = []
    for words in WORDS:
        told = [*blocks(release, language, words)]
        if length_of(told) <= most:
            return told
    rows = sorted((row for one in told if isinstance(one, Facts) for row in one.rows), key=_row, reverse=True)
    left_out: set[tuple[str, str]] = set()
    excess = length_of(told) - most
    for row in rows:
        if excess <= 0:
            break
        left_out.add(row)
        excess -= _row(row)
    return [one for one in (_without(block, left_out) for block in told) if one != Facts(())]


def _without(block: Block, left_out: set[tuple[str, str]]) -> Block:
    if not isinstance(block, Facts):
        return block
    return Facts(tuple(row for row in block.rows if row not in left_out))


def _length(block: Block) -> int:
    if isinstance(block, Text | Illustrated):
        return len(block.markdown)
    return sum(_row(row) for row in block.rows) if isinstance(block, Facts) else 0


def _row(row: tuple[str, str]) -> int:
    return len(row[0]) + len(row[1]) + BESIDE_A_FACT
