"""Questions that name a model and no benchmark, or ask for the newest results, are read as such."""

import pytest

from bot.answers.evaluation.figures import known
from bot.answers.figures.reading import read

KNOWN = known()


@pytest.mark.parametrize(
    "asked",
    [
        "What are the results of Boreal3-8B?",
        "How good is Boreal3-8B?",
        "Is Boreal3-8B any good?",
        "tell me about Boreal3-8B",
        "What are its results? (nordlys/Boreal3-8B)",
        "Is it any good? (nordlys/Boreal3-8B)",
        "Quels sont les résultats de Boreal3-8B ?",
        "Que vaut Boreal3-8B ?",
        "Quels sont ses résultats ? (nordlys/Boreal3-8B)",
    ],
)
def test_a_model_without_a_benchmark_asks_for_all_its_results(asked: str) -> None:
    found = read(asked, KNOWN)
    assert found is not None
    assert (found.query.intent, found.query.benchmark) == ("value", None)
    assert found.query.models == ("nordlys/Boreal3-8B",)
    assert found.is_sure


@pytest.mark.parametrize(
    ("asked", "benchmark", "limit"),
    [
        ("latest results", None, None),
        ("What results do we have?", None, None),
        ("the last 5 results", None, 5),
        ("latest GSM8K results", "gsm8k", None),
        ("Derniers résultats ?", None, None),
        ("Les 3 derniers résultats ?", None, 3),
        ("Quels sont les résultats les plus récents ?", None, None),
        ("Derniers résultats sur GSM8K ?", "gsm8k", None),
    ],
)
def test_the_newest_results_are_asked_for_in_both_languages(
    asked: str, benchmark: str | None, limit: int | None
) -> None:
    found = read(asked, KNOWN)
    assert found is not None
    assert (found.query.intent, found.query.benchmark, found.query.limit) == ("newest", benchmark, limit)
    assert found.is_sure


@pytest.mark.parametrize(
    "asked",
    [
        "What is Boreal3-8B?",
        "How many parameters does Boreal3-8B have? (nordlys/Boreal3-8B)",
        "When was Boreal3-8B published?",
        "Is Boreal3-8B open source?",
        "Quelle licence pour Boreal3-8B ?",
    ],
)
def test_what_else_is_asked_of_a_model_is_left_to_the_passages(asked: str) -> None:
    assert read(asked, KNOWN) is None
