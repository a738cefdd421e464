"""What is typed to find a result, word by word."""

import re
from collections.abc import Mapping, Sequence

from bot.results.benchmarks.registry import BENCHMARKS
from bot.results.words import name_of
from bot.texts import Language

_WORD = re.compile(r"\w+(?:[^\s\w]+\w+)*")
_COMMA = re.compile(r"(?<=\d),(?=\d)")


def words_in(typed: str, language: Language) -> Mapping[str, Sequence[str]]:
    """Each word in small letters, numbers with a point, and the ids of the benchmarks in whose name it is."""
    words = dict.fromkeys(_COMMA.sub(".", word) for word in _WORD.findall(typed.lower()))
    names = {one.id: name_of(one, language).lower() for one in BENCHMARKS} if words else {}
    return {word: [one for one, name in names.items() if word in name] for word in words}
