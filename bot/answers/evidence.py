"""What was found for a question: the passages that are shown, and their best sentences."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.answers.extracts import Extract, extracts
from bot.answers.model import Level, Passage, Question, Source
from bot.answers.searching import Found, words_of
from bot.answers.words import WEATHER, fold
from bot.message import Block

PASSAGES: Final = {Level.SIMPLE: 2, Level.STANDARD: 4, Level.EXPERT: 6}
MOST: Final = max(PASSAGES.values())
# So many are looked at, of which some may not be read, or say the same.
LOOKED_AT: Final = 16
# A passage answers that has so much of what was asked, by rarity, or whose title has so much of it; one
# beside it may have less. Both were chosen on the tuned half of the questions of `essai answers eval`. A near
# vector alone makes no answer: how near is near enough differs between models.
_ENOUGH: Final = 0.5
_TITLED: Final = 0.35
_BESIDE: Final = 0.3
_CLOSEST: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Evidence:
    """The passages that answer a question, the best first, numbered from 1 as they are cited.

    Without any, `closest` are those that come nearest, which do not answer it. `figures` are what the
    database says, where the question is about figures, read with the `changes` that a person made; they
    stand above the passages.
    """

    question: Question
    passages: tuple[Passage, ...]
    closest: tuple[Passage, ...] = ()
    figures: tuple[Block, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Passage, ...]:
        """As many as the level of the question wants."""
        return self.passages[: PASSAGES[self.question.level]]

    @cached_property
    def extracts(self) -> list[Extract]:
        """The best sentences of those that are shown."""
        question = " ".join((*self.question.earlier[-1:], self.question.text))
        told = [(one.title, one.text) for one in self.shown]
        other = [one.language not in (None, self.question.language) for one in self.shown]
        return extracts(question, told, self.question.level, other)

    @property
    def looked_for(self) -> list[str]:
        """The words that were looked for, as they were typed."""
        typed = " ".join((self.question.text, *self.question.earlier))
        written = {fold(word): word for word in reversed(_WORD.findall(typed))}
        written.setdefault(WEATHER, written.get("temps", WEATHER))
        return [written.get(word, word) for word in words_of(self.question)]


def evidence(question: Question, found: Sequence[Found]) -> Evidence:
    """What of all that was found, the best first, is shown."""
    told = in_order(question, found)
    answering = [one for one in told if _answers(one)]
    if not answering:
        return Evidence(question, (), tuple(one.passage for one in told[:_CLOSEST]))
    nearest = max((one.nearness for one in answering if one.nearness is not None), default=math.inf)
    shown = [one.passage for one in told if one.coverage >= _BESIDE or _is_near(one, nearest)]
    return Evidence(question, tuple(shown[:MOST]))


def _is_near(one: Found, nearest: float) -> bool:
    """Whether it is nearer than what answers by its words; how near is near differs between models."""
    return one.nearness is not None and one.nearness > nearest


def _answers(one: Found) -> bool:
    return one.coverage >= _ENOUGH or one.titled >= _TITLED


def in_order(question: Question, found: Sequence[Found]) -> list[Found]:
    """What was found without what says the same, and without terms in the other language."""
    return _different([one for one in found if _is_in(one.passage, question.language)])


def _is_in(passage: Passage, language: str) -> bool:
    """A term of the glossary is there in both languages, and read in one."""
    return passage.source is not Source.TERM or passage.language == language


def _different(found: Sequence[Found]) -> list[Found]:
    """Without passages that say the same: what is posted in several channels is shown once."""
    first: dict[str, Found] = {}
    for one in found:
        first.setdefault(" ".join(one.passage.text.split()), one)
    return list(first.values())
