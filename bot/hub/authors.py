"""Which authors somebody may have meant."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, utils
from rapidfuzz.distance import JaroWinkler

# Below this likeness (0 to 100) a name is no longer a suggestion.
LEAST_LIKENESS: Final = 60.0
MOST: Final = 25
_SHORTEST_SEARCH: Final = 3


def searches(text: str) -> list[str]:
    """What to search for, one after the other: the Hub finds only what contains the text as it is typed."""
    words = text.strip().split("/", maxsplit=1)[0]
    beginnings = [words[: len(words) * 2 // 3], words[: len(words) // 3]]
    return [
        each for each in (words, *beginnings) if each and (each == words or len(each) >= _SHORTEST_SEARCH)
    ]


def rank(text: str, authors: Iterable[str]) -> list[str]:
    """The authors whose names are like `text`, the likeliest first; among equals the one seen most often."""
    names = [name for name, _ in Counter(authors).most_common()]
    likeness, clean = fuzz.WRatio, utils.default_process
    alike = [name for name in names if likeness(text, name, processor=clean) >= LEAST_LIKENESS]
    # WRatio finds the text anywhere in a name; whoever types one begins at its beginning.
    alike.sort(key=lambda name: JaroWinkler.similarity(text, name, processor=clean), reverse=True)
    return alike[:MOST]
