"""The prompt of a question: its passages as data, never longer than it may be."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answers.extracts import sentences
from bot.answers.model import Level, Passage, Question
from bot.answers.prefix import PREFIX
from bot.llm.model import Turn, Wanted

# Tokens: two cores read about 180 of them a second with 0.6 billion parameters, and 65 with 1.7.
MOST_TOKENS: Final = 700
MOST_SAID: Final = {Level.SIMPLE: 120, Level.STANDARD: 200, Level.EXPERT: 280}
# What a chat template puts around a turn, and the words around a passage.
_AROUND: Final = 24
_LEAST_PASSAGE: Final = 24
_SHARE: Final = 0.6
_LEAST_ROOM: Final = 250
_LONGEST_QUESTION: Final = 600
_LONGEST_TITLE: Final = 120
_STOP: Final = ("\nPassages:", "\nQuestion:", "\nPassages :", "\nQuestion :")
_LANGUAGES: Final = {"en": "English", "fr": "French"}
_READERS: Final = {
    Level.SIMPLE: "somebody who is new to all this: everyday words, at most three sentences",
    Level.STANDARD: "a member of the community: at most five sentences",
    Level.EXPERT: "an expert: terms of the field, at most seven sentences",
}
Count = Callable[[str], Awaitable[int]]


@dataclass(frozen=True)
class Prompt:
    """What the model is asked, and the passages in it, in the order of their numbers, as it sees them."""

    wanted: Wanted
    passages: tuple[str, ...]


async def prompt(
    question: Question,
    passages: Sequence[Passage],
    count: Count,
    context: int,
    most_tokens: int = MOST_TOKENS,
) -> Prompt:
    """As many passages as there is room for, the first ones first; `count` are the model's own tokens."""
    said = MOST_SAID[question.level]
    prefix = "\n".join(turn.text for turn in PREFIX)
    around = await count(prefix + _frame(question, ())) + 2 * _AROUND
    # A tokenizer that knows little of the language would leave no room.
    room = min(max(most_tokens - around, _LEAST_ROOM), context - said - around)
    chosen: list[str] = []
    for passage in passages:
        # A long one leaves some room for the next.
        most = room if passage is passages[-1] else int(room * _SHARE)
        text, tokens = await _fitting(passage, len(chosen) + 1, most, count)
        if text is None:
            break
        chosen.append(text)
        room -= tokens
    turns = (*PREFIX, Turn("user", _frame(question, chosen)))
    return Prompt(Wanted(turns, said, stop=_STOP), tuple(chosen))


def harmless(text: str) -> str:
    """A text that is data to the model: no mark of a chat template, and no number in brackets of its own."""
    plain = re.sub(r"[\x00-\x08\x0b-\x1f]", "", text)
    return plain.translate(str.maketrans("<>[]", "‹›()"))


async def _fitting(passage: Passage, number: int, room: int, count: Count) -> tuple[str | None, int]:
    """As much of a passage as there is room for, and its tokens; None where that is hardly anything."""
    title = harmless(passage.title)[:_LONGEST_TITLE]
    whole = f"{title}: {' '.join(harmless(passage.text).split())}"
    while (tokens := await count(_numbered(number, whole))) > room:
        shorter = _shorter(whole, room / tokens)
        if room < _LEAST_PASSAGE or len(shorter) <= len(title) + 2:
            return None, 0
        whole = shorter
    return whole, tokens


def _shorter(text: str, share: float) -> str:
    """Whole sentences that are together about that share of a text, or else words."""
    most = min(int(len(text) * share * 0.95), len(text) - 1)
    kept = ""
    for one in sentences(text):
        if len(kept) + len(one) + 1 > most:
            break
        kept = f"{kept} {one}".strip()
    return kept or text[:most].rpartition(" ")[0]


def _frame(question: Question, passages: Sequence[str]) -> str:
    numbered = "\n".join(_numbered(number, one) for number, one in enumerate(passages, start=1))
    asked = " ".join(
        harmless(" / ".join((*question.earlier[-1:], question.text)))[:_LONGEST_QUESTION].split()
    )
    return (
        f"Passages:\n{numbered}\n\nQuestion: {asked}\n"
        f"Answer in {_LANGUAGES[question.language]}, for {_READERS[question.level]}. "
        "Each sentence ends with its [number].\nAnswer:"
    )


def _numbered(number: int, text: str) -> str:
    return f"[{number}] {text}"
