"""What a sentence compares, in English or in French: which thing is more or less than which other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from bot.answers.directions import (
    ADJECTIVES,
    CHANGE,
    CHANGES,
    COMPARATIVES,
    DEGREES,
    PLACES,
    QUANTITY,
    VERBS,
    WORTH,
    Direction,
)
from bot.answers.words import STOP_WORDS, fold

_ELIDED: Final = re.compile(r"\b(?:[cdjlmst]|(?P<than>(?:lors|puis)?qu)|(?P<no>n))['’](?=\w)", re.IGNORECASE)
_NOT: Final = re.compile(r"(?:n['’]t\b|\bcannot\b)", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[^\W_]+(?:(?:[-._/+]|,(?=\d))[^\W_]+)*|[,;:()|—]")
_MARKS: Final = frozenset(",;:()|—")
_THAN: Final = frozenset({"than", "que"})
_AS: Final = frozenset({"as", "que"})
# "Compared with B, A is faster": what stands behind these is what is compared with.
_BESIDE: Final = frozenset({"compared", "rapport", "compare", "comparee", "contrairement"})
_BESIDE_ALONE: Final = frozenset({"unlike", "versus", "vs"})
_WITH: Final = frozenset({"to", "with", "a", "au", "aux", "avec"})
_TO: Final = frozenset({"to", "with", "a", "au", "aux", "of", "over", "sur", "de", "du", "des"})
_NEGATIONS: Final = frozenset(
    {"not", "no", "never", "hardly", "neither", "nor", "ne", "pas", "jamais", "aucun"}
)
_BREAKS: Final = frozenset(
    {"but", "while", "whereas", "because", "if", "when", "mais", "tandis", "alors", "parce", "si", "quand"}
)
# Words that say how much more, or are in each comparison.
_EMPTY: Final = STOP_WORDS | {"bit", "little", "times", "fois", "far", "even", "encore", "slightly", "nearly"}
_ARTICLES: Final = frozenset({"the", "le", "la", "les"})
_NEAR: Final = 4
_NAMED: Final = 3
_STEM: Final = 5


@dataclass(frozen=True)
class Word:
    """A word without capitals and accents, or a mark that parts what is said."""

    text: str
    is_capital: bool = False
    is_first: bool = False

    @property
    def stem(self) -> str:
        """What it shares with its other endings."""
        return self.text if any(letter.isdigit() for letter in self.text) else self.text[:_STEM]

    @property
    def is_number(self) -> bool:
        """Whether it has no letters."""
        return not any(letter.isalpha() for letter in self.text)

    @property
    def is_mark(self) -> bool:
        """Whether it is no word."""
        return self.text in _MARKS


@dataclass(frozen=True)
class Claim:
    """`left` is more or less than `right`, which may be open; `about` is what a "more" stands before.

    One that `needs` it is only so where the text says so; any other only must not be said the other way.
    """

    direction: Direction
    left: tuple[Word, ...]
    right: tuple[Word, ...]
    about: str = ""
    is_negated: bool = False
    needs: bool = False

    @property
    def sides(self) -> tuple[frozenset[str], frozenset[str]]:
        """What tells one side from the other."""
        left, right = (frozenset(word.stem for word in side) for side in (self.left, self.right))
        return left - right, right - left


def words_of(sentence: str) -> list[Word]:
    """The words and marks of a sentence, elisions and shortened negations made whole."""

    def whole(one: re.Match[str]) -> str:
        return "que " if one["than"] else "ne " if one["no"] else " "

    plain = _ELIDED.sub(whole, _NOT.sub(" not ", sentence))
    found = _TOKEN.findall(plain)
    return [
        Word(
            fold(one).strip().rpartition("/")[2].replace(",", ".") if one not in _MARKS else one,
            any(letter.isupper() for letter in one),
            place == 0,
        )
        for place, one in enumerate(found)
    ]


def claims(sentence: str) -> Iterator[Claim]:
    """Everything that a sentence compares."""
    words = words_of(sentence)
    for at in range(len(words)):
        found = _direction(words, at)
        claim = None if found is None else _claim(words, at, found)
        # "Larger models are slower" claims nothing by its first word.
        if claim is not None and (claim.left or claim.right or at > 1 or claim.direction.axes == CHANGE):
            yield claim


@dataclass(frozen=True)
class _Found:
    """A word of direction: where what belongs to it ends, and whether the other thing stands right behind."""

    direction: Direction
    end: int
    about: str = ""
    is_verb: bool = False
    is_place: bool = False
    is_negated: bool = False
    is_most: bool = False
    than: frozenset[str] = _THAN


def _direction(words: Sequence[Word], at: int) -> _Found | None:
    text = words[at].text
    if _is_idle(words, at):
        return None
    is_negated = _is_negated(words, at)
    is_most = (at > 0 and words[at - 1].text in _ARTICLES) or text.endswith("est")
    following = words[at + 1].text if at + 1 < len(words) else ""
    if text in COMPARATIVES:
        return _Found(COMPARATIVES[text], at + 1, is_negated=is_negated, is_most=is_most)
    if text in VERBS:
        is_passive = following in ("by", "par")
        direction = VERBS[text].turned() if is_passive else VERBS[text]
        return _Found(direction, at + 1 + is_passive, is_verb=True, is_negated=is_negated)
    if text in PLACES:
        return _Found(PLACES[text], at + 1, is_place=True, is_negated=is_negated)
    if text in ("as", "aussi") and following in ADJECTIVES:
        return _as(words, at, ADJECTIVES[following], is_negated)
    if text in DEGREES:
        return _of_degree(words, at, is_negated=is_negated, is_most=is_most)
    return _of_change(words, at, is_negated=is_negated) if text in CHANGES else None


def _of_change(words: Sequence[Word], at: int, *, is_negated: bool) -> _Found | None:
    """ "Reduces" and the like, of what stands behind them; by whom it is done is told by no word here."""
    behind = list(takewhile(lambda word: not _is_end(word), words[at + 1 : at + 6]))
    about = next((one for one in behind if one.text not in _EMPTY and not one.is_number), None)
    if about is None or behind[0].text in ("by", "par"):
        return None
    return _Found(CHANGES[words[at].text], at + 1, about.stem, is_negated=is_negated)


def _of_degree(words: Sequence[Word], at: int, *, is_negated: bool, is_most: bool) -> _Found:
    """ "More" and "less", of what stands behind them."""
    sign = DEGREES[words[at].text]
    following = words[at + 1] if at + 1 < len(words) else Word(",")
    if following.text in ADJECTIVES:
        known = ADJECTIVES[following.text]
        direction = known if sign == 1 else known.turned()
        return _Found(direction, at + 2, is_negated=is_negated, is_most=is_most)
    about = next((one for one in words[at + 1 : at + 3] if one.text not in ("de", "d")), following)
    is_told = not about.is_mark and about.text not in _EMPTY and not about.is_number
    before = words[at - 1].text if at else ""
    return _Found(
        Direction(QUANTITY | WORTH.get(before, frozenset()), sign),
        at + 1,
        about=about.stem if is_told else "",
        is_negated=is_negated,
        is_most=is_most,
    )


def _as(words: Sequence[Word], at: int, known: Direction, is_negated: bool) -> _Found | None:
    """ "Twice as fast as" is faster, and "not as fast as" and "half as fast as" are slower."""
    before = words[at - 1].text if at else ""
    if before in ("twice", "times"):
        return _Found(known, at + 2, is_negated=is_negated, than=_AS)
    if is_negated or before == "half":
        return _Found(known.turned(), at + 2, than=_AS)
    return None


def _is_idle(words: Sequence[Word], at: int) -> bool:
    """Whether a word of direction compares nothing: no longer, moreover, at least, more or less."""
    text, before = words[at].text, words[at - 1].text if at else ""
    following = [word.text for word in words[at + 1 : at + 4]]
    if text in ("emporte", "emportent"):
        return following[:1] != ["sur"]
    if text == "longer":
        return before in ("no", "any")
    if text not in DEGREES:
        return False
    if before in ("au", "en", "non", "du", "or", "ou", "once", "any") or following[:1] in (["or"], ["ou"]):
        return True
    idle = {"de": ("", *_MARKS), "a": ("que", "de")}.get(before, ())
    if next(iter(following), "") in idle:
        return True
    is_no_longer = text == "plus" and any(word.text == "ne" for word in words[max(at - 3, 0) : at])
    return is_no_longer and "que" not in following


def _is_negated(words: Sequence[Word], at: int) -> bool:
    for word in reversed(words[max(at - _NEAR, 0) : at]):
        if word.is_mark or word.text in _BREAKS:
            return False
        if word.text in _NEGATIONS:
            return True
    return False


def _claim(words: Sequence[Word], at: int, found: _Found) -> Claim:
    """What stands on either side of a word of direction."""
    left, beside = _before(words[:at])
    stop = next((place for place in range(found.end, len(words)) if _is_end(words[place])), len(words))
    behind = list(words[found.end : stop])
    than = None if found.is_most else _than(behind, found)
    if than is not None:
        right = behind[than + 1 :]
    elif found.is_verb or found.is_place or (behind and behind[0].text in _TO):
        right = behind
    else:
        right = []
    # What stands further behind says when it is so rather than of what.
    others = _telling(right)[:_NAMED] or beside
    is_compared = (than is not None or found.is_verb or bool(beside)) and found.direction.axes != CHANGE
    return Claim(
        found.direction,
        _telling(left),
        others,
        found.about,
        found.is_negated,
        needs=is_compared and bool(others) and not others[0].is_number,
    )


def _than(behind: Sequence[Word], found: _Found) -> int | None:
    """Where the "than" of a word of direction stands, if none is between that would have it."""
    for place, word in enumerate(behind):
        if word.text in found.than:
            return place
        if any(word.text in others for others in (COMPARATIVES, VERBS, DEGREES)):
            return None
    return None


def _before(words: Sequence[Word]) -> tuple[list[Word], tuple[Word, ...]]:
    """What stands before a word of direction, without what is only compared with, and that."""
    start = next((place for place in range(len(words)) if _is_beside(words, place)), None)
    if start is None:
        return list(words), ()
    end = next((place for place in range(start, len(words)) if words[place].is_mark), len(words))
    return [*words[:start], *words[end:]], _telling(words[start + 1 : end])


def _is_beside(words: Sequence[Word], at: int) -> bool:
    following = words[at + 1].text if at + 1 < len(words) else ""
    return words[at].text in _BESIDE_ALONE or (words[at].text in _BESIDE and following in _WITH)


def _is_end(word: Word) -> bool:
    return word.is_mark or word.text in _BREAKS


def _telling(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if not (word.is_mark or word.text in _EMPTY or word.text in DEGREES))
