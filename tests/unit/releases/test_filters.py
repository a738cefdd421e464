from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.releases.filters import PASSED, FilteredBy, objections, outcome, relation_of
from bot.releases.model import KINDS, Filters, Kind, Relation, Release
from bot.releases.parts import Base

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MODEL = Release(
    "model",
    "k",
    "mistralai/Mistral-Small-Instruct",
    "mistralai",
    "https://huggingface.co/mistralai/Mistral-Small-Instruct",
    NOW,
    NOW,
    task="text-generation",
    library="transformers",
    licence="apache-2.0",
    languages=("en", "fr"),
    parameters=24_000_000_000,
)
JSON: TypeAdapter[Filters] = TypeAdapter(Filters)
words = st.lists(st.text(min_size=1, max_size=8), max_size=3).map(tuple)
counts = st.none() | st.integers(0, 10**12)
filters = st.builds(
    Filters,
    tasks=words,
    libraries=words,
    licences=words,
    languages=words,
    smallest=counts,
    largest=counts,
    relations=st.sets(st.sampled_from(["base", "finetune", "adapter", "quantized", "merge"])).map(tuple),
    include=words,
    exclude=words,
)
releases = st.builds(
    replace,
    st.just(MODEL),
    kind=st.sampled_from(KINDS),
    task=st.none() | st.text(max_size=8),
    languages=words,
    licence=st.none() | st.text(max_size=8),
    parameters=counts,
    bases=st.lists(
        st.builds(
            Base,
            st.sampled_from(["finetune", "adapter", "quantized", "merge", "unknown"]),
            st.sampled_from(["mistralai/Base", "google/Base"]),
        ),
        max_size=3,
    ).map(tuple),
)


def _made_from(*bases: tuple[str, str]) -> Release:
    return replace(MODEL, bases=tuple(Base(*base) for base in bases))


@given(releases)
def test_without_filters_everything_of_the_kinds_passes(release: Release) -> None:
    assert outcome(release, KINDS, Filters()) == PASSED


@given(releases, filters)
def test_a_release_passes_exactly_when_no_filter_objects(release: Release, asked: Filters) -> None:
    assert (outcome(release, KINDS, asked) == PASSED) == (not objections(release, KINDS, asked))


@given(releases, filters)
def test_another_kind_is_refused_for_its_kind_alone(release: Release, asked: Filters) -> None:
    kinds = [kind for kind in KINDS if kind != release.kind]
    assert objections(release, kinds, asked) == (FilteredBy("kind", (release.kind,)),)


@given(filters)
def test_filters_survive_storage(asked: Filters) -> None:
    assert JSON.validate_python(JSON.dump_python(asked, mode="json")) == asked


@given(st.integers(0, 10**12), counts, counts)
def test_a_range_includes_both_its_ends(parameters: int, smallest: int | None, largest: int | None) -> None:
    inside = (smallest is None or smallest <= parameters) and (largest is None or parameters <= largest)
    asked = Filters(smallest=smallest, largest=largest)
    assert (outcome(replace(MODEL, parameters=parameters), KINDS, asked) == PASSED) == inside


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (Filters(tasks=("text-to-image",)), FilteredBy("task", ("text-generation",))),
        (Filters(libraries=("gguf",)), FilteredBy("library", ("transformers",))),
        (Filters(licences=("mit",)), FilteredBy("licence", ("apache-2.0",))),
        (Filters(languages=("de",)), FilteredBy("language", ("en", "fr"))),
        (Filters(largest=8_000_000_000), FilteredBy("parameters", ("24000000000",))),
        (Filters(access="gated"), FilteredBy("access", ("open",))),
        (Filters(include=("voxtral",)), FilteredBy("name_lacks")),
        (Filters(exclude=("INSTRUCT", "x")), FilteredBy("name_has", ("INSTRUCT",))),
        (Filters(relations=("adapter",)), FilteredBy("relation", ("base",))),
    ],
)
def test_each_filter_refuses_with_what_it_found(asked: Filters, refusal: FilteredBy) -> None:
    assert objections(MODEL, KINDS, asked) == (refusal,)


@pytest.mark.parametrize(
    "asked",
    [
        Filters(tasks=("text-generation", "any-to-any")),
        Filters(languages=("FR",)),
        Filters(licences=("Apache-2.0",)),
        Filters(include=("small", "large")),
        Filters(smallest=24_000_000_000, largest=24_000_000_000),
        Filters(access="open"),
        Filters(relations=("base",), origin="own"),
    ],
)
def test_one_of_several_wanted_things_is_enough(asked: Filters) -> None:
    assert outcome(MODEL, KINDS, asked) == PASSED


def test_what_is_not_stated_does_not_pass_a_filter_that_asks_for_it() -> None:
    bare = replace(MODEL, parameters=None, licence=None)
    assert objections(bare, KINDS, Filters(largest=8_000_000_000, licences=("mit",))) == (
        FilteredBy("licence"),
        FilteredBy("parameters"),
    )


def test_filters_for_models_do_not_concern_datasets_and_spaces() -> None:
    asked = Filters(tasks=("x",), libraries=("x",), largest=1, relations=("base",))
    kinds: tuple[Kind, ...] = ("dataset", "space")
    for kind in kinds:
        assert outcome(replace(MODEL, kind=kind, parameters=None), KINDS, asked) == PASSED


def test_an_authors_own_instruct_version_is_a_release_and_no_derivative() -> None:
    own = _made_from(("finetune", "mistralai/Mistral-Small-Base"))
    assert outcome(own, KINDS, Filters(relations=("base",))) == PASSED
    assert outcome(own, KINDS, Filters(relations=("finetune",))) == PASSED
    other = _made_from(("finetune", "google/gemma"))
    assert outcome(other, KINDS, Filters(relations=("base",))) == FilteredBy("relation", ("finetune",))


def test_an_authors_own_quantisation_is_a_quantisation() -> None:
    own = _made_from(("quantized", "mistralai/Mistral-Small-Base"))
    assert outcome(own, KINDS, Filters(relations=("base",))) == FilteredBy("relation", ("quantized",))
    assert outcome(own, KINDS, Filters(origin="own")) == PASSED
    assert outcome(own, KINDS, Filters(origin="community")) == FilteredBy(
        "origin", ("mistralai/Mistral-Small-Base",)
    )


@pytest.mark.parametrize(
    ("bases", "relation"),
    [
        ((), "base"),
        ((("finetune", "a/b"),), "finetune"),
        ((("unknown", "a/b"),), "finetune"),
        ((("adapter", "a/b"),), "adapter"),
        ((("merge", "a/b"), ("merge", "a/c")), "merge"),
    ],
)
def test_the_relation_is_read_from_the_bases(bases: tuple[tuple[str, str], ...], relation: Relation) -> None:
    assert relation_of(_made_from(*bases)) == relation
