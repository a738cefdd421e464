"""The checker of what a model says, tried with sentences that are true and with such as are not."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.answers.evaluation.passages import LANGUAGES
from bot.answers.evaluation.questions import Said
from bot.answers.evaluation.sample.item import Item, number
from bot.answers.evaluation.scores import Mark
from bot.answers.extracts import sentences
from bot.answers.grounding import check
from bot.answers.pieces import Piece
from bot.answers.quantities import quantities

KEPT, CAUGHT = "true sentences kept", "lying sentences left out"
COPIED, INVENTED = "sentences of passages kept", "exchanged figures left out"
_DIGITS: Final = re.compile(r"\d+")


def said_marks(said: Said, items: dict[str, Item]) -> list[Mark]:
    """Whether a sentence that somebody wrote for this is kept or left out as it should be."""
    sources = ["\n".join(_source(piece) for piece in items[key].pieces) for key in said.of if key in items]
    right = float((check(said.say, sources).fault is None) is said.so)
    name = KEPT if said.so else CAUGHT
    return [Mark(one, said.held_out, right) for one in (name, f"{name}, {LANGUAGES[said.language]}")]


def copied_marks(items: Iterable[Item]) -> Iterator[Mark]:
    """Whether each sentence of a passage is kept, and left out once a figure of it is another."""
    for piece in (piece for item in items for piece in item.pieces):
        source = _source(piece)
        for place, sentence in enumerate(sentences(piece.text)):
            half = bool(number(sentence) % 2)
            yield Mark(COPIED, half, float(check(f"{sentence} [1]", [source]).fault is None))
            lie = _with_another_figure(sentence, source, place)
            if lie is not None:
                yield Mark(INVENTED, half, float(check(f"{lie} [1]", [source]).fault is not None))


def _source(piece: Piece) -> str:
    """A passage as the checker is given it."""
    return f"{piece.title}\n{piece.text}"


def _with_another_figure(sentence: str, source: str, place: int) -> str | None:
    """The sentence with a number that the passage has nowhere, where it has one that can be exchanged."""
    if not quantities(sentence).figures:
        return None
    numbers = list(_DIGITS.finditer(sentence))
    if not numbers:
        return None
    old = numbers[(number(sentence) + place) % len(numbers)]
    there = set(_DIGITS.findall(source))
    new = next(str(one) for one in range(int(old[0]) + 1, int(old[0]) + 1000) if str(one) not in there)
    return sentence[: old.start()] + new + sentence[old.end() :]
