"""The words that were looked for are shown as they were typed."""

from bot.answers.evidence import Evidence
from bot.answers.model import Question


def test_words_keep_their_accents() -> None:
    found = Evidence(Question("Où sont les modèles d’Étienne ?", "fr"), ())
    assert found.looked_for == ["modèles", "Étienne"]
