"""The glossary: whole in both languages, and its words are found in what people write."""

import re

import pytest

from bot.answers.glossary.spotting import spotted
from bot.answers.glossary.terms import terms


def test_every_term_is_explained_in_both_languages_in_few_words() -> None:
    assert len(terms()) >= 60
    for both in terms().values():
        assert {one.language for one in both} == {"en", "fr"}
        assert all(20 < len(one.text) < 420 for one in both), both[0].name


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("I fine-tuned it with LoRA at 5 epochs", "en", ["LoRA", "Epoch"]),
        ("J’ai quantifié en Q4_K_M, perplexité 7,1", "fr", ["Q4_K_M", "Perplexité"]),
        ("a mixture of experts in GGUF", "en", ["Mixture of experts (MoE)", "GGUF"]),
        ("MoE vs dense model", "fr", ["Mélange d’experts (MoE)", "Modèle dense"]),
        ("GSM8K went up", "fr", ["GSM8K"]),
        ("Il faut beaucoup de mémoire", "fr", ["Mémoire"]),
        ("the cat sat on the mat", "en", []),
        ("", "fr", []),
    ],
)
def test_words_of_the_field_are_spotted_in_a_text(text: str, language: str, names: list[str]) -> None:
    assert [one.name for one in spotted(text, language)] == names


def test_french_has_its_own_spaces_around_signs() -> None:
    french = [one.text for both in terms().values() for one in both if one.language == "fr"]
    assert [text for text in french if re.search(r" [:;?!»]|« ", text)] == []
