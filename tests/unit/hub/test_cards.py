"""Cards as huggingface_hub parses them."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.hub.cards import LARGEST_FRONT_MATTER, read_card


def test_front_matter_text_and_sentence_are_told_apart() -> None:
    card = read_card("model", "---\nlicense: mit\nlanguage: fr\n---\n# Tiny\n\nTiny sings songs in French.\n")
    assert card.data == {"license": "mit", "language": "fr"}
    assert card.text == "# Tiny\n\nTiny sings songs in French."
    assert card.summary == "Tiny sings songs in French."
    assert card.thumbnail is None


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("https://x.example/a.png", "https://x.example/a.png"), ("http://x.example/a.png", None), ("7", None)],
)
def test_a_thumbnail_is_shown_only_from_a_safe_address(stated: str, shown: str | None) -> None:
    assert read_card("dataset", f"---\nthumbnail: {stated}\n---\n").thumbnail == shown


@pytest.mark.parametrize(
    "front",
    [
        "[a, list]",
        "a: [",
        "a: &x [*x]",
        "1: number as a name",
        "model-index: {name: broken}",
        "model-index: [{results: [{}]}]",
        "{{card_data}}",
        "x" * (LARGEST_FRONT_MATTER + 1),
    ],
)
def test_broken_front_matter_does_not_hide_the_sentence(front: str) -> None:
    card = read_card("model", f"---\n{front}\n---\nTiny sings songs in French.\n")
    assert card.summary == "Tiny sings songs in French."


def test_a_model_index_is_kept() -> None:
    front = (
        "model-index:\n- name: t\n  results:\n  - task: {type: asr}\n    dataset: {name: d, type: d}\n"
        "    metrics: [{type: wer, value: 25.59%}]\n"
    )
    card = read_card("model", f"---\n{front}---\n")
    assert card.data["model-index"][0]["results"][0]["metrics"][0]["value"] == "25.59%"


def test_the_library_says_nothing_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        read_card("space", "No front matter here, only these words.")
        read_card("model", "---\nmodel-index: {name: broken}\n---\n")
    assert caplog.records == []


@settings(deadline=None)
@given(some.text(alphabet="ab:-[]{}&*!|>'\"\n 1%@`#", max_size=60))
def test_no_front_matter_raises(front: str) -> None:
    read_card("model", f"---\n{front}\n---\nText of the card.\n")
