"""An answer while the model writes it, and after: its sentences above what was found."""

from bot.answers import controls
from bot.answers.cards import answer, cited, told_word_for_word
from bot.answers.draft import Draft, Stage, Why
from bot.answers.evidence import Evidence
from bot.llm.model import State, in_words
from bot.markdown import literal
from bot.message import Button, Buttons, Message
from bot.texts import Language, later

LONGEST_PROSE = 1800
_MARKS = " .!?…\u00a0\u202f"
_WHY = {
    Why.PERSON_WAITS: later(
        "You wait for several answers already, so this one is only what members wrote. Ask again in a moment."
    ),
    Why.GUILD_WAITS: later(
        "Many people of this server are waiting for my language model, so this is only what members wrote."
    ),
    Why.BROKE_OFF: later(
        "My language model stopped in the middle of its answer. What members wrote stands here instead."
    ),
    Why.TOO_SLOW: later("My language model took too long. What members wrote stands here instead."),
    Why.UNSUPPORTED: later(
        "What my language model wrote was not backed by the sources, so I do not show it. "
        "What members wrote stands here instead."
    ),
    Why.NO_ANSWER: later(
        "My language model found no direct answer in the sources; these are the nearest passages."
    ),
    Why.CANCELLED: later("Stopped. What members wrote stands here."),
}


def drafted(found: Evidence, question_id: int, draft: Draft, language: Language, *, private: bool) -> Message:
    """The whole message at one stage of the draft."""
    if draft.stage is Stage.DONE:
        return answer(found, question_id, language, private=private, prose=_finished(found, draft, language))
    level = found.question.level
    stop = Button(language.say("Stop"), controls.shown(question_id, "stop", level, found.changes))
    told = "\n".join([*_on_the_way(draft, language), told_word_for_word(found, language)])
    return answer(found, question_id, language, private=private, prose=told, buttons=Buttons((stop,)))


def _on_the_way(draft: Draft, language: Language) -> list[str]:
    if draft.stage is Stage.WAITING:
        before = language.say_count(
            "-# ⏳ My language model is busy: you are number {count} in the line.",
            "-# ⏳ My language model is busy: you are number {count} in the line.",
            draft.place,
        )
        return [before]
    if draft.stage is Stage.READING:
        return [language.say("-# ⏳ My language model is reading the sources …")]
    return [f"{_sentences(draft)} …", ""]


def _finished(found: Evidence, draft: Draft, language: Language) -> str:
    if draft.why is None:
        by = draft.model or language.say("a language model")
        note = language.say(
            "-# Written by {model} from the sources below; I left out what they do not say.",
            model=literal(by),
        )
        return f"{_sentences(draft)}\n{note}"
    extracts = told_word_for_word(found, language)
    if draft.why is Why.NOT_READY:
        if draft.state is State.MISSING:
            return extracts
        return f"{extracts}\n-# {language.tell(in_words(draft.state))}"
    return f"{extracts}\n-# {language.tell(_WHY[draft.why])}"


def _sentences(draft: Draft) -> str:
    told, room = [], LONGEST_PROSE
    for one in draft.said:
        numbers = " ".join(map(cited, one.cited))
        words = one.text.rstrip(_MARKS)
        sentence = f"{literal(words, LONGEST_PROSE)} {numbers}{one.text[len(words) :].strip()}"
        room -= len(sentence) + 1
        if room < 0:
            break
        told.append(sentence)
    return " ".join(told)
