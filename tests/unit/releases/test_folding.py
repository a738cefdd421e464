"""Which releases are one family, by names that there are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.releases.folding import WINDOW, Member, are_family, family_of_first, posts_of, ranked
from bot.releases.model import Release
from bot.releases.parts import Base, Collected

CREATED = datetime(2026, 11, 22, 12, tzinfo=UTC)


def release(repo_id: str, parameters: int | None = None, **bases: str) -> Release:
    """A model; `bases` are ids of what it was made from, by relation."""
    return Release(
        kind="model",
        key=repo_id,
        repo_id=repo_id,
        author=repo_id.partition("/")[0],
        url=f"https://huggingface.co/{repo_id}",
        created_at=CREATED,
        seen_at=CREATED,
        parameters=parameters,
        bases=tuple(Base(relation, base) for relation, base in bases.items()),
    )


FAMILIES = [
    ["Qwen/Qwen3-8B", "Qwen/Qwen3-8B-Base", "Qwen/Qwen3-235B-A22B", "Qwen/Qwen3-0.6B", "Qwen/Qwen3-8B-AWQ",
     "Qwen/Qwen3-8B-GPTQ-Int4", "Qwen/Qwen3-32B-FP8", "Qwen/Qwen3-8B-GGUF", "Qwen/Qwen3-8B-MLX-4bit"],
    ["Qwen/Qwen3-235B-A22B-Instruct-2507", "Qwen/Qwen3-235B-A22B-Thinking-2507",
     "Qwen/Qwen3-4B-Instruct-2507-FP8"],
    ["Qwen/Qwen3-Coder-480B-A35B-Instruct", "Qwen/Qwen3-Coder-30B-A3B-Instruct-FP8"],
    ["meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-70B-Instruct",
     "meta-llama/Llama-3.1-405B-Instruct-FP8"],
    ["meta-llama/Llama-3.2-11B-Vision", "meta-llama/Llama-3.2-90B-Vision-Instruct"],
    ["meta-llama/Llama-4-Scout-17B-16E", "meta-llama/Llama-4-Scout-17B-16E-Instruct"],
    ["google/gemma-3-1b-pt", "google/gemma-3-27b-it", "google/gemma-3-27b-it-qat-q4_0-gguf",
     "google/gemma-3-12b-it-qat-int4-unquantized", "google/gemma-3-270m"],
    ["google/gemma-3n-E2B-it", "google/gemma-3n-E4B-it-litert-preview"],
    ["mistralai/Mistral-Small-3.2-24B-Instruct-2506", "mistralai/Mistral-Small-3.2-24B-Base-2506"],
    ["mistralai/Devstral-Small-2507", "mistralai/Devstral-Small-2507_gguf"],
    ["mistralai/Voxtral-Mini-3B-2507", "mistralai/Voxtral-Small-24B-2507"],
    ["mistralai/Mixtral-8x7B-v0.1", "mistralai/Mixtral-8x7B-Instruct-v0.1"],
    ["deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-Base"],
    ["deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B"],
    ["HuggingFaceTB/SmolLM2-135M", "HuggingFaceTB/SmolLM2-1.7B-Instruct"],
    ["HuggingFaceTB/SmolLM3-3B", "HuggingFaceTB/SmolLM3-3B-Base", "HuggingFaceTB/SmolLM3-3B-ONNX"],
    ["microsoft/Phi-4-reasoning", "microsoft/Phi-4-reasoning-plus", "microsoft/Phi-4-mini-instruct-onnx"],
    ["microsoft/Phi-3-mini-4k-instruct", "microsoft/Phi-3-medium-128k-instruct"],
    ["zai-org/GLM-4.5", "zai-org/GLM-4.5-Air-FP8", "zai-org/GLM-4.5-Base"],
    ["moonshotai/Kimi-K2-Base", "moonshotai/Kimi-K2-Instruct"],
    ["openai/gpt-oss-20b", "openai/gpt-oss-120b"],
    ["tiiuae/Falcon3-7B-Base", "tiiuae/Falcon3-10B-Instruct-1.58bit"],
    ["allenai/OLMo-2-1124-7B", "allenai/OLMo-2-1124-13B-DPO"],
]  # fmt: skip

APART = [
    ("Qwen/Qwen3-8B", "Qwen/Qwen3.5-8B"),
    ("Qwen/Qwen3-235B-A22B", "Qwen/Qwen3-235B-A22B-Instruct-2507"),
    ("Qwen/Qwen3-8B", "Qwen/Qwen3-VL-8B-Instruct"),
    ("Qwen/Qwen3-8B", "Qwen/Qwen3-Embedding-8B"),
    ("meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.2-3B"),
    ("meta-llama/Llama-3.2-1B", "meta-llama/Llama-Guard-3-1B"),
    ("google/gemma-3-4b-it", "google/gemma-3n-E4B-it"),
    ("google/gemma-3-4b-it", "google/medgemma-4b-it"),
    ("mistralai/Mistral-Small-3.1-24B-Instruct-2503", "mistralai/Mistral-Small-3.2-24B-Instruct-2506"),
    ("mistralai/Mistral-Small-3.2-24B-Instruct-2506", "mistralai/Magistral-Small-2506"),
    ("deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-0324"),
    ("deepseek-ai/DeepSeek-R1", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B"),
    ("moonshotai/Kimi-K2-Instruct", "moonshotai/Kimi-K2-Instruct-0905"),
    # The same suffix, the same name: another author is another family.
    ("Qwen/Qwen3-8B", "unsloth/Qwen3-8B-GGUF"),
    ("acme/Alpha-7B-Instruct", "acme/Beta-7B-Instruct"),
]


@pytest.mark.parametrize("names", FAMILIES, ids=lambda names: names[0])
def test_sizes_variants_and_official_quantisations_are_one_family(names: Sequence[str]) -> None:
    assert all(are_family(release(one), release(other)) for one in names for other in names)


def test_each_of_a_family_comes_after_one_that_it_belongs_with_itself() -> None:
    names = ["acme/Aurora-8B", "acme/Aurora-Chatty-8B-GGUF", "acme/Comet-8B"]
    chatty = release("acme/Aurora-Chatty-8B", finetune="acme/Aurora-8B")
    first, *others = (release(name) for name in names)
    assert not are_family(first, others[0])
    assert family_of_first([first, *others, chatty]) == [0, 3, 1]


@pytest.mark.parametrize(("one", "other"), APART)
def test_another_series_version_purpose_or_author_is_another_family(one: str, other: str) -> None:
    assert not are_family(release(one), release(other))
    assert not are_family(release(other), release(one))


def test_no_two_families_of_the_list_are_one() -> None:
    for one in FAMILIES:
        for other in FAMILIES:
            if one is not other:
                assert not any(are_family(release(a), release(b)) for a in one for b in other), (one, other)


def test_an_own_quantisation_belongs_to_its_base_whatever_its_name() -> None:
    base = release("acme/Alpha-7B")
    assert are_family(base, release("acme/Pocket-Edition", quantized="acme/Alpha-7B"))
    assert not are_family(base, release("acme/Pocket-Edition"))


def test_an_own_version_with_a_word_more_belongs_to_its_base() -> None:
    base = release("acme/Alpha-7B")
    assert are_family(base, release("acme/Alpha-7B-Storyteller", finetune="acme/Alpha-7B"))
    assert not are_family(base, release("acme/Alpha-7B-Storyteller"))


@pytest.mark.parametrize("name", ["acme/Alpha-Coder-7B", "acme/Alpha-2-7B", "acme/Beta-7B"])
def test_another_purpose_version_or_series_is_apart_though_it_was_made_from_the_same(name: str) -> None:
    assert not are_family(release("acme/Alpha-7B"), release(name, finetune="acme/Alpha-7B"))


def test_a_merge_belongs_to_none_of_what_it_was_merged_from() -> None:
    assert not are_family(
        release("acme/Alpha-7B"), release("acme/Alpha-7B-Storyteller", merge="acme/Alpha-7B")
    )


def test_only_models_fold_and_only_as_repositories() -> None:
    one, other = release("acme/Alpha-7B"), release("acme/Alpha-70B")
    assert are_family(one, other)
    assert not are_family(replace(one, kind="dataset"), replace(other, kind="dataset"))
    assert not are_family(one, replace(other, collected=Collected("acme/best-1", "Best", "acme")))


def test_what_comes_after_the_window_opens_a_post_of_its_own() -> None:
    first = release("acme/Alpha-7B-Base")
    soon = replace(release("acme/Alpha-70B-Base"), created_at=CREATED + WINDOW)
    late = replace(release("acme/Alpha-7B-Instruct"), created_at=CREATED + WINDOW + timedelta(seconds=1))
    assert posts_of([first, soon, late]) == ([first, late], [soon])


MEMBERS = [
    release("acme/Alpha-7B-Base", 7_000_000_000),
    release("acme/Alpha-7B", 7_000_000_000, finetune="acme/Alpha-7B-Base"),
    release("acme/Alpha-70B-Base", 70_100_000_000),
    release("acme/Alpha-70B", 70_000_000_000, finetune="acme/Alpha-70B-Base"),
    release("acme/Alpha-70B-AWQ", 70_000_000_000, quantized="acme/Alpha-70B"),
    release("acme/Pocket", quantized="acme/Alpha-7B"),
    release("acme/Alpha-7B-GGUF"),
]


@given(st.permutations(MEMBERS))
def test_a_family_reads_the_same_in_whatever_order_it_came(order: list[Release]) -> None:
    shown = [one.release.repo_id for one in ranked(Member(one) for one in order)]
    assert shown == [
        "acme/Alpha-70B",
        "acme/Alpha-70B-Base",
        "acme/Alpha-7B",
        "acme/Alpha-7B-Base",
        "acme/Alpha-70B-AWQ",
        "acme/Pocket",
        "acme/Alpha-7B-GGUF",
    ]


@given(st.permutations([release(name) for family in FAMILIES[:8] for name in family]))
def test_in_whatever_order_releases_come_each_family_is_one_post(order: list[Release]) -> None:
    posts, folded = posts_of(order)
    assert len(posts) == 8
    assert len(posts) + len(folded) == len(order)


def test_a_quantisation_that_came_first_gives_way_to_its_base() -> None:
    awq = Member(release("acme/Alpha-7B-AWQ", 7_000_000_000, quantized="acme/Alpha-7B"))
    base = Member(release("acme/Alpha-7B", 7_000_000_000))
    assert ranked([awq]) == [awq]
    assert ranked([awq, base]) == [base, awq]


def test_what_is_gone_is_not_the_head_of_a_family() -> None:
    large = Member(release("acme/Alpha-70B", 70_000_000_000), is_hidden=True)
    small = Member(release("acme/Alpha-7B", 7_000_000_000))
    assert ranked([large, small]) == [small, large]
