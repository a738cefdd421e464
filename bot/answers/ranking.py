"""Which passages answer best: pure rules over what was found, and the joining of several orders."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.answers.model import Source
from bot.answers.querying import Wanted, rarity

# How much a word counts that stands in the title too, and one that is only another word for what was asked.
IN_TITLE: Final = 0.5
ALIKE: Final = 0.75
GUESSED: Final = 0.7
# So much more at most where the words stand close to each other.
_CLOSE: Final = 0.2
# BM25's usual weight of the length of a passage: 0 none, 1 all.
_LENGTH: Final = 0.4
_USUAL_WORDS: Final = 60
# At most so much more for what is new, of a good source, or found useful: a tie-breaker, never a reason.
_FRESH: Final = 0.06
_USEFUL: Final = 0.06
_FIRST_OF: Final = {Source.RESULT: 2, Source.NOTEBOOK: 3}
_HALF_LIFE_DAYS: Final = 120.0
_TRUST: Final = {
    Source.GUIDE: 0.05,
    Source.ANSWER: 0.04,
    Source.CARD: 0.04,
    Source.TERM: 0.03,
    Source.TIP: 0.02,
}
# Cormack, Clarke and Büttcher, Reciprocal Rank Fusion (SIGIR 2009): 60 in all of their experiments.
_FUSION: Final = 60
# So many of each order are joined. The more of a question the best by words have, the less nearness counts.
# With the third power, models that are worse than words lose no passage of the tuned half of the questions of
# `essai answers eval`: one to which all texts are alike, two that know words only. With the second they do.
_FUSED: Final = 50
_NEARNESS: Final = 0.9
_BY_WORDS: Final = 3
_BEST: Final = 5
# Freshness and the like move a passage by two places at most: they count in the order by words already.
_OF_BONUS: Final = 0.2


@dataclass(frozen=True)
class Candidate:
    """A passage that may answer: for each wanted word whether it has it, another word for it, and where.

    `length` is the number of different stems.
    """

    passage_id: int
    source: Source
    origin: str
    exact: tuple[bool, ...]
    alike: tuple[bool, ...]
    in_title: tuple[bool, ...]
    length: int
    useful: int
    written_at: datetime


@dataclass(frozen=True)
class Ranked:
    """A candidate's score, and how much of what was asked it has, and its title (0 to 1, by rarity)."""

    candidate: Candidate
    score: float
    coverage: float
    titled: float


def rank(
    candidates: Sequence[Candidate], wanted: Sequence[Wanted], passages: int, now: datetime
) -> list[Ranked]:
    """The candidates, the best first; `passages` is how many the guild has in all."""
    rarities = [rarity(one, passages) for one in wanted]
    weights = [each * (GUESSED if one.is_guess else 1.0) for each, one in zip(rarities, wanted, strict=True)]
    # What was only guessed never covers the whole of what was asked.
    total = sum(rarities) or 1.0
    return _best_first(_ranked(one, weights, total, now) for one in candidates)


def _ranked(one: Candidate, weights: Sequence[float], total: float, now: datetime) -> Ranked:
    words = [
        weight * (1.0 if exact else ALIKE if alike else 0.0) * (1 + IN_TITLE * title)
        for weight, exact, alike, title in zip(weights, one.exact, one.alike, one.in_title, strict=True)
    ]
    covered = sum(
        weight for weight, exact, alike in zip(weights, one.exact, one.alike, strict=True) if exact or alike
    )
    titled = sum(weight for weight, in_title in zip(weights, one.in_title, strict=True) if in_title)
    long = 1 - _LENGTH + _LENGTH * one.length / _USUAL_WORDS
    score = sum(words) * (1.6 / (0.6 + max(long, 0.6)))
    # What has more of the words stands before what has one of them twice.
    score *= 0.5 + 0.5 * covered / total
    return Ranked(one, score * (1 + bonus(one, now)), covered / total, titled / total)


def closer(ranked: Sequence[Ranked], closeness: Mapping[int, float]) -> list[Ranked]:
    """Those in which the words stand close to each other count up to a fifth more, the best first again.

    `closeness` is PostgreSQL's cover density (ts_rank_cd) of all words together, by the passages' ids; it is
    told of the first ones, and they stay before the others.
    """
    near = [one for one in ranked if one.candidate.passage_id in closeness]
    told = [replace(one, score=one.score * _closer(closeness[one.candidate.passage_id])) for one in near]
    others = [one for one in ranked if one.candidate.passage_id not in closeness]
    return [*_best_first(told), *others]


def _closer(closeness: float) -> float:
    return 1 + _CLOSE * closeness / (closeness + 1)


def _best_first(ranked: Iterable[Ranked]) -> list[Ranked]:
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.passage_id))


def bonus(one: Candidate, now: datetime) -> float:
    """A small share more for what is fresh, from a good source, or was found useful."""
    days = max((now - one.written_at).total_seconds() / 86400, 0.0)
    fresh = _FRESH * math.pow(0.5, days / _HALF_LIFE_DAYS)
    return fresh + _TRUST.get(one.source, 0.0) + _USEFUL * math.tanh(one.useful / 3)


def different(ranked: Sequence[Ranked], most: int, *, of_one: int = 2) -> list[Ranked]:
    """The best of them, at most `of_one` from one origin: a long guide does not fill a page.

    Of what there are many that say nearly the same, the first few stand before all else, the others after.
    """
    seen: Counter[tuple[Source, str]] = Counter()
    sources: Counter[Source] = Counter()
    first: list[Ranked] = []
    later: list[Ranked] = []
    for one in ranked:
        source = one.candidate.source
        name = (source, one.candidate.origin)
        seen[name] += 1
        if seen[name] <= of_one:
            sources[source] += 1
            (first if sources[source] <= _FIRST_OF.get(source, most) else later).append(one)
    return [*first, *later][:most]


def joined(ranked: Sequence[Ranked], near: Collection[int], now: datetime) -> list[Ranked]:
    """The order by words and that by nearness as one; `near` are ids, the nearest first.

    Words that are all found are not overruled; where hardly one is, nearness counts as much as they do. What
    is far down the order by words stays after all that is higher up, however near it is.
    """
    if not near:
        return list(ranked)
    by_id = {one.candidate.passage_id: one for one in ranked}
    by_words = [one.candidate.passage_id for one in ranked if one.coverage][:_FUSED]
    covered = max(one.coverage for one in ranked[:_BEST]) if ranked else 0.0
    nearness = _NEARNESS * (1 - covered) ** _BY_WORDS
    scores = fused((by_words, [one for one in near if one in by_id]), (1.0, nearness))
    for one in scores:
        scores[one] *= 1 + _OF_BONUS * bonus(by_id[one].candidate, now)
    first = sorted(scores, key=lambda one: (-scores[one], one))
    return [
        *(by_id[one] for one in first),
        *(one for one in ranked if one.candidate.passage_id not in scores),
    ]


def fused(orders: Iterable[Sequence[int]], weights: Iterable[float]) -> dict[int, float]:
    """The scores of ids by reciprocal rank in several orders, each with its weight."""
    scores: dict[int, float] = {}
    for order, weight in zip(orders, weights, strict=True):
        for position, one in enumerate(order, start=1):
            scores[one] = scores.get(one, 0.0) + weight / (_FUSION + position)
    return scores
