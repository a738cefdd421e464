"""What a notebook does in two sentences, by the language model, from what was found in it alone."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bot.answers.draft import Draft
from bot.answers.model import Level, Passage, Question, Source
from bot.answers.writing import Order, Writer
from bot.errors import TryLater
from bot.notebooks.facts import Facts
from bot.texts import later

_MOST: Final = 12
_SENTENCES: Final = 2


class Summariser:
    """Asks the model in its line. Raises TryLater where it has nothing to say that is backed."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def summary(
        self, guild_id: int, member_id: int, draft_id: int, facts: Facts, language: str, now: datetime
    ) -> tuple[str, str]:
        """The sentences, and the model's name."""
        question = Question(_QUESTIONS[language], language, Level.SIMPLE)
        # A number of its own, since questions count from 1.
        order = Order(-draft_id, guild_id, member_id, question, passages(facts, now))

        async def show(_: Draft) -> None:
            return

        draft = await self._writer.write(order, show)
        if draft.why is not None or not draft.said:
            raise TryLater(
                later(
                    "My language model found no two sentences that the notebook backs. Share it as it is, or "
                    "write your own with `/notebook edit` afterwards."
                )
            )
        return " ".join(one.text for one in draft.said[:_SENTENCES]), draft.model or ""


def passages(facts: Facts, now: datetime) -> list[Passage]:
    """What is known of a notebook, as passages to write from."""
    return [
        Passage(number, Source.NOTEBOOK, title, text, None, None, None, now)
        for number, (title, text) in enumerate(_told(facts), start=1)
    ]


def _told(facts: Facts) -> Iterator[tuple[str, str]]:
    yield "What its author says", f"{facts.title}. {facts.summary}".strip()
    for title, names in (
        ("Models in it", facts.models),
        ("Datasets in it", facts.datasets),
        ("Libraries in it", [one.name for one in facts.libraries]),
        ("Parameters in it", [f"{one.name} = {one.value}" for one in facts.settings]),
        ("What came out of it", [f"{one.name} = {one.value:g}" for one in facts.metrics]),
    ):
        if names:
            yield title, _listed(names)


def _listed(names: Sequence[str]) -> str:
    return "; ".join(names[:_MOST]) + "."


_QUESTIONS: Final = {
    "en": "What does this notebook do, and what came out of it? Answer in two sentences.",
    "fr": "Que fait ce notebook, et qu’en ressort-il ? Répondez en deux phrases.",
}
