"""Which words of the field stand in a text."""

import re
from functools import cache
from typing import Final

from bot.answers.glossary.terms import Term, terms
from bot.answers.words import fold

MOST: Final = 5
_NAMES: Final = re.compile(r"\s*[()]\s*|\s+(?:and|et)\s+")
_WORD: Final = re.compile(r"[^\W_]+")
Phrase = tuple[str, ...]


def spotted(text: str, language: str) -> list[Term]:
    """The terms that stand in a text, in the order in which they do, explained in this language."""
    words = _WORD.findall(fold(text))
    found: dict[str, Term] = {}
    for place in range(len(words)):
        for size in range(min(_longest(), len(words) - place), 0, -1):
            phrase = tuple(words[place : place + size])
            both = _phrases().get(phrase) or _phrases().get((*phrase[:-1], phrase[-1].removesuffix("s")))
            if both is not None:
                term = next(one for one in both if one.language == language)
                found.setdefault(term.name, term)
                break
    return list(found.values())[:MOST]


@cache
def _phrases() -> dict[Phrase, tuple[Term, ...]]:
    return {
        phrase: both
        for both in terms().values()
        for one in both
        for name in _NAMES.split(one.name)
        if (phrase := tuple(_WORD.findall(fold(name))))
    }


@cache
def _longest() -> int:
    return max(map(len, _phrases()))
