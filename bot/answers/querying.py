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
# Of common words, the rarest so many are looked for together.
_COMBINED: Final = 5


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


Together = tuple[Wanted, ...]
"""Words that must stand together in a passage."""


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


def worth_ranking(wanted: Sequence[Wanted], passages: int, *, widely: bool = False) -> list[Together]:
    """Which of so many passages are worth ranking: those with one of these, few even of common words.

    It takes the rarest words as long as their passages are few together. Then it takes several of the other
    words together, the rarest first, until enough passages can be expected, as if words stood independently
    of each other. A common word is taken alone only where there is no other; if `widely`, the rarest is too,
    and any two of the others.
    """
    found = [one for one in wanted if one.passages]
    taken: list[Wanted] = []
    for one in found:
        if taken and sum(each.passages for each in taken) + one.passages > MOST_CANDIDATES:
            break
        taken.append(one)
    if len(taken) == 1 and len(found) > 1 and taken[0].passages > MOST_CANDIDATES:
        taken = taken if widely else []
    # Together with a word that is looked for alone, another would find nothing more.
    rest = [one for one in found[:_COMBINED] if one not in taken]
    chosen = [(one,) for one in taken]
    return chosen + (list(combinations(rest, 2)) if widely else _few(chosen, rest, passages))


def _few(taken: Sequence[Together], words: Sequence[Wanted], passages: int) -> list[Together]:
    """Words that stand together in so few passages that enough are worth ranking beside those taken."""

    def expected(together: Together) -> float:
        return passages * math.prod(one.passages / max(passages, 1) for one in together)

    chosen: list[Together] = []
    every = [one for size in range(2, len(words) + 1) for one in combinations(words, size)]
    for one in sorted(every, key=expected):
        if sum(map(expected, [*taken, *chosen])) >= MOST_CANDIDATES:
            break
        # What has more of the words has these too.
        chosen = [other for other in chosen if not set(one) <= set(other)] + [one]
    return chosen


def any_of(together: Iterable[Together], scope: str) -> str:
    """A query of PostgreSQL for passages of a guild with one of these, by the words of its index.

    PostgreSQL may try all of it on each passage, so what begins with the same word stands behind that once.
    """
    rests: dict[Wanted, list[Together]] = {}
    for first, *rest in together:
        rests.setdefault(first, []).append(tuple(rest))
    return " | ".join(
        query(first.all, scope) if () in rest else f"({query(first.all, scope)} & ({any_of(rest, scope)}))"
        for first, rest in rests.items()
    )


def query(forms: Iterable[Stems], scope: str = "", *, in_title: bool = False) -> str:
    """A query of PostgreSQL for one of these forms; with a `scope` by the words of the index."""
    weight = ":A" if in_title else ""
    before = f"{scope}:" if scope else ""
    return (
        "("
        + " | ".join(" & ".join(_quoted(before + one) + weight for one in stems) for stems in sorted(forms))
        + ")"
    )


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"
