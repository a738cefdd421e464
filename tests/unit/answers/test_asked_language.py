"""The language of a question that is too short for small words."""

import pytest

from bot.answers.words import language_asked


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Meilleur modèle GSM8K ?", "fr"),
        ("classement mmlu", "fr"),
        ("derniers resultats", "fr"),
        ("Bonjour !", "fr"),
        ("best GSM8K", "en"),
        ("latest results", "en"),
        ("hello", "en"),
        ("Which model is best on GSM8K?", "en"),
        ("Quel est le best model ?", "fr"),
        ("GSM8K ?", None),
        ("Qwen3-8B vs Llama-3.1-8B", None),
        ("best modèle", None),
    ],
)
def test_telling_words_say_in_which_language_it_is_asked(question: str, language: str | None) -> None:
    assert language_asked(question) == language
