"""The best sentences of passages, each with the number of its passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.extracts import SENTENCES, extracts, sentences
from bot.answers.model import Level

MEMORY = (
    "Video memory is where a model lives while it works. A model of 8 billion parameters needs about 6 GB in "
    "Q4_K_M, i.e. 4 bits for a weight. Dr. Martin measured 5.9 GB. Cats sleep a lot."
)
FRENCH = """
La quantification réduit la mémoire. Combien ? Environ 60 %, p. ex. 6 Go au lieu de 16 Go.
- Essayez Q4_K_M.
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        (
            "It has 3.5 billion. See fig. 2 and e.g. Qwen. End.",
            ["It has 3.5 billion.", "See fig. 2 and e.g. Qwen.", "End."],
        ),
        ("Il dit : « Bien sûr. » Puis il part.", ["Il dit : « Bien sûr. »", "Puis il part."]),
        ("Vraiment\u202f? Oui, M. Durand le dit.", ["Vraiment\u202f?", "Oui, M. Durand le dit."]),
        ("- First line\n2. **Second** line\n\n## Third", ["First line", "Second line", "Third"]),
        ("Before.\n```\nx = 1. Y = 2.\n```\nAfter.", ["Before.", "After."]),
        ("…\n---\n  ", []),
        (
            "See our [documentation](https://unsloth.ai/docs/a_(b)#c)! [A chart](plot.png) shows it.",
            ["See our documentation!", "A chart shows it."],
        ),
        ("f[0](1) and [1] stay.", ["f[0](1) and [1] stay."]),
    ],
)
def test_sentences_end_where_a_reader_sees_an_end(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


def test_the_sentence_that_answers_is_taken_with_its_number() -> None:
    found = extracts("How much memory does an 8B model need?", [("", "Cats."), ("", MEMORY)], Level.SIMPLE)
    assert [one.number for one in found] == [2, 2]
    assert any("about 6 GB" in one.text for one in found)
    assert not any("sleep" in one.text for one in found)


def test_a_question_in_one_language_finds_the_sentence_in_the_other() -> None:
    found = extracts("what does quantization do to memory?", [("", FRENCH)], Level.SIMPLE)
    assert found[0].text == "La quantification réduit la mémoire."


def test_a_passage_whose_title_is_asked_for_gives_its_first_sentence() -> None:
    term = ("Quantisation", "Storing weights with fewer bits. Some quality is lost.")
    other = ("Perplexity", "Low is good. It is handy to see what a quantisation costs the same model.")
    found = extracts("What is quantization?", [term, other], Level.SIMPLE)
    assert found[0].text == "Storing weights with fewer bits."


def test_the_same_said_twice_is_shown_once() -> None:
    assert len(extracts("memory", [("", "Memory is short here."), ("", "Memory is short here!")])) == 1


def test_without_a_word_of_the_question_the_first_sentence_stands() -> None:
    found = extracts("giraffes", [("", MEMORY)])
    assert [one.text for one in found] == ["Video memory is where a model lives while it works."]
    assert extracts("giraffes", []) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=300), max_size=4), st.sampled_from(Level))
def test_every_sentence_stands_in_its_passage_and_there_are_no_more_than_the_level_wants(
    question: str, passages: list[str], level: Level
) -> None:
    found = extracts(question, [("", one) for one in passages], level)
    assert len(found) <= SENTENCES[level]
    for one in found:
        assert one.text in sentences(passages[one.number - 1])
