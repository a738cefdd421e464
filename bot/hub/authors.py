"""Which authors somebody may have meant."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process, utils

# Below this likeness (0 to 100) a name is no longer a suggestion.
LEAST_LIKENESS: Final = 60.0
MOST: Final = 25
_SHORTEST_SEARCH: Final = 3


def searches(text: str) -> list[str]:
    """What to search for, one after the other: the Hub finds only what contains the text as it is typed."""
    words = text.strip().split("/", maxsplit=1)[0]
    beginnings = [words, words[: len(words) * 2 // 3], words[: len(words) // 3]]
    return (
        list(dict.fromkeys(each for each in beginnings if each == words or len(each) >= _SHORTEST_SEARCH))
        if words
        else []
    )


def rank(text: str, authors: Iterable[str]) -> list[str]:
    """The authors whose names are like `text`, the likeliest first; among equals the one seen most often."""
    often = Counter(authors)
    names = [name for name, _ in often.most_common()]
    found = process.extract(
        text,
        names,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=LEAST_LIKENESS,
        limit=MOST,
    )
    return [name for name, _, _ in found]
