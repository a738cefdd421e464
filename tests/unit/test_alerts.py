"""Families that can be followed, and the messages around follows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.alerts import cards
from bot.alerts.model import MOST_TOLD, Follow, has_family, is_news
from bot.message import Buttons, Text
from bot.releases.model import Release
from bot.releases.names import series_of
from bot.releases.parts import Collected, Revision
from bot.texts import language

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PLAIN = Release("model", "k", "Qwen/Qwen3-8B", "Qwen", "https://huggingface.co/Qwen/Qwen3-8B", NOW, NOW)
ENGLISH = language("en")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Qwen3-8B-Base", "Qwen"),
        ("Qwen2.5-Coder-7B", "Qwen"),
        ("Mistral-Small-3.2-24B-Instruct-2506", "Mistral"),
        ("SmolLM3-3B", "SmolLM"),
        ("FLUX.1-schnell", "FLUX"),
        ("gemma-3-4b-it", "gemma"),
        ("c4ai-command-r", "c4ai"),
        ("gpt2", "gpt"),
        ("7B", "7B"),
        ("123", ""),
        ("", ""),
    ],
)
def test_a_family_is_the_beginning_of_a_name_without_its_version(name: str, family: str) -> None:
    assert series_of(name) == family


def test_only_models_with_a_name_have_a_family() -> None:
    assert has_family(PLAIN)
    assert not has_family(replace(PLAIN, repo_id="Qwen/123"))
    assert not has_family(replace(PLAIN, kind="dataset"))


def test_changes_collections_and_papers_are_no_news_of_an_author() -> None:
    assert is_news(PLAIN)
    assert not is_news(replace(PLAIN, revision=Revision("a", "b")))
    assert not is_news(replace(PLAIN, collected=Collected("a", "b", "c")))
    assert not is_news(replace(PLAIN, kind="paper"))


def test_many_news_are_counted_and_the_message_carries_its_nonce() -> None:
    releases = [replace(PLAIN, key=str(n), repo_id=f"Qwen/[odd]-{n}") for n in range(MOST_TOLD + 3)]
    message = cards.news(releases, [Follow(5, 1, "Qwen", "")], "a" * 24, ENGLISH)
    told = "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))
    assert "13 releases that you asked me to tell you of:" in told
    assert "- and 3 more" in told
    assert r"**[\[odd\]-0](" in told
    controls = [
        getattr(item, "control", "")
        for block in message.blocks
        if isinstance(block, Buttons)
        for item in block.items
    ]
    assert controls == ["follow:stop:5", f"follow:mine:{'a' * 24}"]


def test_the_list_says_what_is_not_heard_and_what_did_not_arrive() -> None:
    follows = [Follow(1, 1, "Qwen", "", is_fed=False), Follow(2, 1, "google", "gemma")]
    message = cards.overview(follows, ENGLISH, is_blocked=True)
    told = "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))
    assert "Discord did not let my last message through" in told
    assert "everything by **Qwen** – no server watches this author at present" in told
    assert message.private
