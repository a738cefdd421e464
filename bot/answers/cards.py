"""Answers as messages; a message can be made again from the question and what was found for it."""

from collections.abc import Sequence

from bot.answers import controls, room
from bot.answers.evidence import Evidence
from bot.answers.model import Level, Passage, Source
from bot.answers.scope import Talk
from bot.markdown import linked, literal
from bot.message import Block, Button, Buttons, Divider, Message, Panel, Text, plain
from bot.texts import Language, mark

ANSWER_COLOUR = 0x0E9F6E
NOTHING_COLOUR = 0x9CA3AF
LONGEST_QUESTION = 300
LONGEST_EXTRACT = 380
LONGEST_TITLE = 90
LONGEST_PASSAGE = 720
MOST_WORDS = 8
_SOURCES = {
    Source.RELEASE: mark("announcement"),
    Source.CARD: mark("model card"),
    Source.RESULT: mark("result"),
    Source.NOTEBOOK: mark("notebook"),
    Source.GUIDE: mark("guide of the moderators"),
    Source.TIP: mark("advice of a member"),
    Source.ANSWER: mark("answer of a member"),
    Source.TERM: mark("glossary"),
}


def answer(
    found: Evidence,
    question_id: int,
    language: Language,
    *,
    private: bool,
    prose: str | None = None,
    buttons: Buttons | None = None,
) -> Message:
    """The answer to a question: sentences of the passages, or `prose` in their place, and the sources."""
    if not found.passages:
        return _without_passages(found, question_id, language, private=private)
    told = told_word_for_word(found, language) if prose is None else prose
    head: list[Block] = [Text(_asked(found)), *_figures(found)]
    named = Text(room.whole(_sources(found, told, language), room.left(head)))
    told = room.sentences(told, room.left([*head, named]))
    middle: list[Block] = [Text(told), Divider()] if told else []
    parts = (*head, *middle, named, buttons or _buttons(found, question_id, language))
    return Message((Panel(parts, ANSWER_COLOUR),), private=private)


def sources(found: Evidence, language: Language) -> Message:
    """The passages as they stand, for the eyes of one person."""
    parts: list[Block] = []
    heads = source_lines(found.passages, language)
    room_of_each = (room.MOST - sum(map(len, heads))) // max(len(heads), 1)
    for head, one in zip(heads, found.passages, strict=True):
        parts += [Divider()] if parts else []
        parts.append(Text(f"{head}\n> {_within(one.text, room_of_each)}"))
    if not parts:
        gone = language.say("What this answer was taken from is gone, or you may not read it.")
        return plain(gone)
    return Message(tuple(parts), private=True)


def _within(text: str, most: int) -> str:
    """As much of a passage as finds room, with all signs that its formatting takes."""
    length, most = LONGEST_PASSAGE, most - len("\n> ")
    while len(shown := literal(text, length)) > most:
        length = length * most // len(shown)
    return shown


def small_talk(talk: Talk, language: Language, *, private: bool) -> Message:
    """A short, honest answer to what is no question."""
    return plain(_SMALL_TALK[talk](language), private=private)


def thanked(language: Language) -> Message:
    """After a vote."""
    return plain(language.say("Thank you: it helps me to show better passages first."))


def source_lines(passages: Sequence[Passage], language: Language) -> list[str]:
    """The passages in a line each, with their numbers and links."""
    return [_source_line(number, one, language) for number, one in enumerate(passages, start=1)]


def _without_passages(found: Evidence, question_id: int, language: Language, *, private: bool) -> Message:
    if not found.figures:
        return _nothing(found, question_id, language, private=private)
    buttons = _buttons(found, question_id, language)
    return Message((Panel((Text(_asked(found)), *found.figures, buttons), ANSWER_COLOUR),), private=private)


def _figures(found: Evidence) -> list[Block]:
    return [*found.figures, Divider()] if found.figures else []


def cited(number: int) -> str:
    """How a passage is named in a text."""
    return f"**\\[{number}\\]**"


def _sources(found: Evidence, told: str, language: Language) -> list[str]:
    """Those that the text names; all of them where it names none."""
    lines = source_lines(found.shown, language)
    named = [line for number, line in enumerate(lines, start=1) if f"\\[{number}\\]" in told]
    return named or lines


def _asked(found: Evidence) -> str:
    return f"### {literal(found.question.text, LONGEST_QUESTION)}"


def told_word_for_word(found: Evidence, language: Language) -> str:
    """The best sentences of the passages as they stand."""
    lines = [f"- {literal(one.text, LONGEST_EXTRACT)} {cited(one.number)}" for one in found.extracts]
    note = language.say("Word for word from what this community knows:")
    return "\n".join([f"-# {note}", *lines])


def _source_line(number: int, one: Passage, language: Language) -> str:
    title = literal(one.title, LONGEST_TITLE)
    told = [linked(title, one.link), language.say(_SOURCES[one.source])]
    if one.source is not Source.TERM:
        told.append(language.day(one.written_at))
    return f"{cited(number)} " + " · ".join(told)


def _buttons(found: Evidence, question_id: int, language: Language) -> Buttons:
    level, changes = found.question.level, found.changes

    def button(label: str, act: str) -> Button:
        return Button(label, controls.of(question_id, act))

    def to_level(label: str, step: int) -> Button:
        return Button(label, controls.shown(question_id, "level", _beside(level, step), changes))

    acts = [button(language.say("Ask on"), "on")]
    if level is not Level.SIMPLE:
        acts.append(to_level(language.say("Simpler"), -1))
    if level is not Level.EXPERT:
        acts.append(to_level(language.say("Deeper"), 1))
    if found.passages:
        acts.append(button(language.say("Show sources"), "sources"))
    votes = (button(language.say("Useful"), "useful"), button(language.say("Not useful"), "useless"))
    return Buttons((*acts, *votes))


def _beside(level: Level, step: int) -> str:
    every = list(Level)
    return every[every.index(level) + step].value


def _nothing(found: Evidence, question_id: int, language: Language, *, private: bool) -> Message:
    words = language.enumeration([f"**{literal(one, 60)}**" for one in found.looked_for[:MOST_WORDS]])
    told = language.say(
        "I found nothing in this community’s posts that answers this. I looked for: {words}.", words=words
    )
    parts: list[Block] = [Text(_asked(found)), Text(told)]
    if found.closest:
        heading = language.say("The closest that I have:")
        parts.append(Text("\n".join([heading, *source_lines(found.closest, language)])))
    parts.append(
        Buttons(
            (
                Button(language.say("Ask in other words"), controls.of(question_id, "on")),
                Button(language.say("Ask the community"), controls.of(question_id, "community"), "primary"),
            )
        )
    )
    return Message((Panel(tuple(parts), NOTHING_COLOUR),), private=private)


def _nothing_asked(language: Language) -> str:
    return language.say(
        "What would you like to know? Ask me about releases, results, notebooks, or a word of the field, for "
        "instance “What is quantisation?”."
    )


def _greeting(language: Language) -> str:
    return language.say(
        "Hello! I answer from what this community knows: releases, results, notebooks, guides. "
        "What would you like to know?"
    )


def _thanks(language: Language) -> str:
    return language.say("You are welcome. Ask me again whenever you like.")


def _about_me(language: Language) -> str:
    return language.say(
        "I am Essai, a program. I search in what this community has posted, and show it with links; I do not "
        "know anything else. `/ask` asks me something, and `/help` shows what else I can do."
    )


def _prying(language: Language) -> str:
    return language.say(
        "I answer only from what you may read in this server. I have no hidden instructions to tell, "
        "and I show nothing of other servers or of channels that you cannot read."
    )


_SMALL_TALK = {
    Talk.NOTHING: _nothing_asked,
    Talk.GREETING: _greeting,
    Talk.THANKS: _thanks,
    Talk.ABOUT_ESSAI: _about_me,
    Talk.PRYING: _prying,
}
