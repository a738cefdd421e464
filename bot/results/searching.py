"""What is typed to find a result, word by word."""

import re
from collections.abc import Mapping, Sequence

from bot.results.benchmarks.registry import BENCHMARKS
from bot.results.words import name_of
from bot.texts import Language

_WORD = re.compile(r"\w+(?:[^\s\w]+\w+)*")
# What a rounded value may be: with decimals, or a thousand and more.
_ROUNDED = re.compile(r"\d+\.(\d+)|\d{4,}")
_COMMA = re.compile(r"(?<=\d),(?=\d)")


def words_in(typed: str, language: Language) -> Mapping[str, Sequence[str]]:
    """Each word in small letters, numbers with a point, and the ids of the benchmarks in whose name it is."""
    words = dict.fromkeys(_COMMA.sub(".", word) for word in _WORD.findall(typed.lower()))
    names = {one.id: name_of(one, language).lower() for one in BENCHMARKS} if words else {}
    return {word: [one for one, name in names.items() if word in name] for word in words}


def rounded(word: str) -> tuple[float, float] | None:
    """Between which numbers lies what is rounded to this one; None for a word that is no such number."""
    found = _ROUNDED.fullmatch(word)
    if found is None:
        return None
    # A little more, since 0.70462 times 100 is not quite 70.462.
    half = 0.5001 * 10.0 ** -len(found[1] or "")
    return float(word) - half, float(word) + half
