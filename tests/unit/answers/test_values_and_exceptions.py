"""Values that must be reached and models that are left out: read in both languages, told, and corrected."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answers.evaluation.figures import known
from bot.answers.figures import corrections
from bot.answers.figures.corrections import corrected, possible
from bot.answers.figures.model import Bound, Query, Reading, Size
from bot.answers.figures.reading import read
from bot.answers.figures.reading_on import read_on
from bot.answers.figures.wording import correction, read_as
from bot.texts import language

KNOWN = known()
ENGLISH, FRENCH = language("en"), language("fr")
ABOVE_75 = Bound(0.75, strict=True)


def read_of(asked: str) -> Reading:
    found = read(asked, KNOWN)
    assert found is not None, asked
    return found


@pytest.mark.parametrize(
    ("asked", "bound"),
    [
        ("Which models score more than 75 on IFEval?", ABOVE_75),
        ("Quels modèles dépassent 75 % sur IFEval ?", ABOVE_75),
        ("which models are above 75% on ifeval", ABOVE_75),
        ("modeles au dessus de 75% sur ifeval", ABOVE_75),
        ("modèles avec plus de 75 points sur IFEval", ABOVE_75),
        ("IFEval > 75", ABOVE_75),
        ("quels modèles dépassent les 75 % à IFEval ?", ABOVE_75),
        ("who reaches 75,5 % on IFEval?", Bound(0.755)),
        ("models with an IFEval score above 0.75", ABOVE_75),
        ("Which models get at least 70% on IFEval?", Bound(0.7)),
        ("quels modeles ont au moins 70 sur ifeval", Bound(0.7)),
        ("models with 70% or more on IFEval", Bound(0.7)),
        ("modèles avec 70 % ou plus sur IFEval", Bound(0.7)),
        ("models scoring below 40 on IFEval", Bound(most=0.4, strict=True)),
        ("modèles à moins de 40 % sur IFEval", Bound(most=0.4, strict=True)),
        ("IFEval between 60 and 70 %", Bound(0.6, 0.7)),
        ("IFEval entre 60 et 70 %", Bound(0.6, 0.7)),
        ("models above 60% and below 70% on IFEval", Bound(0.6, 0.7, strict=True)),
    ],
)
def test_a_share_that_must_be_reached_is_a_filter(asked: str, bound: Bound) -> None:
    found = read_of(asked)
    assert found.query == Query("best", "ifeval", value=bound)
    assert found.is_sure


@pytest.mark.parametrize(
    ("asked", "benchmark", "bound"),
    [
        ("which models do more than 50 tokens/s on a 4090", "generation_speed", Bound(50, strict=True)),
        ("quels modèles dépassent 50 tokens par seconde", "generation_speed", Bound(50, strict=True)),
        ("models faster than 50 tokens/s", "generation_speed", Bound(50, strict=True)),
        ("models slower than 50 tokens/s", "generation_speed", Bound(most=50, strict=True)),
        ("first token under 200 ms", "ttft", Bound(most=200, strict=True)),
        ("premier token en moins de 0,2 seconde", "ttft", Bound(most=200, strict=True)),
        ("which models need at most 8 GB of memory?", "memory", Bound(most=8e9)),
        ("quels modèles prennent moins de 8 Go de mémoire ?", "memory", Bound(most=8e9, strict=True)),
    ],
)
def test_speeds_times_and_memory_are_in_their_units(asked: str, benchmark: str, bound: Bound) -> None:
    found = read_of(asked)
    assert (found.query.benchmark, found.query.value) == (benchmark, bound)
    assert found.unread == ()


@pytest.mark.parametrize(
    ("asked", "unread"),
    [
        ("best GSM8K under 8", "under 8"),
        ("models above 200 ms on GSM8K", "above 200 ms"),
        ("models above 170% on GSM8K", "above 170%"),
        ("models with more than 5 results on GSM8K", "more than 5"),
        ("Is Boreal3-8B or Boreal3-4B above 70% on GSM8K?", "above 70%"),
    ],
)
def test_what_is_no_value_of_the_benchmark_is_said_and_never_dropped(asked: str, unread: str) -> None:
    found = read_of(asked)
    assert found.query.value is None
    assert unread in found.unread


BOREAL = ("boreal3",)
UNDER_7 = Size(most=7e9, strict=True)


@pytest.mark.parametrize(
    ("asked", "without"),
    [
        ("best GSM8K without Boreal3-8B", ("nordlys/Boreal3-8B",)),
        ("meilleur GSM8K sans Boreal3-8B", ("nordlys/Boreal3-8B",)),
        ("best model except Boreal3 on GSM8K", BOREAL),
        ("best GSM8K model that is not Boreal3", BOREAL),
        ("best GSM8K, not from nordlys", ("nordlys",)),
        ("best non-Boreal3 model on GSM8K", BOREAL),
        ("anything but Boreal3: best GSM8K?", BOREAL),
        ("best GSM8K, ignore Boreal3", BOREAL),
        ("which model that isn't Boreal3 is best on GSM8K?", BOREAL),
        ("meilleur GSM8K sauf Boreal3", BOREAL),
        ("meilleur modèle hors boreal3 sur GSM8K", BOREAL),
        ("quel modèle, pas de chez nordlys, est le meilleur sur GSM8K ?", ("nordlys",)),
        (
            "meilleur GSM8K en dehors de Boreal3-8B et Boreal3-4B",
            ("nordlys/Boreal3-8B", "nordlys/Boreal3-4B"),
        ),
        ("best GSM8K other than Boreal3-8B, Boreal3-4B", ("nordlys/Boreal3-8B", "nordlys/Boreal3-4B")),
    ],
)
def test_models_and_families_that_are_left_out_are_a_filter(asked: str, without: tuple[str, ...]) -> None:
    found = read_of(asked)
    assert found.query == Query("best", "gsm8k", without=without)
    assert found.is_sure


@pytest.mark.parametrize(
    "asked", ["No, Boreal3-8B on GSM8K", "non, Boreal3-8B sur GSM8K", "Boreal3-8B on GSM8K or not?"]
)
def test_a_no_before_a_name_leaves_nothing_out(asked: str) -> None:
    query = read_of(asked).query
    assert (query.models, query.without) == (("nordlys/Boreal3-8B",), ())


def test_an_exception_that_names_nothing_known_is_said_and_never_dropped() -> None:
    found = read_of("meilleur GSM8K sauf Gemini")
    assert (found.query.without, found.unread) == ((), ("sauf Gemini",))


def test_both_are_told_in_both_languages_and_can_be_taken_back() -> None:
    reading = read_of("best GSM8K above 70%, except Boreal3-8B")
    query = reading.query
    assert read_as(query, ENGLISH) == ("best of GSM8K, above 70%, without nordlys/Boreal3-8B, measured here")
    assert "plus de 70\u00a0%, sans nordlys/Boreal3-8B" in read_as(query, FRENCH).replace("\u202f", "\u00a0")
    drops = [corrections.drop("value"), corrections.drop("without")]
    assert [one for one in possible(reading) if one in drops] == drops
    assert correction(drops[1], reading, ENGLISH) == "With nordlys/Boreal3-8B too"
    assert corrected(reading, drops).query == Query("best", "gsm8k")


def test_a_value_stays_for_another_benchmark_of_the_same_unit_only() -> None:
    reading = Reading(Query("best", "gsm8k", value=ABOVE_75), rivals=("math_500", "ttft"))
    assert corrected(reading, [corrections.benchmark("math_500")]).query.value == ABOVE_75
    assert corrected(reading, [corrections.benchmark("ttft")]).query.value is None


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("and without Boreal3-8B?", Query("best", "gsm8k", without=("atlas", "nordlys/Boreal3-8B"))),
        ("et plus de 75 % ?", Query("best", "gsm8k", value=ABOVE_75, without=("atlas",))),
    ],
)
def test_a_question_that_goes_on_may_narrow_further(asked: str, query: Query) -> None:
    reading = read_on(asked, ["best GSM8K not Atlas"], KNOWN)
    assert reading is not None
    assert reading.query == query


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ("best GSM8K between March and June", date(2026, 3, 1), date(2026, 7, 1)),
        ("meilleur GSM8K entre mars et juin", date(2026, 3, 1), date(2026, 7, 1)),
        ("best GSM8K from 1 May to 3 June", date(2026, 5, 1), date(2026, 6, 4)),
        ("meilleur GSM8K d’avril à mai", date(2026, 4, 1), date(2026, 6, 1)),
        ("best GSM8K between December and January", date(2025, 12, 1), date(2026, 2, 1)),
        ("best GSM8K last month", date(2026, 10, 1), date(2026, 11, 1)),
        ("best GSM8K since last month", date(2026, 10, 1), None),
        ("meilleur GSM8K depuis la semaine dernière", date(2026, 11, 16), None),
    ],
)
def test_times_are_read_with_the_last_of_their_days(asked: str, since: date, until: date | None) -> None:
    query = read(asked, replace(KNOWN, today=date(2026, 11, 23)))
    assert query is not None
    assert query.query == Query("best", "gsm8k", since=since, until=until)


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("bset modle on GSM8K", Query("best", "gsm8k")),
        ("which model uses the least memory?", Query("best", "memory")),
        ("whats the best MMLU, 5-shot", Query("best", "mmlu", shots=5)),
        ("best 8 billion model on GSM8K", Query("best", "gsm8k", size=Size(8e9, 8e9))),
        ("meilleur modele de moins de sept milliards sur GSM8K", Query("best", "gsm8k", size=UNDER_7)),
        ("best GSM8K, 8 examples", Query("best", "gsm8k", shots=8)),
        ("le plus rapide sur un macbook m2 max", Query("best", "generation_speed", hardware="M2 Max")),
    ],
)
def test_what_people_type_in_a_hurry_is_read(asked: str, query: Query) -> None:
    assert read_of(asked).query == query
    assert read_of(asked).unread == ()


@pytest.mark.parametrize(
    ("asked", "unread"),
    [
        ("best GSM8K no quantization", ("no quantization",)),
        ("meilleur GSM8K avant l'été", ("avant",)),
        ("which models are better than Boreal3-8B on GSM8K?", ("nordlys/Boreal3-8B",)),
    ],
)
def test_what_is_not_read_is_said_beside_the_ranking(asked: str, unread: tuple[str, ...]) -> None:
    found = read_of(asked)
    assert (found.query, found.unread) == (Query("best", "gsm8k"), unread)


def test_a_model_that_is_the_only_one_of_its_name_needs_no_size() -> None:
    assert read_of("Is Boreal3-8B better than Fourmi3?").query.models == (
        "nordlys/Boreal3-8B",
        "petitpas/Fourmi3-3B",
    )
    assert read_of("Atlas 3.3 on GSM8K").query.models == ("atlas-ai/Atlas-3.3-70B-Instruct",)
    assert read_of("Boreal2.5 on GSM8K").query.family == "boreal25"
