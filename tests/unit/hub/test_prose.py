"""The first plain sentence of a card."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.hub.prose import first_sentence, without_front_matter

SENTENCE = "Tiny is a model that sings in French."


@pytest.mark.parametrize(
    "before",
    [
        "",
        "---\nlicense: mit\n---\n",
        "---\r\nlicense: mit\r\n---\r\n",
        "\ufeff---\nlicense: mit\n---\n",
        "# Tiny\n\n",
        "Tiny, the singing model of the house\n====================================\n\n",
        "[![badge](https://x.example/b.svg)](https://x.example)\n\n",
        "<a href='x'><img src='y'/></a> <br>\n\n",
        "<div align='center'>\n  <h1>Tiny</h1>\n  All the links of the house are here.\n</div>\n\n",
        "<p align=\"center\">\n🤗 <a href='x'>Hugging Face</a> and many other places to go\n</p>\n\n",
        "<!-- Provide a quick summary of what the model is. -->\n\n",
        "| Size | Score of the model on tests |\n|---|---|\n| 1 | 2 |\n\n",
        "```python\nprint('this is a sentence that is code')\n```\n\n",
        "- a list of several words\n* another list of several words\n1. and one with many numbers\n\n",
        "> [!NOTE]\n> This repository is for the launch of another one.\n\n",
        "**Authors**: the people of the house and others\n\n",
        "**Terms of use:** the same as those of the house\n\n",
        "**A heading in bold letters only**\n\n",
        "[More Information Needed]\n\n",
        "This model card has been generated automatically by a tool.\n\n",
        "This is the model card of a 🤗 transformers model that has been pushed on the Hub.\n\n",
        "Use the code below to get started with the model.\n\n",
        "This model has moved to https://hub.example/a/c\n\n",
        "Read more at https://hub.example/blog/tiny about it.\n\n",
        "📃 Paper | 🖥️ Code | 🤗 Models of ours\n\n",
        "Try it:\n\n",
        "Tiny!\n\n",
    ],
)
def test_what_is_no_prose_is_passed_over(before: str) -> None:
    assert first_sentence(f"{before}{SENTENCE} It is small.\n") == SENTENCE


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**Tiny** is a [model](https://x.example/a_(b)) that *sings* in `French`.", SENTENCE),
        ("Tiny is a model\nthat sings in French.", SENTENCE),
        ("Tiny is a model that<br>sings in <b>French</b>.", SENTENCE),
        ("Tiny uses 4-bit weights, e.g. AWQ. More text.", "Tiny uses 4-bit weights, e.g. AWQ."),
        (
            "It has 1.5 billion parameters vs. Large's many. Next.",
            "It has 1.5 billion parameters vs. Large's many.",
        ),
        ("Tiny est un modèle qui chante. Écoutez-le.", "Tiny est un modèle qui chante."),
        ("这是一个会唱歌的小模型。它很小。", "这是一个会唱歌的小模型。"),
        (
            "A sentence that never ends and has no full stop",
            "A sentence that never ends and has no full stop",
        ),
    ],
)
def test_the_sentence_is_without_markdown(markdown: str, plain: str) -> None:
    assert first_sentence(markdown) == plain


def test_a_long_sentence_ends_at_a_word() -> None:
    found = first_sentence("This model was trained on " + "very " * 100 + "many texts.", longest=60)
    assert found == "This model was trained on very very very very very very…"
    assert len(found) <= 60


@pytest.mark.parametrize(
    "markdown", ["", "---\nlicense: mit\n---\n", "# Only a heading", "a b", "..., --- !!! ???"]
)
def test_a_card_without_prose_has_no_sentence(markdown: str) -> None:
    assert first_sentence(markdown) is None


def test_front_matter_is_taken_away_whole() -> None:
    assert without_front_matter("---\na: 1\n---\n\nText\n\n---\nmore") == "Text\n\n---\nmore"


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", ["<div>", "[", "![", "**a", "```\n", "<!--", "[a](", "a.b ", "`", "|", "---\n", "<p", "\\"]
)
def test_a_hostile_card_is_read_in_time(piece: str) -> None:
    first_sentence(piece * (2_000_000 // len(piece)))


@given(some.text(alphabet="ab .#*_`[]()!<>|-\n:{}/—é", max_size=200))
def test_any_text_gives_a_short_plain_line_or_nothing(markdown: str) -> None:
    found = first_sentence(markdown, longest=50)
    assert found is None or (0 < len(found) <= 50 and "\n" not in found)
