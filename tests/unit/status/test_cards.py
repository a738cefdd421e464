"""What moderators read of the models that the bot uses."""

import pytest

from bot.hub.budget import Use
from bot.llm.model import State, Status
from bot.message import Facts
from bot.status.cards import status
from bot.status.model import Delays, HubState, Models
from bot.texts import language

READY = Status(State.READY, "e5-small")
NONE = Status(State.MISSING)
AT = Status(State.LOADING, "the first model at http://10.0.0.7:8080")


@pytest.mark.parametrize(
    ("models", "english", "french"),
    [
        (
            Models(NONE, READY, 1),
            "e5-small · ready · 1 passage of this server has no vector yet",
            "e5-small · prêt · 1 passage de ce serveur n’a pas encore de vecteur",
        ),
        (
            Models(NONE, READY, 1200),
            "e5-small · ready · 1,200 passages of this server have no vector yet",
            "e5-small · prêt · 1\u202f200 passages de ce serveur n’ont pas encore de vecteur",
        ),
        (
            Models(NONE, READY, 0),
            "e5-small · ready · each passage of this server has its vector",
            "e5-small · prêt · chaque passage de ce serveur a son vecteur",
        ),
        (
            Models(READY, NONE),
            "none is installed: I search by words alone",
            "aucun n’est installé\u00a0: je cherche par les mots seulement",
        ),
        (Models(READY, AT), "is being loaded", "en cours de chargement"),
    ],
)
def test_the_embedding_model_is_told_with_the_passages_that_lack_a_vector(
    models: Models, english: str, french: str
) -> None:
    assert _told(models, "en")["Embedding model"] == english
    assert _told(models, "fr")["Modèle de plongement (embedding)"] == french


def _told(models: Models, code: str) -> dict[str, str]:
    wait = Delays(*[60.0] * 6)
    message = status(HubState(None), Use(0, 1, 1, 300, 0, 1), wait, [], 0, [], [], models, language(code))
    (facts,) = (one for one in message.parts if isinstance(one, Facts))
    return dict(facts.rows)
