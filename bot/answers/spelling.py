"""What was meant by a word that stands nowhere: the nearest one that does."""

from collections.abc import Collection, Mapping
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


def nearest(forms: Collection[str], known: Mapping[str, int]) -> str | None:
    """The known word nearest to any form of one, of equally near ones the most frequent; None without any.

    Its digits are the same: Qwen4 is no slip for Qwen3.
    """
    digits = {_digits(form) for form in forms}
    words = list(known)
    near = [
        (distance, -known[word], word)
        for form in forms
        if (most := most_different(form))
        for word, distance, _ in process.extract(
            form, words, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=None
        )
        if _digits(word) in digits
    ]
    return min(near)[2] if near else None


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def is_slip(word: str, known: Collection[str]) -> bool:
    """Whether a word is one of these but for one letter, and none of them as it stands."""
    if word in known or not word.isalpha() or len(word) < SHORTEST:
        return False
    return process.extractOne(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=1) is not None
