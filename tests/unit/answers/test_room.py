"""A long answer loses its last sentences, never a part of a link."""

from datetime import UTC, datetime

from bot.answers import room
from bot.answers.cards import answer, cited, sources
from bot.answers.evidence import Evidence
from bot.answers.guide_cards import listed
from bot.answers.guide_store import Guide
from bot.answers.model import Level, Passage, Question, Source
from bot.message import Text
from bot.texts import language

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
CHANNEL = 123
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


def test_every_source_of_the_longest_answer_is_shown_in_one_message() -> None:
    link = f"https://discord.com/channels/{'1' * 19}/{'2' * 19}/{'3' * 19}"
    texts = ["w" * 700, "*" * 350 + "w" * 350, "short", *("w " * 350 for _ in range(3))]
    passages = tuple(
        Passage(number, Source.GUIDE, "T" * 90, text, "en", link, None, NOON)
        for number, text in enumerate(texts)
    )
    shown = sources(Evidence(Question("q", "en", Level.EXPERT), passages), language("en-US"))
    told = [one.markdown for one in shown.blocks if isinstance(one, Text)]
    assert len(told) == len(texts)
    assert sum(map(len, told)) <= room.MOST
    assert all(one.count(f"]({link})") == 1 for one in told)


def test_of_many_guides_each_line_is_whole_and_the_others_are_counted() -> None:
    link = f"https://huggingface.co/{'d' * 240}"
    guides = [Guide(str(one), "T" * 90, link, CHANNEL, 3, 0, NOON) for one in range(30)]
    shown = listed(guides, 2, language("en-US"))
    told = "\n".join(one.markdown for one in shown.blocks if isinstance(one, Text))
    assert len(told) <= room.MOST
    lines = told.splitlines()
    whole = [line for line in lines if line.startswith("- [") and line.endswith("Mar 12, 2026")]
    assert lines[-2:] == [
        f"… and {30 - len(whole)} more.",
        "And 2 guides from channels that you cannot read.",
    ]
    assert len(lines) == len(whole) + 3
