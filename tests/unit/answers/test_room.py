"""A long answer loses its last sentences, never a part of a link."""

from datetime import UTC, datetime

from bot.answers import room
from bot.answers.cards import answer, cited
from bot.answers.evidence import Evidence
from bot.answers.model import Level, Passage, Question, Source
from bot.message import Text
from bot.texts import language

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
NOTE = "-# Written by a model."


def test_prose_is_cut_at_a_sentence_and_its_note_stays() -> None:
    told = f"One is here **\\[1\\]**. Two is here **\\[2\\]**. Three is here **\\[3\\]**.\n{NOTE}"
    assert room.sentences(told, len(told)) == told
    cut = room.sentences(told, len(told) - 1)
    assert cut == f"One is here **\\[1\\]**. Two is here **\\[2\\]**.\n{NOTE}"
    assert len(cut) < len(told)
    assert room.sentences(told, len(NOTE) + 2) == NOTE


def test_what_is_quoted_stays_whole() -> None:
    told = "-# Word for word:\n- First. And on **\\[1\\]**\n- Second. And on **\\[2\\]**\n- Third **\\[3\\]**"
    assert room.sentences(told, 50) == "-# Word for word:\n- First. And on **\\[1\\]**"


def test_lines_with_links_are_there_whole_or_not_at_all() -> None:
    lines = ["[a](https://a.example/1)", "[b](https://b.example/2)"]
    assert room.whole(lines, 1000) == "\n".join(lines)
    assert room.whole(lines, len(lines[0]) + 10) == lines[0]
    assert room.whole(lines, 3) == ""


def test_the_longest_answer_keeps_every_source_whole() -> None:
    link = f"https://discord.com/channels/{'1' * 19}/{'2' * 19}/{'3' * 19}"
    passages = tuple(
        Passage(number, Source.GUIDE, "T" * 90, "A text.", "en", link, None, NOON) for number in range(6)
    )
    question = Question("q" * 300, "en", Level.EXPERT)
    found = Evidence(question, passages, figures=(Text("f" * room.FIGURES),))
    prose = " ".join(
        f"A sentence of the answer goes on for a while {cited(1)} {cited(6)}." for _ in range(60)
    )
    message = answer(found, 1, language("en-US"), private=True, prose=prose)
    texts = [one.markdown for one in message.blocks if isinstance(one, Text)]
    assert sum(map(len, texts)) <= room.MOST
    assert texts[2].endswith(f"{cited(6)}.")
    assert texts[3].count(f"]({link})") == 2
