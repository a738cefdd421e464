"""The checker of what a model says, tried with sentences that are true and with such as are not."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from bot.answers.evaluation.passages import LANGUAGES
from bot.answers.evaluation.questions import Said
from bot.answers.evaluation.sample.item import Item, number
from bot.answers.evaluation.scores import Mark
from bot.answers.extracts import sentences
from bot.answers.grounding import check
from bot.answers.pieces import Piece
from bot.answers.quantities import quantities
from bot.answers.units import MEASURES

KEPT, CAUGHT = "true sentences kept", "lying sentences left out"
COPIED, INVENTED = "sentences of passages kept", "exchanged figures left out"
TURNED: Final = "turned comparisons left out"
_DIGITS: Final = re.compile(r"\d+")
# From two on, in their order.
_FIRST_NUMBER: Final = 2
_NUMBER_WORDS: Final = (
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
)
# "The two of them" tells nothing new, and "neuf" means new too.
_EXCHANGED: Final = sorted({word for words in _NUMBER_WORDS for word in words} - {"neuf"})
_NUMBER_WORD: Final = re.compile(
    rf"(?<![\w-])(?<!\bthe )(?<!\bles )(?:{'|'.join(_EXCHANGED)})(?![\w-])", re.IGNORECASE
)
_WITH_UNIT: Final = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)?[ \u00a0\u202f](?P<unit>%|[€$]|[^\W\d_]{2,})")
# Each is what the other is not.
_OPPOSITES: Final = (
    *(("better", "worse"), ("faster", "slower"), ("higher", "lower"), ("larger", "smaller")),
    *(("longer", "shorter"), ("more", "less"), ("easier", "harder"), ("above", "below")),
    *(("mieux", "moins bien"), ("meilleur", "pire"), ("plus", "moins"), ("au-dessus", "en dessous")),
)
_OPPOSITE: Final = {one: other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}
_COMPARED: Final = re.compile(
    rf"(?<![\w-])(?P<word>{'|'.join(sorted(_OPPOSITE, key=len, reverse=True))})"
    r"(?=(?: (?!que\b)[\w-]+){0,2} (?:than|que)\b| (?:[\w-]+ ){0,2}qu’)"
)
_OTHER_UNITS: Final = ("weeks", "dollars", "minutes", "semaines", "gigaoctets", "jours", "mois", "euros")


def said_marks(said: Said, items: dict[str, Item]) -> list[Mark]:
    """Whether a sentence that somebody wrote for this is kept or left out as it should be."""
    sources = ["\n".join(_source(piece) for piece in items[key].pieces) for key in said.of if key in items]
    right = float((check(said.say, sources).fault is None) is said.so)
    name = KEPT if said.so else CAUGHT
    return [Mark(one, said.held_out, right) for one in (name, f"{name}, {LANGUAGES[said.language]}")]


def copied_marks(items: Iterable[Item]) -> Iterator[Mark]:
    """Whether each sentence of a passage is kept, and left out once a number or a unit of it is another.

    The same where it compares two things, once it does so the other way round.
    """
    for piece in (piece for item in items for piece in item.pieces):
        source = _source(piece)
        for place, sentence in enumerate(sentences(piece.text)):
            half = bool(number(sentence) % 2)
            yield Mark(COPIED, half, float(check(f"{sentence} [1]", [source]).fault is None))
            for lie in _lies(sentence, source, place):
                yield Mark(INVENTED, half, float(check(f"{lie} [1]", [source]).fault is not None))
            for lie in _turned(sentence):
                yield Mark(TURNED, half, float(check(f"{lie} [1]", [source]).fault is not None))


def _source(piece: Piece) -> str:
    """A passage as the checker is given it."""
    return f"{piece.title}\n{piece.text}"


def _lies(sentence: str, source: str, place: int) -> Iterator[str]:
    """The sentence with other digits, with another number in words, and with another unit."""
    if not quantities(sentence).figures:
        return
    for one in (_with_other_digits, _with_another_word, _with_another_unit):
        lie = one(sentence, source, place)
        if lie is not None:
            yield lie


def _turned(sentence: str) -> Iterator[str]:
    """The sentence with each of its comparisons the other way round."""
    for one in _COMPARED.finditer(sentence):
        yield sentence[: one.start("word")] + _OPPOSITE[one["word"]] + sentence[one.end("word") :]


def _with_other_digits(sentence: str, source: str, place: int) -> str | None:
    """The sentence with a number that the passage has nowhere, where it has one that can be exchanged."""
    numbers = list(_DIGITS.finditer(sentence))
    if not numbers:
        return None
    old = numbers[(number(sentence) + place) % len(numbers)]
    known = _readings(source)
    there = {*_DIGITS.findall(source), *(str(int(one)) for one in known if one == int(one))}
    new = next(str(one) for one in range(int(old[0]) + 1, int(old[0]) + 1000) if str(one) not in there)
    return sentence[: old.start()] + new + sentence[old.end() :]


def _readings(source: str) -> set[Decimal]:
    """What the numbers of a passage can mean, also those in words."""
    return {reading for one in quantities(source).figures for reading in one.readings}


def _with_another_word(sentence: str, source: str, place: int) -> str | None:
    """The sentence with another number in words, where it has one; "un" and "one" are mostly articles."""
    words = list(_NUMBER_WORD.finditer(sentence))
    if not words:
        return None
    old = words[(number(sentence) + place) % len(words)]
    known = _readings(source)
    others = next(words for words in _NUMBER_WORDS if old[0].casefold() in words)
    start = (number(sentence) + place) % len(others)
    turned = [*range(start, len(others)), *range(start)]
    new = next((others[one] for one in turned if one + _FIRST_NUMBER not in known), None)
    return None if new is None else sentence[: old.start()] + new + sentence[old.end() :]


def _with_another_unit(sentence: str, source: str, place: int) -> str | None:
    """The sentence with a unit behind a figure that none of the passage's has, where one has a unit."""
    units = [one for one in _WITH_UNIT.finditer(sentence) if one["unit"].casefold() in MEASURES]
    if not units:
        return None
    old = units[(number(sentence) + place) % len(units)]
    there = {unit for one in quantities(source).figures for unit in one.units}
    new = next(one for one in _OTHER_UNITS[place % 2 :] if MEASURES[one] not in there)
    return sentence[: old.start("unit")] + new + sentence[old.end("unit") :]
