"""Questions as hurried people type them: without accents, with one slip. The same slip on every machine."""

import re
import unicodedata
from typing import Final

from bot.answers.evaluation.sample.item import number
from bot.answers.words import STOP_WORDS, fold

_WORD: Final = re.compile(r"[^\W\d_]{6,}")


def without_accents(text: str) -> str:
    """The letters alone."""
    flat = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def with_slip(text: str) -> str:
    """One of its longer words with two letters exchanged, one left out, or one typed twice."""
    words = [one for one in _WORD.finditer(text) if fold(one[0]) not in STOP_WORDS]
    if not words:
        return text
    word = max(words, key=lambda one: len(one[0]))
    return text[: word.start()] + _slipped(word[0]) + text[word.end() :]


def _slipped(word: str) -> str:
    at = 2 + number(word) % (len(word) - 4)
    slips = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    )
    return slips[number("slip", word) % len(slips)]
