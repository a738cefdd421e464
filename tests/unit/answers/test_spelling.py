"""The nearest known word is taken for one that stands nowhere, where one is near enough."""

import pytest

from bot.answers.spelling import is_slip, nearest
from bot.answers.words import STOP_WORDS, asked, names_in

KNOWN = {"thread": 1, "three": 10, "quantif": 30, "mail": 4, "licenc": 107}


@pytest.mark.parametrize(
    ("forms", "meant"),
    [
        (["thraeds", "thraed"], "thread"),
        (["quantifcation", "quantifc"], "quantif"),
        (["lisence", "lisenc"], "licenc"),
        (["mairie", "mairi"], None),
        (["zebra"], None),
        ([], None),
    ],
)
def test_the_nearest_word_by_any_form_is_meant(forms: list[str], meant: str | None) -> None:
    assert nearest(forms, KNOWN) == meant


@pytest.mark.parametrize(
    ("word", "slip"), [("wich", True), ("pouquoi", True), ("which", False), ("loup", False), ("qu", False)]
)
def test_a_small_word_with_a_slip_says_as_little_as_without(word: str, slip: bool) -> None:
    assert is_slip(word, STOP_WORDS) is slip


def test_words_of_numbered_names_name_one_thing() -> None:
    assert names_in("How good is Zorglub-12B, and nordlys/Boreal3-8B on fine-tuning?") == {
        "zorglub",
        "nordlys",
        "boreal3",
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What did the Mixtral run reach?", {"mixtral"}),
        ("Qu’a atteint l’essai de Mixtral ?", {"mixtral"}),
        ("Mixtral run", set()),
        ("WHAT DID THE MIXTRAL RUN REACH", set()),
        ("How do I Tell You", set()),
    ],
)
def test_a_word_with_a_capital_within_a_sentence_is_a_name(text: str, names: set[str]) -> None:
    assert names_in(text) == names


def test_a_name_with_another_digit_is_no_slip() -> None:
    assert nearest(["qwen4"], {"qwen3": 9}) is None
    assert nearest(["qwne3"], {"qwen3": 9}) == "qwen3"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Quel temps fait-il ?", ["meteo"]),
        ("le temps qu’il fait à Paris", ["meteo", "paris"]),
        ("Quel temps prend une époque ?", ["temps", "prend", "epoque"]),
        ("Quel temps fait gagner vLLM ?", ["temps", "gagner", "vllm"]),
    ],
)
def test_the_weather_is_not_how_long_something_takes(text: str, words: list[str]) -> None:
    assert asked(text) == words
