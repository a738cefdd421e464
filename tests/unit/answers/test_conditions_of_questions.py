"""A condition that no query can say is told as not understood; what asks for the other end is read so."""

import pytest

from bot.answers.evaluation.figures import known
from bot.answers.figures.reading import read

KNOWN = known()


@pytest.mark.parametrize(
    "asked",
    [
        "Which model is not good on GSM8K?",
        "which model should I not use for GSM8K",
        "which models are bad at GSM8K",
        "Quel modèle n’est pas bon sur GSM8K ?",
        "Quel modèle n’est pas très fort sur GSM8K ?",
    ],
)
def test_what_is_not_good_is_the_other_end_of_the_ranking(asked: str) -> None:
    found = read(asked, KNOWN)
    assert found is not None
    assert (found.query.intent, found.query.benchmark, found.query.order) == ("best", "gsm8k", "worst")
    assert found.is_sure


@pytest.mark.parametrize(
    ("asked", "unread"),
    [
        ("best GSM8K without Gemini", ["without Gemini"]),
        ("best model except Gemini on GSM8K", ["except Gemini"]),
        ("best GSM8K model that is not under review", ["review", "not"]),
        ("meilleur GSM8K sans Gemini", ["sans Gemini"]),
        ("best quantised GSM8K", ["quantised"]),
        ("meilleur modèle non quantifié sur GSM8K", ["non quantifié"]),
        ("best model that is not open source on GSM8K", ["open source", "not"]),
        ("meilleur modèle non libre sur GSM8K", ["libre", "non"]),
        ("meilleur modèle qui n’est pas sous une licence libre sur GSM8K", ["licence libre", "pas"]),
        ("best model with open weights on GSM8K", ["open weights"]),
        ("best free model on GSM8K", ["free"]),
        ("smallest model above 75% on GSM8K", ["smallest"]),
        ("Le plus petit modèle qui dépasse 75 % sur GSM8K ?", ["plus petit"]),
        ("GSM8K best vs worst", ["vs worst"]),
        ("best GSM8K on a 24 GB card", ["24 GB card"]),
    ],
)
def test_a_condition_that_cannot_be_read_is_said_and_never_dropped(asked: str, unread: list[str]) -> None:
    found = read(asked, KNOWN)
    assert found is not None
    assert (found.query.intent, found.query.benchmark, found.query.order) == ("best", "gsm8k", "best")
    assert found.query.models == ()
    assert sorted(found.unread) == sorted(unread)


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        ("best open-source model with an apache 2.0 licence on GSM8K", "licence", "apache-2.0"),
        ("best open-source licence model on GSM8K", "licence", "open"),
        ("best model under an open licence on GSM8K", "licence", "open"),
        ("meilleur modèle libre sur GSM8K", "licence", "open"),
        ("le meilleur modèle sous licence ouverte sur GSM8K", "licence", "open"),
        ("best quantised model in Q4_K_M on GSM8K", "quantisation", "Q4_K_M"),
    ],
)
def test_a_condition_that_a_query_says_is_read(asked: str, field: str, value: str) -> None:
    found = read(asked, KNOWN)
    assert found is not None
    assert getattr(found.query, field) == value
    assert found.is_sure


@pytest.mark.parametrize(
    "asked",
    ["Is GSM8K a good benchmark?", "GSM8K est-il un bon test ?", "What is the best benchmark for maths?"],
)
def test_what_is_asked_of_a_benchmark_itself_is_no_ranking(asked: str) -> None:
    assert read(asked, KNOWN) is None


def test_what_was_not_understood_is_told_as_it_was_written() -> None:
    found = read("meilleur GSM8K des élèves", KNOWN)
    assert found is not None
    assert found.unread == ("élèves",)


def test_who_posted_is_no_condition() -> None:
    for asked in ("who posted the best GSM8K?", "Qui a posté le meilleur GSM8K ?"):
        found = read(asked, KNOWN)
        assert found is not None
        assert found.is_sure
