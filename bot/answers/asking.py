"""Asking: what is known is searched, and shown to who may read it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.answers import cards, question_store, search_store, store
from bot.answers.draft import Draft, Why
from bot.answers.evidence import LOOKED_AT, Evidence, evidence
from bot.answers.figures import cards as figure_cards
from bot.answers.figures.found import Figures
from bot.answers.figures.service import FigureService
from bot.answers.glossary.terms import keep
from bot.answers.model import Asked, Level, Passage, Question
from bot.answers.prose_cards import drafted
from bot.answers.reading import Reader
from bot.answers.scope import Talk, talk_of
from bot.answers.searching import Found, Near, search, text_of
from bot.answers.writing import Order, Writer
from bot.db.engine import Database
from bot.errors import BadRequest, TryLater
from bot.llm.model import State
from bot.message import Message
from bot.results.keepable import plain
from bot.texts import language as language_named
from bot.texts import later

Show = Callable[[Message], Awaitable[None]]
# What was asked is kept so long, for the buttons below the answers.
KEPT: Final = timedelta(days=90)
MOST_A_MINUTE: Final = 12


@dataclass(frozen=True)
class Answer:
    """What is shown; small talk has no evidence, and its question is not kept."""

    message: Message
    question_id: int | None = None
    evidence: Evidence | None = None


class AskService:
    """Answers from what one guild knows, with extracts. Raises PersonErrors."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        figures: FigureService,
        near: Near,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._near = near
        self._figures = figures
        self._writer = writer
        self._now = now

    async def evidence(self, guild_id: int, question: Question, reader: Reader) -> Evidence:
        """What a guild knows of a question, of that which the reader may read at this moment."""
        async with self._database.transaction() as session:
            every = await search_store.channels(session, guild_id)
        known = {one: reader.knows(one) for one in every}
        channels = [one for one, may in known.items() if may is not False]
        near = await self._near(guild_id, text_of(question), channels)
        async with self._database.transaction() as session:
            found = await search(session, guild_id, question, channels, LOOKED_AT, self._now(), near)
        return evidence(question, await _readable(found, reader))

    async def ask(self, guild_id: int, asked: Asked, reader: Reader) -> Answer:
        """Answer a question, and keep it for the buttons below the answer."""
        asked = replace(asked, question=replace(asked.question, text=plain(asked.question.text)))
        language = language_named(asked.question.language)
        talk = talk_of(asked.question.text)
        if talk is not Talk.QUESTION:
            return Answer(cards.small_talk(talk, language, private=not asked.is_public))
        async with self._database.transaction() as session:
            # Kept before it is searched for, so that of many at the same time each counts those before it.
            await question_store.hold(session, guild_id, asked.member_id)
            lately = self._now() - timedelta(minutes=1)
            if await question_store.count(session, guild_id, asked.member_id, lately) >= MOST_A_MINUTE:
                raise TryLater(later("You ask faster than I can search. Please wait a minute."))
            earlier = await question_store.earlier(session, guild_id, asked.follows_id)
            question_id = await question_store.add(session, guild_id, asked, self._now())
        question = replace(asked.question, earlier=earlier)
        # Each reads for a while in the database, so both at the same time.
        found, figures = await asyncio.gather(
            self.evidence(guild_id, question, reader),
            self._figures.answer(guild_id, asked.member_id, question.text, reader, (), earlier),
        )
        await self._note_shown(guild_id, question_id, found)
        found = _with_figures(found, figures, question_id)
        message = cards.answer(found, question_id, language, private=not asked.is_public)
        return Answer(message, question_id, found)

    async def again(
        self,
        guild_id: int,
        question_id: int,
        reader: Reader,
        level: Level | None = None,
        changes: Sequence[str] = (),
        *,
        private: bool,
    ) -> Answer:
        """The answer to a question that was asked before, as what is still there and readable allows.

        `changes` correct how figures were read (`figures/corrections.py`).
        """
        asked, found = await self._kept(guild_id, question_id, reader, anew=True)
        if level is not None:
            found = replace(found, question=replace(asked.question, level=level))
        question, by = asked.question, asked.member_id
        figures = await self._figures.answer(guild_id, by, question.text, reader, changes, question.earlier)
        found = _with_figures(found, figures, question_id, changes)
        message = cards.answer(found, question_id, language_named(asked.question.language), private=private)
        return Answer(message, question_id, found)

    async def write(self, guild_id: int, member_id: int, told: Answer, show: Show, place: int | None) -> None:
        """Let the model, if there is one, answer above what was found: `show` gets the message each time.

        `place` is the id of the message that is shown.
        """
        found, question_id = told.evidence, told.question_id
        if found is None or question_id is None or not found.passages:
            return
        language = language_named(found.question.language)

        async def redraw(draft: Draft) -> None:
            await show(drafted(found, question_id, draft, language, private=told.message.private))

        order = Order(question_id, guild_id, member_id, found.question, found.shown, place)
        draft = await self._writer.write(order, redraw)
        if draft.why is not Why.REPLACED and draft.state is not State.MISSING:
            await redraw(draft)

    def stop(self, question_id: int, member_id: int) -> bool:
        """Stop the model; whether it was writing that answer for that member."""
        return self._writer.cancel(question_id, member_id)

    async def sources(self, guild_id: int, question_id: int, reader: Reader) -> Message:
        """The passages of an answer as they stand."""
        asked, found = await self._kept(guild_id, question_id, reader)
        return cards.sources(found, language_named(asked.question.language))

    async def asked(self, guild_id: int, question_id: int) -> Asked:
        """A question that was asked before."""
        async with self._database.transaction() as session:
            asked = await question_store.get(session, guild_id, question_id)
        if asked is None:
            raise BadRequest(later("I no longer know this question. Please ask it again with `/ask`."))
        return asked

    async def vote(
        self, guild_id: int, question_id: int, member_id: int, *, useful: bool, reason: str = ""
    ) -> None:
        """Note whether an answer was useful; the passages that were shown count with it."""
        asked = await self.asked(guild_id, question_id)
        async with self._database.transaction() as session:
            by = await question_store.vote(session, guild_id, question_id, member_id, useful, plain(reason))
            await store.vote(session, guild_id, asked.passage_ids, by)

    async def last_in(self, guild_id: int, channel_id: int) -> int | None:
        """The question that was asked last in a thread, which a new one goes on about."""
        async with self._database.transaction() as session:
            return await question_store.last_in(session, guild_id, channel_id)

    async def spoken(self, guild_id: int, question_id: int | None) -> str | None:
        """The language in which a question was answered; None where there is none."""
        if question_id is None:
            return None
        async with self._database.transaction() as session:
            asked = await question_store.get(session, guild_id, question_id)
        return None if asked is None else asked.question.language

    async def keep(self) -> None:
        """The chore: put in the glossary where it is not, and forget old questions."""
        async with self._database.transaction() as session:
            await keep(session)
            await question_store.forget(session, self._now() - KEPT)

    async def _anew(self, guild_id: int, question_id: int, question: Question, reader: Reader) -> Evidence:
        found = await self.evidence(guild_id, question, reader)
        await self._note_shown(guild_id, question_id, found)
        return found

    async def _note_shown(self, guild_id: int, question_id: int, found: Evidence) -> None:
        ids = [one.passage_id for one in found.passages]
        async with self._database.transaction() as session:
            await question_store.shown(session, guild_id, question_id, ids)

    async def _kept(
        self, guild_id: int, question_id: int, reader: Reader, *, anew: bool = False
    ) -> tuple[Asked, Evidence]:
        """What was shown and is left of it; with `anew` what is known now, where nothing is left."""
        asked = await self.asked(guild_id, question_id)
        async with self._database.transaction() as session:
            passages = await store.get(session, guild_id, asked.passage_ids)
        if anew and asked.passage_ids and not passages:
            return asked, await self._anew(guild_id, question_id, asked.question, reader)
        return asked, Evidence(asked.question, tuple([one for one in passages if await _may(one, reader)]))


def _with_figures(
    found: Evidence, figures: Figures | None, question_id: int, changes: Sequence[str] = ()
) -> Evidence:
    """What was found, with figures where the question asks for some."""
    if figures is None:
        return found
    asked = found.question
    blocks = figure_cards.blocks(figures, question_id, changes, asked.level, language_named(asked.language))
    return replace(found, figures=tuple(blocks), changes=tuple(changes))


async def _readable(found: list[Found], reader: Reader) -> list[Found]:
    return [one for one in found if await _may(one.passage, reader)]


async def _may(passage: Passage, reader: Reader) -> bool:
    return passage.channel_id is None or await reader.may_read(passage.channel_id)
