"""The words that were looked for are shown as they were typed."""

from bot.answers.evidence import Evidence
from bot.answers.model import Question


def test_words_keep_their_accents() -> None:
    found = Evidence(Question("Où sont les modèles d’Étienne ?", "fr"), ())
    assert found.looked_for == ["modèles", "Étienne"]


def test_the_weather_is_named_with_the_word_that_was_typed() -> None:
    assert Evidence(Question("Quel temps fait-il à Lyon ?", "fr"), ()).looked_for == ["temps", "Lyon"]
