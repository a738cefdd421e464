from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadRequest
from bot.releases import typed
from bot.releases.model import Plan, Source
from bot.texts import language

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PLAN = Plan(Source("author", "acme"), 1, ("model",))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7B", 7_000_000_000),
        ("1.5b", 1_500_000_000),
        ("1,5 B", 1_500_000_000),
        ("350M", 350_000_000),
        (" ", None),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, number: int | None) -> None:
    assert typed.count(text) == number


@given(st.integers(0, 10**14))
def test_a_size_is_spelt_so_that_it_reads_the_same_again(number: int) -> None:
    assert typed.count(typed.spelt(number)) == number


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        words = typed.words(text)
        typed.count(text)
    except BadRequest:
        return
    assert all(word == word.strip() for word in words)


@given(
    st.sampled_from(["kinds", "relations", "origin", "access", "crosspost", "called", "pause"]),
    st.lists(st.text()),
)
def test_a_forged_choice_changes_nothing_that_could_not_be_chosen(field: str, values: list[str]) -> None:
    changed = typed.chosen(PLAN, field, [value for value in values if not value.isascii()], NOW)
    assert changed == PLAN


def test_tasks_are_known_by_tag_and_by_name_in_both_languages() -> None:
    assert typed.tasks("text-generation", language("fr")) == ("text-generation",)
    assert typed.tasks("Text generation, image-to-text", language("en")) == (
        "text-generation",
        "image-to-text",
    )
    assert typed.tasks("génération de texte", language("fr")) == ("text-generation",)


def test_a_range_that_is_upside_down_is_refused() -> None:
    with pytest.raises(BadRequest):
        typed.with_names(PLAN, "", "", "8B", "1B")


def test_what_was_typed_is_shown_as_it_is_written() -> None:
    for refused in (lambda: typed.count("**7**"), lambda: typed.with_likes(PLAN, "**7**", "")):
        with pytest.raises(BadRequest) as error:
            refused()
        assert r"\*\*7\*\*" in language("en").tell(error.value.sentence)
