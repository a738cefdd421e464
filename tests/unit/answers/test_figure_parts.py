"""What a query lets through, how it is told, and how a person corrects it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.answers.figures import corrections
from bot.answers.figures.corrections import corrected, possible
from bot.answers.figures.fitting import fits, is_of_size, names_of, size_in
from bot.answers.figures.found import Claim, claims_in_order, placed
from bot.answers.figures.model import Query, Reading, Size
from bot.answers.figures.wording import correction, read_as, size_words
from bot.results.model import Posted, Setup
from bot.texts import language
from tests.unit.competitive.making import GSM8K, of, own

ENGLISH, FRENCH = language("en"), language("fr")
BEST = Query("best", "gsm8k")
NAMES = ("a/big-70B", "a/small-1.5B", "b/moe-8x7B", "b/unknown", "nordlys/Boreal3-500M")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("a/Boreal3-8B", 8e9),
        ("a/Boreal3-30B-A3B", 30e9),
        ("a/mix-8x7b", 56e9),
        ("a/tiny-135M", 135e6),
        ("a/quartz_1.5B_it", 1.5e9),
        ("a/quartz-4-mini", None),
        ("a/vit-b16", None),
        ("8b-club/poet", None),
    ],
)
def test_the_name_of_a_model_tells_its_size(name: str, count: float | None) -> None:
    assert size_in(name) == count


def test_sizes_in_names_are_rounded_and_so_are_those_that_are_named() -> None:
    seven = Size(7e9, 7e9)
    assert is_of_size(seven, 7_600_000_000)
    assert not is_of_size(seven, 8_000_000_000)
    under = Size(most=8e9, strict=True)
    assert is_of_size(under, 7_600_000_000)
    assert not is_of_size(under, 8_030_000_000)


def test_the_size_of_the_hub_comes_before_that_of_the_name_and_unknown_ones_are_counted() -> None:
    query = replace(BEST, size=Size(most=8e9, strict=True))
    hub = {"a/small-1.5b": 9_000_000_000}
    assert names_of(query, NAMES, hub, {}) == (["nordlys/Boreal3-500M"], ["b/unknown"])


def test_a_family_is_the_beginning_of_names_or_a_publisher_and_licences_are_those_of_the_hub() -> None:
    assert names_of(replace(BEST, family="boreal"), NAMES, {}, {})[0] == ["nordlys/Boreal3-500M"]
    assert names_of(replace(BEST, family="nordlys"), NAMES, {}, {})[0] == ["nordlys/Boreal3-500M"]
    assert names_of(replace(BEST, licence="mit"), NAMES, {}, {"b/unknown": "mit"})[0] == ["b/unknown"]


def test_an_open_licence_is_any_that_restricts_no_use_and_unknown_ones_are_counted() -> None:
    query = replace(BEST, licence="open")
    licences = dict(
        zip((name.lower() for name in NAMES), ("apache-2.0", "llama3", "cc-by-nc-4.0"), strict=False)
    )
    fitting, unknown = names_of(query, NAMES, {}, licences)
    assert fitting == [NAMES[0]]
    assert unknown == [name for name in NAMES if name.lower() not in licences]
    both = replace(query, size=Size(most=1e9, strict=True))
    assert names_of(both, ["a/x-7B", "a/y"], {}, {}) == ([], ["a/y"])


@pytest.mark.parametrize(
    ("query", "is_wanted"),
    [
        (BEST, True),
        (replace(BEST, hardware="4090"), True),
        (replace(BEST, hardware="3090"), False),
        (replace(BEST, quantisation="q4_k_m"), True),
        (replace(BEST, quantisation="Q8_0"), False),
        (replace(BEST, shots=0), False),
        (replace(BEST, reproduced=True), False),
        (replace(BEST, since=date(2026, 11, 1)), True),
        (replace(BEST, until=date(2026, 11, 1)), False),
        (replace(BEST, engine="vllm"), False),
    ],
)
def test_results_that_are_compared_fit_the_filters(query: Query, is_wanted: bool) -> None:
    setup = Setup(shots=5, quantisation="Q4_K_M", hardware="NVIDIA RTX 4090", engine="llama.cpp")
    posted = Posted(1, 1, "p", "public", datetime(2026, 11, 20, tzinfo=UTC), replace(GSM8K, setup=setup))
    assert fits(posted, query) is is_wanted


def test_a_reading_is_told_in_both_languages() -> None:
    query = Query(
        "best", "gsm8k", size=Size(most=8e9, strict=True), licence="apache-2.0", hardware="3090",
        quantisation="Q4_K_M", shots=5, since=date(2026, 3, 1), limit=3,
    )  # fmt: skip
    assert read_as(query, ENGLISH) == (
        "the 3 best of GSM8K, under 8B, licence apache-2.0, on 3090, Q4\\_K\\_M, 5 examples shown, "
        "since Mar 1, 2026, measured here"
    )
    assert read_as(query, FRENCH).startswith("les 3 meilleurs sur GSM8K, moins de 8B, licence apache-2.0")
    assert read_as(query, FRENCH).endswith("depuis le 1er mars 2026, mesures faites ici")
    claimed = Query("value", "mmlu", ("a/b", "c/d"), origin="claimed")
    assert read_as(claimed, ENGLISH) == "MMLU of a/b and c/d, as claimed, not measured here"
    fastest = Query("best", "generation_speed")
    assert read_as(fastest, ENGLISH) == "best of “Generation speed”, measured here"
    assert read_as(fastest, FRENCH) == (
        "les meilleurs sur «\u00a0Vitesse de génération\u00a0», mesures faites ici"
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (Size(1e9, 4e9), "1B to 4B"),
        (Size(7e9, 7e9), "about 7B"),
        (Size(least=14e9), "at least 14B"),
        (Size(least=20e9, strict=True), "over 20B"),
        (Size(most=5e8), "up to 500M"),
    ],
)
def test_sizes_are_told_as_people_say_them(size: Size, words: str) -> None:
    assert size_words(size, ENGLISH) == words


READING = Reading(
    replace(BEST, size=Size(most=8e9, strict=True), reproduced=True),
    frozenset({"benchmark"}),
    rivals=("math_500",),
)


def test_corrections_drop_filters_and_change_what_is_meant() -> None:
    changes = (corrections.drop("size"), corrections.benchmark("math_500"), corrections.order("worst"))
    query = corrected(READING, changes).query
    assert (query.size, query.benchmark, query.order) == (None, "math_500", "worst")
    assert corrected(READING, changes).is_sure
    assert not corrected(READING, [corrections.drop("reproduced")]).query.reproduced
    assert corrected(READING, [corrections.origin("claimed")]).query.origin == "claimed"
    assert corrected(READING, [corrections.intent("trend")]).query.intent == "trend"


@pytest.mark.parametrize("change", ["", "x:", "x:benchmark", "b:unknown", "o:invented", "i:compare", "zz"])
def test_a_correction_that_makes_no_sense_changes_nothing(change: str) -> None:
    assert corrected(READING, [change]) == READING


def test_what_was_guessed_is_offered_first_and_every_correction_has_words() -> None:
    offered = possible(READING)
    assert offered[0] == corrections.benchmark("math_500")
    assert correction(offered[0], READING, ENGLISH) == "I meant MATH-500"
    assert correction(corrections.drop("size"), READING, FRENCH) == "Sans «\u00a0moins de 8B\u00a0»"
    assert all(correction(one, READING, ENGLISH) for one in offered)


def test_places_count_those_before_and_ties_are_ties() -> None:
    lines = [own(of("a/a", 0.80)).standing, own(of("a/b", 0.72)).standing, own(of("a/c", 0.722)).standing]
    found = [one.place for one in placed(lines, 4, higher_is_better=True)]
    assert [(one.best, one.worst) for one in found if one] == [(5, 5), (6, 7), (6, 7)]
    assert [one.place for one in placed(lines, 0, None)] == [None, None, None]


def test_claims_stand_in_order_and_words_last() -> None:
    stated: dict[str, float | str] = {"a": "25 %", "b": 0.1, "c": 0.9}
    claims = [Claim(model, value, None, is_of_card=True) for model, value in stated.items()]
    assert [one.model for one in claims_in_order(claims, highest_first=True)] == ["c", "b", "a"]
    assert [one.model for one in claims_in_order(claims, highest_first=False)] == ["b", "c", "a"]
