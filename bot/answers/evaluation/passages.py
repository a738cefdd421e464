"""Searching and refusing, tried with the questions whose right answer is known."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.answers.evaluation.questions import Fielded, Sought, Unanswerable
from bot.answers.evaluation.sample.community import GUILD_ID
from bot.answers.evaluation.sample.item import TODAY
from bot.answers.evaluation.scores import Mark, found, reciprocal
from bot.answers.evaluation.slips import with_slip, without_accents
from bot.answers.evidence import LOOKED_AT, evidence, in_order
from bot.answers.glossary.terms import terms
from bot.answers.model import Passage, Question
from bot.answers.scope import Talk, talk_of
from bot.answers.searching import Found, Near, search, text_of
from bot.db.engine import Session

LANGUAGES: Final = {"en": "in English", "fr": "in French"}
KINDS: Final = {"typed": "typed with slips", "follow": "follow-ups", "cross": "in the other language"}
FOUND, MRR = "passage among the first 5", "mean reciprocal rank"
ANSWERED, REFUSED = "answered what is known", "refused what is not"
HEARD: Final = "questions of the field not turned away"
_NAMES: Final = {
    term.name: f"term/{name.partition(':')[2]}" for name, both in terms().items() for term in both
}


async def sought_marks(session: Session, asked: Sought, near: Near) -> list[Mark]:
    """How a question that can be answered fares: as it is, without accents, and with one slip more."""
    rank, is_answered = await _tried(session, asked, near)
    named = [FOUND, f"{FOUND}, {LANGUAGES[asked.language]}"]
    if asked.kind != "plain":
        named.append(f"{FOUND}, {KINDS[asked.kind]}")
    marks = [Mark(name, asked.held_out, found(rank)) for name in named]
    for label, other in _variants(asked):
        other_rank, _ = await _tried(session, other, near)
        marks.append(Mark(f"{FOUND}, {label}", asked.held_out, found(other_rank)))
    marks += [
        Mark(name, asked.held_out, reciprocal(rank)) for name in (MRR, f"{MRR}, {LANGUAGES[asked.language]}")
    ]
    return [*marks, Mark(ANSWERED, asked.held_out, float(is_answered))]


async def refused_marks(session: Session, asked: Unanswerable, near: Near) -> list[Mark]:
    """Whether a question that cannot be answered gets no answer."""
    question = Question(asked.ask, asked.language)
    right = float(not await _is_answered(session, question, near))
    return [Mark(name, asked.held_out, right) for name in (REFUSED, f"{REFUSED}: {asked.why}")]


def heard_mark(asked: Fielded) -> Mark:
    """Whether a question of the field is searched for, though it sounds like prying."""
    return Mark(HEARD, asked.held_out, float(talk_of(asked.ask) is Talk.QUESTION))


def _variants(asked: Sought) -> Iterator[tuple[str, Sought]]:
    plain = without_accents(asked.ask)
    if plain != asked.ask:
        yield "without accents", replace(asked, ask=plain)
    slipped = with_slip(asked.ask)
    if asked.kind == "plain" and slipped != asked.ask:
        yield "with one slip", replace(asked, ask=slipped)


async def _tried(session: Session, asked: Sought, near: Near) -> tuple[int | None, bool]:
    """The place of the first passage that answers, and whether an answer is given at all."""
    question = Question(asked.ask, asked.language, earlier=asked.earlier)
    every = await _searched(session, question, near)
    rank = _rank(asked, [one.passage for one in in_order(question, every)])
    return rank, talk_of(asked.ask) is Talk.QUESTION and bool(evidence(question, every).passages)


async def _is_answered(session: Session, question: Question, near: Near) -> bool:
    if talk_of(question.text) is not Talk.QUESTION:
        return False
    every = await _searched(session, question, near)
    return bool(evidence(question, every).passages)


async def _searched(session: Session, question: Question, near: Near) -> list[Found]:
    found = await near(GUILD_ID, text_of(question), [])
    return await search(session, GUILD_ID, question, [], LOOKED_AT, TODAY, found)


def _rank(asked: Sought, passages: Sequence[Passage]) -> int | None:
    places = (
        place
        for place, one in enumerate(passages, start=1)
        if (one.link or _NAMES.get(one.title)) in asked.find and asked.says in one.text
    )
    return next(places, None)
