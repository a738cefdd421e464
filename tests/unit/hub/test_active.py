"""Active parameters are told where somebody states them, and never otherwise."""

import pytest

from bot.hub.active import active_parameters


@pytest.mark.parametrize(
    ("name", "active"),
    [
        ("Qwen3-30B-A3B", 3_000_000_000),
        ("Qwen3-235B-A22B-Instruct-2507", 22_000_000_000),
        ("Ling-1B-A500M", 500_000_000),
        ("Kimi-VL-16B-A2.8B-Thinking", 2_800_000_000),
    ],
)
def test_a_name_states_them(name: str, active: int) -> None:
    assert active_parameters(name, None, None) == (active, "name")


@pytest.mark.parametrize("name", ["Qwen3-8B", "Mixtral-8x7B-v0.1", "Phi-3-A4", "llama-7b-a10g", "A3B"])
def test_other_names_state_nothing(name: str) -> None:
    assert active_parameters(name, None, None) is None


@pytest.mark.parametrize(
    "card",
    [
        "- Number of Parameters: 30.5B in total and 3.3B activated",
        "A mixture of experts with 3.3B active parameters.",
        "| **Activated Parameters** | 3.3B |",
        "Active params: 3.3B",
        "It has 30B parameters of which 3.3B are active, and\n3.3 billion are activated per token.",
        "It activates only 3.3 billion for each token.",
    ],
)
def test_a_card_states_them(card: str) -> None:
    assert active_parameters("Model-30B", card, 30_500_000_000) == (3_300_000_000, "card")


def test_a_card_is_more_exact_than_a_name() -> None:
    assert active_parameters("Qwen3-30B-A3B", "3.3B activated", 30_500_000_000) == (3_300_000_000, "card")


def test_a_card_of_a_whole_family_is_not_believed() -> None:
    card = "gpt-oss-120b (117B parameters with 5.1B active parameters), gpt-oss-20b (3.6B active parameters)"
    assert active_parameters("gpt-oss-20b", card, None) is None


def test_no_part_is_larger_than_the_whole() -> None:
    assert active_parameters("Small-3B", "unlike others with 37B activated", 3_000_000_000) is None
    assert active_parameters("Odd-3B-A7B", None, 3_000_000_000) is None


@pytest.mark.parametrize(
    "card", ["Trained with 8B tokens, actively maintained.", "An 8B model. Activate the environment.", ""]
)
def test_other_words_state_nothing(card: str) -> None:
    assert active_parameters("Model-8B", card, 8_000_000_000) is None
