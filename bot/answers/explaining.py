"""A message explained: its words of the field in plain words, and what the community knows of the same."""

from typing import Final

from bot.answers.asking import AskService
from bot.answers.cards import ANSWER_COLOUR, source_lines
from bot.answers.glossary.spotting import spotted
from bot.answers.glossary.terms import Term
from bot.answers.model import Passage, Question, Source
from bot.answers.reading import Reader
from bot.errors import BadRequest
from bot.markdown import literal
from bot.message import Block, Divider, Message, Panel, Text
from bot.results.keepable import plain
from bot.texts import Language, later

# The beginning of a long message says what it is about.
LONGEST: Final = 400
MOST_BESIDE: Final = 3


class ExplainService:
    """Explains messages to one person at a time. Raises PersonErrors."""

    def __init__(self, asking: AskService) -> None:
        self._asking = asking

    async def explain(self, guild_id: int, text: str, reader: Reader, language: Language) -> Message:
        """What can be told of a message."""
        text = plain(text)
        if not text.strip():
            raise BadRequest(later("This message has no words of its own that I could explain."))
        told = spotted(text, language.name)
        found = await self._asking.evidence(guild_id, Question(text[:LONGEST], language.name), reader)
        beside = [one for one in (*found.passages, *found.closest) if one.source is not Source.TERM]
        if not told and not beside:
            raise BadRequest(
                later("I find no word of the field in this message. Ask about it in your words with `/ask`.")
            )
        return _explained(told, beside[:MOST_BESIDE], language)


def _explained(told: list[Term], beside: list[Passage], language: Language) -> Message:
    heading = language.say("In plain words")
    parts: list[Block] = [Text(f"### {heading}")] if told else []
    parts += [Text(f"**{literal(one.name)}** – {literal(one.text, 600)}") for one in told]
    if beside:
        known = language.say("What this community knows of it:")
        parts += [Divider()] if told else []
        parts.append(Text("\n".join([known, *source_lines(beside, language)])))
    return Message((Panel(tuple(parts), ANSWER_COLOUR),), private=True)
