"""What was meant by a word that stands nowhere: the nearest one that does."""

from collections.abc import Iterable
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

SHORTEST: Final = 4
# A longer word may differ in more letters: one of four to seven, two from eight on.
_TWO_FROM: Final = 8


def most_different(word: str) -> int:
    """In how many letters a word may differ from what was meant; 0 where nothing is guessed."""
    if len(word) < SHORTEST or not word.isalpha():
        return int(len(word) > SHORTEST)
    return 2 if len(word) >= _TWO_FROM else 1


def nearest(word: str, known: Iterable[tuple[str, int]]) -> str | None:
    """The known word nearest to it, of equally near ones the most frequent; None where none is near."""
    most = most_different(word)
    if not most:
        return None
    frequent = dict(known)
    found = process.extract(
        word, list(frequent), scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=20
    )
    best = min(found, key=lambda one: (one[1], -frequent[one[0]], one[0]), default=None)
    return None if best is None else best[0]
