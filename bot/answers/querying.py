"""What is looked for: the words of a question with their stems and other spellings, and how rare each is."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

Stems = tuple[str, ...]
"""Stems that must stand together in a passage."""

# So many passages are looked at and ranked; of so many words at most, the rarest.
MOST_CANDIDATES: Final = 500
MOST_WORDS: Final = 12
_UNKNOWN_NAME: Final = 2.0
# Of common words, pairs of the rarest so many are looked for.
_PAIRED: Final = 5


@dataclass(frozen=True)
class Wanted:
    """One word or phrase of a question.

    `exact` are its own stems in each language, `alike` those of other words for it. `passages` is how many
    passages of the guild have one of them, an estimate; `is_guess` is set where the word as it was typed
    stands nowhere and another one was taken for it, `is_name` where it names one thing among others.
    """

    word: str
    exact: frozenset[Stems]
    alike: frozenset[Stems] = frozenset()
    passages: int = 0
    is_guess: bool = False
    is_name: bool = False

    @property
    def all(self) -> frozenset[Stems]:
        """Every form that counts."""
        return self.exact | self.alike


def counted(wanted: Iterable[Wanted], passages_of: dict[str, int]) -> list[Wanted]:
    """The rarest of them with the number of their passages."""
    told = [
        replace(one, passages=sum(min(passages_of.get(stem, 0) for stem in stems) for stems in one.all))
        for one in wanted
    ]
    return by_rarity(told)[:MOST_WORDS]


def by_rarity(wanted: Iterable[Wanted]) -> list[Wanted]:
    """The rarest first; what stands nowhere last."""
    return sorted(wanted, key=lambda one: (one.passages == 0, one.passages))


def rarity(one: Wanted, passages: int) -> float:
    """How much it tells that a passage has this word, of so many passages in all.

    Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), eq. 3.3, plus one
    so that a word in every passage still tells a little. A name that stands nowhere as it was typed counts
    more: what has only the rest of the question is about another thing.
    """
    found = min(one.passages, passages)
    told = math.log(1 + (passages - found + 0.5) / (found + 0.5))
    return told * (_UNKNOWN_NAME if one.is_name and (one.is_guess or not found) else 1)


def candidates_query(wanted: Sequence[Wanted]) -> str | None:
    """A query for the passages worth ranking, few even where all words are common; None for no word.

    It takes the rarest words as long as their passages are few together. Where even the rarest is common
    it takes pairs, the rarest word alone only where there is no other.
    """
    found = [one for one in wanted if one.passages]
    if not found:
        return None
    taken: list[Wanted] = []
    for one in found:
        if taken and sum(each.passages for each in taken) + one.passages > MOST_CANDIDATES:
            break
        taken.append(one)
    if len(taken) == 1 and len(found) > 1 and taken[0].passages > MOST_CANDIDATES:
        taken = []
    # A pair with a word that is looked for alone would find nothing more, and cost a look at the other list.
    rest = [one for one in found[:_PAIRED] if one not in taken]
    pairs = [f"({query(first.all)} & {query(second.all)})" for first, second in combinations(rest, 2)]
    return " | ".join([*(query(one.all) for one in taken), *pairs])


def query(forms: Iterable[Stems], *, in_title: bool = False) -> str:
    """A query of PostgreSQL for one of these forms."""
    weight = ":A" if in_title else ""
    return (
        "(" + " | ".join(" & ".join(_quoted(one) + weight for one in stems) for stems in sorted(forms)) + ")"
    )


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"
