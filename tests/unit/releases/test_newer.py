"""Which newer models might be started from, by names and sizes that there are."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.releases.model import Release
from bot.releases.newer import MOST, bounds, newer_bases
from bot.releases.parts import Revision
from tests.unit.releases.test_folding import CREATED, release

BILLION = 10**9
OLD = replace(release("Qwen/Qwen2.5-7B", int(7.6 * BILLION)), task="text-generation")


def newer(repo_id: str, billions: float | None = 8.2, days: int = 200, **facts: Any) -> Release:
    """A model that came out so many days after the old one."""
    count = None if billions is None else int(billions * BILLION)
    bases = {name: facts.pop(name) for name in ("finetune", "quantized", "adapter", "merge") if name in facts}
    one = release(repo_id, count, **bases)
    told: dict[str, Any] = {"created_at": CREATED + timedelta(days=days), "task": "text-generation"} | facts
    return replace(one, **told)


def names(*found: Release, old: Release = OLD, measured: tuple[str, ...] = ()) -> list[str]:
    return [one.repo_id for one in newer_bases(old, found, measured)]


def test_the_next_generation_of_about_the_same_size_is_a_newer_base() -> None:
    assert names(newer("Qwen/Qwen3-8B")) == ["Qwen/Qwen3-8B"]


@pytest.mark.parametrize(
    "other",
    [
        newer("Qwen/Qwen3-8B", days=0),
        newer("Qwen/Qwen3-8B", days=-3),
        newer("Qwen/Qwen2.5-7B-Instruct", 7.6, days=1),
        newer("Qwen/Qwen3-32B", 32.8),
        newer("Qwen/Qwen3-0.6B", 0.75),
        newer("Qwen/Qwen3-8B", None),
        newer("Qwen/Qwen3-8B", 8.2, parameters_are_packed=True),
        newer("Qwen/Qwen3-8B-AWQ"),
        newer("Qwen/Qwen3-8B-GGUF", quantized="Qwen/Qwen3-8B"),
        newer("Qwen/Qwen3-Coder-8B"),
        newer("Qwen/Qwen3-Embedding-8B", task="feature-extraction"),
        newer("somebody/Qwen3-8B-French", finetune="Qwen/Qwen3-8B"),
        newer("somebody/Frankenmerge-8B", merge="Qwen/Qwen3-8B"),
        newer("Qwen/Qwen3-8B-lora", adapter="Qwen/Qwen3-8B"),
        newer("Qwen/Qwen3-8B-lora", library="peft"),
        newer("Qwen/Qwen3-8B", revision=Revision("a", "b")),
        newer("Qwen/Qwen3-8B", kind="dataset"),
    ],
    ids=lambda one: one.repo_id,
)
def test_nobody_starts_again_from_that(other: Release) -> None:
    assert names(other) == []


def test_a_family_is_one_base_told_by_the_member_most_like_the_old_one() -> None:
    family = [newer("Qwen/Qwen3-4B", 4.0), newer("Qwen/Qwen3-8B"), newer("Qwen/Qwen3-14B", 14.8)]
    with_base = newer("Qwen/Qwen3-8B-Base", days=199)
    assert names(*family, with_base) == ["Qwen/Qwen3-8B"]
    old = replace(OLD, repo_id="Qwen/Qwen2.5-7B-Base")
    assert names(*family, with_base, old=old) == ["Qwen/Qwen3-8B-Base"]
    assert names(*family, with_base, measured=("qwen/qwen3-4b",)) == ["Qwen/Qwen3-4B"]


def test_the_same_series_comes_first_then_the_newest_then_what_others_like() -> None:
    found = [
        newer("google/gemma-3-12b-it", 12.2, likes=500),
        newer("ibm-granite/granite-4-8b", likes=20),
        newer("Qwen/QwQ-8B", days=300),
        newer("Qwen/Qwen3-8B"),
        newer("Qwen/Qwen3.5-9B", 9.1, days=400),
    ]
    assert names(*found) == ["Qwen/Qwen3.5-9B", "Qwen/Qwen3-8B", "google/gemma-3-12b-it"]
    assert names(*found, measured=("ibm-granite/granite-4-8b",))[-1] == "ibm-granite/granite-4-8b"
    assert names(*found[2:]) == ["Qwen/Qwen3.5-9B", "Qwen/Qwen3-8B", "Qwen/QwQ-8B"]
    assert len(names(*found)) == MOST


def test_a_model_for_pictures_and_text_may_follow_one_for_text() -> None:
    assert names(newer("google/gemma-3-12b-it", 12.2, task="image-text-to-text")) == ["google/gemma-3-12b-it"]


def test_where_the_old_size_is_not_known_only_its_author_is_looked_at() -> None:
    unknown = replace(OLD, parameters=None)
    assert bounds(unknown) is None
    found = [newer("Qwen/Qwen3-8B"), newer("google/gemma-3-12b-it", 12.2)]
    assert names(*found, old=unknown) == ["Qwen/Qwen3-8B"]


def test_the_bounds_are_half_and_twice() -> None:
    assert bounds(replace(OLD, parameters=7)) == (4, 14)
    assert bounds(replace(OLD, parameters=7, parameters_are_packed=True)) is None
