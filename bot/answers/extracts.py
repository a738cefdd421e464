"""The sentences of passages that answer a question best, word for word: an answer without a model."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answers.model import Level
from bot.answers.synonyms import meant
from bot.answers.words import asked

# So many sentences make an answer.
SENTENCES: Final = {Level.SIMPLE: 2, Level.STANDARD: 4, Level.EXPERT: 8}
# A sentence of the passage after this one counts so much less.
_LATER_PASSAGE: Final = 0.85
# The first sentence of a passage mostly says what it is about.
_FIRST: Final = 1.15
# A word that stands in the title only counts so much for the first sentence, and for the others.
_BY_TITLE: Final = (1.0, 0.4)
# Below this share of the best sentence's score, a sentence is about something else.
_LEAST: Final = 0.4
_FOREIGN: Final = 0.7
_USUAL_WORDS: Final = 14
_ENDING: Final = 3
_STEM: Final = 4
_FENCE: Final = re.compile(r"^\s*(?:```|~~~).*?^\s*(?:```|~~~)\s*$", re.MULTILINE | re.DOTALL)
_MARKS: Final = re.compile(r"^\s*(?:[-*+•>]|\d{1,2}[.)]|#{1,6})\s+")
_EMPHASIS: Final = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
# A link or a picture in Markdown: its words are read, its address is not.
_LINK: Final = re.compile(r"(?<!\w)!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?\)")
# A sentence ends with a mark, perhaps closing quotes, a space, and what can begin the next one.
_END: Final = re.compile(r"(?<=[.!?…])(?P<close>(?:\s?[\"'”’»)\]])*)\s+(?=[\"'“‘«(\[]?\s*[\w\-*`])")
# Words that have a point and go on: in English and in French.
_SHORTENED: Final = frozenset(
    """
    e.g. i.e. cf. vs. etc. approx. ca. fig. eq. no. vol. dr. mr. mrs. ms. prof. al. resp. incl. max. min. st.
    p. pp. ex. env. éd. m. mm. art. chap. av. apr. n. réf. ref. sec. tab.
    """.split()  # noqa: SIM905 - a list of words
)
_WITHOUT_END: Final = re.compile(r"(?:^|\s)(?:[A-ZÀ-Ý]\.|\d{1,2}\.)$")


@dataclass(frozen=True)
class Extract:
    """A sentence, and the place of its passage among those that are shown, from 1."""

    text: str
    number: int


@dataclass(frozen=True)
class _Sentence:
    text: str
    words: frozenset[str]
    title: frozenset[str]
    passage: int
    place: int


def sentences(text: str) -> list[str]:
    """The sentences of a text in English or French, without blocks of code; a line of a list is one too."""
    plain = _FENCE.sub("\n", text)
    return [one for line in plain.splitlines() for one in _of_line(_MARKS.sub("", line).strip())]


def extracts(
    question: str,
    passages: Sequence[tuple[str, str]],
    level: Level = Level.STANDARD,
    is_foreign: Sequence[bool] = (),
) -> list[Extract]:
    """The best sentences of these passages (title and text), in the order in which they stand there.

    `is_foreign` tells which passages are in another language than the question: theirs count less.
    The best passage is the first; where no sentence has a word of the question, its first one is taken.
    """
    every = [
        _Sentence(text, frozenset(asked(text)), frozenset(asked(title)), number, place)
        for number, (title, passage) in enumerate(passages, start=1)
        for place, text in enumerate(sentences(passage))
    ]
    wanted = _wanted(question)
    scores = {
        one: score * (_FOREIGN if any(is_foreign[one.passage - 1 : one.passage]) else 1.0)
        for one, score in _scores(every, wanted).items()
    }
    best = sorted(every, key=lambda one: (-scores[one], one.passage, one.place))
    if not best:
        return []
    enough = scores[best[0]] * _LEAST
    chosen = _different([one for one in best if scores[one] > enough] or every[:1])[: SENTENCES[level]]
    return [
        Extract(one.text, one.passage) for one in sorted(chosen, key=lambda one: (one.passage, one.place))
    ]


def _of_line(line: str) -> Iterator[str]:
    """The sentences of one line; a point in a shortened word or a number ends none."""
    held = ""
    start = 0
    for end in _END.finditer(line):
        held += line[start : end.start()] + end["close"]
        start = end.end()
        last = held.rsplit(maxsplit=1)[-1].lower().lstrip("(«“\"'")
        if last in _SHORTENED or _WITHOUT_END.search(held):
            held += " "
            continue
        yield from _cleaned(held)
        held = ""
    yield from _cleaned(held + line[start:])


def _cleaned(sentence: str) -> Iterator[str]:
    plain = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", sentence)).strip()
    if any(letter.isalnum() for letter in plain):
        yield plain


def _wanted(question: str) -> list[frozenset[str]]:
    """For each word of a question all words that mean the same; of a phrase, each of its words."""
    return [
        frozenset(word for phrase in (own, *others) for word in phrase)
        for own, others in meant(asked(question))
    ]


def _scores(every: Sequence[_Sentence], wanted: Sequence[frozenset[str]]) -> dict[_Sentence, float]:
    """How much of what is asked each sentence has, by how rare that is among all of them."""
    has = {one: [_has(one, group) for group in wanted] for one in every}
    count = Counter(place for found in has.values() for place, share in enumerate(found) if share == 1)
    rarity = [math.log(1 + len(every) / (1 + count[place])) for place in range(len(wanted))]
    return {one: _score(one, found, rarity) for one, found in has.items()}


def _has(one: _Sentence, group: frozenset[str]) -> float:
    """How much a sentence has of a word by any of its names: 1 where it stands in it."""
    if any(_alike(word, own) for word in group for own in one.words):
        return 1.0
    if any(_alike(word, own) for word in group for own in one.title):
        return _BY_TITLE[min(one.place, 1)]
    return 0.0


def _score(one: _Sentence, found: Sequence[float], rarity: Sequence[float]) -> float:
    told = sum(weight * share for weight, share in zip(rarity, found, strict=True))
    short = min(len(one.words) / 4, 1.0)
    long = 1 / (0.75 + 0.25 * max(len(one.words) / _USUAL_WORDS, 1.0))
    first = _FIRST if one.place == 0 else 1.0
    return told * short * long * first * math.pow(_LATER_PASSAGE, one.passage - 1)


def _alike(first: str, second: str) -> bool:
    """Whether two words are the same but for an ending: quantise, quantised; règle, règles."""
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short.isalpha() and long.isalpha() and same >= max(_STEM, len(long) - _ENDING)


def _different(best: Sequence[_Sentence]) -> list[_Sentence]:
    """Without those that say what a better one has said: mostly the same words."""
    kept: list[_Sentence] = []
    for one in best:
        if not any(_same(one.words, other.words) for other in kept):
            kept.append(one)
    return kept


def _same(first: frozenset[str], second: frozenset[str]) -> bool:
    return len(first & second) >= 0.8 * max(min(len(first), len(second)), 1)
