"""Which authors somebody may have meant."""

import pytest

from bot.hub.authors import rank, searches

KNOWN = ["mistralai", "unsloth", "Qwen", "meta-llama", "deepseek-ai", "HuggingFaceTB", "mistral-community"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mistral", "mistralai"),
        ("mistrlai", "mistralai"),
        ("QWEN", "Qwen"),
        ("deepseek", "deepseek-ai"),
        ("metallama", "meta-llama"),
    ],
)
def test_the_likeliest_author_comes_first(typed: str, meant: str) -> None:
    assert rank(typed, KNOWN)[0] == meant


def test_what_is_not_alike_is_no_suggestion() -> None:
    assert rank("zzzz", KNOWN) == []


def test_every_author_is_named_once() -> None:
    assert rank("qwen", ["Qwen", "Qwen", "unsloth"]) == ["Qwen"]


def test_a_misspelt_name_is_searched_by_its_beginning_too() -> None:
    assert searches("mistrlai") == ["mistrlai", "mistr"]
    assert searches("mistralai/Mistral-7B")[0] == "mistralai"
    assert searches("ab") == ["ab"]
    assert searches("  ") == []
