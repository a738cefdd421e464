"""Which authors somebody may have meant."""

import pytest

from bot.hub.authors import MOST_KEPT, Suggestions, rank, searches

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


def test_suggestions_are_remembered_for_a_while() -> None:
    suggestions = Suggestions(seconds=10)
    suggestions.keep("Mistral", ["mistralai"], now=0)
    assert suggestions.get("mistral", now=10) == ["mistralai"]
    assert suggestions.get("mistral", now=11) is None
    assert suggestions.get("qwen", now=0) is None


def test_of_too_many_suggestions_the_oldest_are_forgotten() -> None:
    suggestions = Suggestions()
    for number in range(MOST_KEPT + 1):
        suggestions.keep(str(number), [], now=0)
    assert suggestions.get("0", now=0) is None
    assert suggestions.get(str(MOST_KEPT), now=0) == []
