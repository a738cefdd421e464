"""The search: the passages of a guild that answer a question best, of those that the asker may read."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from types import MappingProxyType
from typing import Final

from bot.answers import search_store, store
from bot.answers.model import Passage, Question
from bot.answers.querying import Wanted, by_rarity, counted, worth_ranking
from bot.answers.ranking import Ranked, closer, different, joined, rank
from bot.answers.spelling import SHORTEST, is_slip, most_different, nearest
from bot.answers.synonyms import meant
from bot.answers.words import STOP_WORDS, asked, names_in
from bot.db.engine import Session

# A follow-up says little by itself: the words of so many questions before it count too, if less.
_EARLIER: Final = 1
_SHORT: Final = 3
# How close the words stand to each other takes as long to find as all the rest, and hardly counts.
_LOOKED_AT_CLOSELY: Final = 64
_NONE: Final[Mapping[int, float]] = MappingProxyType({})


# Of a guild, the passages nearest to a text that stand in these channels or in none, with their nearness.
Near = Callable[[int, str, Collection[int]], Awaitable[Mapping[int, float]]]


@dataclass(frozen=True)
class Found:
    """A passage that was found; `coverage` is how much of what was asked it has, 0 to 1 by rarity.

    `titled` is how much of it stands in its title, `nearness` the cosine of its vector and the question's
    where it is among the nearest.
    """

    passage: Passage
    score: float
    coverage: float
    titled: float
    nearness: float | None = None


async def search(
    session: Session,
    guild_id: int,
    question: Question,
    channels: Collection[int],
    limit: int,
    now: datetime,
    near: Mapping[int, float] = _NONE,
) -> list[Found]:
    """The best passages of these channels and of no channel, the best first, at most `limit`.

    `near` are those whose vectors are nearest to the question's, the nearest first, with their nearness.
    """
    wanted, passages = await _wanted(session, guild_id, words_of(question), names_in(question.text))
    sought = worth_ranking(wanted, passages)
    if not wanted or not (sought or near):
        return []
    candidates = await search_store.candidates(session, guild_id, channels, wanted, sought, near)
    if len(candidates) < limit and (wider := worth_ranking(wanted, passages, widely=True)) != sought:
        # The words do not stand together as often as words do, or not where the asker may read.
        candidates = await search_store.candidates(session, guild_id, channels, wanted, wider, near)
    ranked = rank(candidates, wanted, passages, now)
    first = [one.candidate.passage_id for one in ranked[:_LOOKED_AT_CLOSELY]]
    ranked = closer(ranked, await search_store.closeness(session, guild_id, first, wanted))
    ranked = different(joined(ranked, near, now), limit)
    told = await store.get(session, guild_id, [one.candidate.passage_id for one in ranked])
    scores = {one.candidate.passage_id: one for one in ranked}
    return [_found(one, scores[one.passage_id], near) for one in told]


def _found(passage: Passage, ranked: Ranked, near: Mapping[int, float]) -> Found:
    nearness = near.get(passage.passage_id)
    return Found(passage, ranked.score, ranked.coverage, ranked.titled, nearness)


def text_of(question: Question) -> str:
    """What is looked for as a text; a short follow-up goes on about what was asked just before."""
    if len(asked(question.text)) > _SHORT:
        return question.text
    return "\n".join((*question.earlier[-_EARLIER:], question.text))


def words_of(question: Question) -> list[str]:
    """What is looked for; a short follow-up goes on about what was asked just before."""
    words = asked(question.text)
    if len(words) > _SHORT:
        return words
    earlier = [word for text in question.earlier[-_EARLIER:] for word in asked(text)]
    return list(dict.fromkeys([*words, *earlier]))


async def _wanted(
    session: Session, guild_id: int, words: Sequence[str], names: Collection[str]
) -> tuple[list[Wanted], int]:
    """The words with their stems and how rare they are, and how many passages there are."""
    phrases = list(meant(words))
    every = {word for phrase, others in phrases for one in (phrase, *others) for word in one}
    stems = await search_store.stems(session, every)
    wanted = [
        Wanted(
            " ".join(phrase),
            _forms([phrase], stems),
            _forms(others, stems) - _forms([phrase], stems),
            is_name=phrase[0] in names,
        )
        for phrase, others in phrases
    ]
    frequencies = await search_store.frequencies(
        session, guild_id, {stem for one in wanted for form in one.all for stem in form}
    )
    known = counted(wanted, frequencies)
    telling = [one for one in known if one.passages or not is_slip(one.word, STOP_WORDS)] or known
    meant_by = [one if one.passages else await _guessed(session, guild_id, one) for one in telling]
    return by_rarity(meant_by), frequencies[""]


async def _guessed(session: Session, guild_id: int, one: Wanted) -> Wanted:
    """The word that was meant, where what was typed stands nowhere."""
    most = most_different(one.word)
    # What is left of a word where its ending was taken for one is too short to be told from others.
    stems = [form[0] for form in one.exact if len(form) == 1]
    telling = [stem for stem in stems if len(stem) > SHORTEST or stem == one.word]
    if not telling or not most:
        return one
    known = await search_store.alike(session, guild_id, telling, most)
    found = nearest(telling, known)
    if found is None:
        return one
    return replace(one, exact=frozenset({(found,)}), passages=known[found], is_guess=True)


def _forms(
    phrases: Collection[tuple[str, ...]], stems: dict[str, frozenset[str]]
) -> frozenset[tuple[str, ...]]:
    """All forms of phrases, each word by each of its stems."""
    return frozenset(
        form for phrase in phrases for form in product(*(sorted(stems[word]) for word in phrase))
    )
