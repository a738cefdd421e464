"""Lists, as huggingface_hub asks for them."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import pytest
from huggingface_hub import HfApi, ModelInfo
from huggingface_hub.errors import BadRequestError
from huggingface_hub.utils._pagination import paginate

from sandbox.hub.server import HubSandbox

Item = TypeVar("Item")


async def all_of(call: Callable[[], Iterable[Item]]) -> list[Item]:
    """What a call of the client, which blocks, lists."""
    return await asyncio.to_thread(lambda: list(call()))


def names(models: Iterable[ModelInfo]) -> list[str]:
    return [model.id for model in models]


async def test_models_come_newest_first(hub: HubSandbox, api: HfApi) -> None:
    for days, name in ((3, "a/old"), (0, "a/new"), (1, "a/middle")):
        hub.publish(id=name, created_days_ago=days)
    found = await all_of(lambda: api.list_models(sort="created_at"))
    assert names(found) == ["a/new", "a/middle", "a/old"]


async def test_a_repository_that_waited_in_private_is_far_down_the_list_of_the_newest(
    hub: HubSandbox, api: HfApi
) -> None:
    hub.publish(id="a/born-public", created_days_ago=1)
    hub.publish(id="lab/waited", created_days_ago=44)
    found = await all_of(lambda: api.list_models(sort="created_at"))
    assert names(found) == ["a/born-public", "lab/waited"]


def pages_of_two(hub: HubSandbox) -> Iterator[dict[str, str]]:
    """The whole list, asked for in pages of two."""
    query = {"sort": "createdAt", "limit": "2"}
    return iter(paginate(f"{hub.url}/api/models", params=query, headers={}))


async def test_pages_follow_one_another_without_gap_or_repeat(hub: HubSandbox, quiet_client: None) -> None:
    published = [hub.publish(id=f"a/model-{number}")["id"] for number in range(7)]
    found = await all_of(lambda: pages_of_two(hub))
    assert sorted(item["id"] for item in found) == sorted(published)
    assert len(hub.journal.calls) == 4


async def test_a_page_is_not_disturbed_by_what_is_published_meanwhile(
    hub: HubSandbox, quiet_client: None
) -> None:
    for number in range(4):
        hub.publish(id=f"a/model-{number}", created_days_ago=4 - number)
    items = pages_of_two(hub)
    first = await asyncio.to_thread(next, items)
    hub.publish(id="a/late")
    rest = await all_of(lambda: items)
    assert [item["id"] for item in (first, *rest)] == ["a/model-3", "a/model-2", "a/model-1", "a/model-0"]


async def test_lists_are_filtered_by_author_words_tags_task_gate_and_size(
    hub: HubSandbox, api: HfApi
) -> None:
    hub.publish(
        id="a/tiny-french", parameters=10**9, licence="mit", languages=["fr"], pipeline_tag="fill-mask"
    )
    hub.publish(
        id="b/large", parameters=70 * 10**9, gated="manual", base_model={"quantized": "a/tiny-french"}
    )
    hub.publish(id="b/no-numbers")
    assert set(names(await all_of(lambda: api.list_models(author="b")))) == {"b/no-numbers", "b/large"}
    assert names(await all_of(lambda: api.list_models(search="FRENCH"))) == ["a/tiny-french"]
    assert names(await all_of(lambda: api.list_models(filter=["license:mit", "fr"]))) == ["a/tiny-french"]
    relation = "base_model:quantized:a/tiny-french"
    assert names(await all_of(lambda: api.list_models(filter=relation))) == ["b/large"]
    assert names(await all_of(lambda: api.list_models(pipeline_tag="fill-mask"))) == ["a/tiny-french"]
    assert names(await all_of(lambda: api.list_models(gated=True))) == ["b/large"]
    sizes = "min:6B,max:128B"
    assert names(await all_of(lambda: api.list_models(num_parameters=sizes))) == ["b/large"]


async def test_expand_gives_only_what_is_asked_for(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/b", parameters={"BF16": 7, "F32": 1}, downloads=5)
    (model,) = await all_of(lambda: api.list_models(expand=["safetensors", "createdAt"]))
    assert model.safetensors is not None
    assert model.safetensors.total == 8
    assert model.safetensors.parameters == {"BF16": 7, "F32": 1}
    assert model.created_at is not None
    assert model.downloads is None


async def test_full_cards_and_configs_come_when_asked_for(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/b", licence="mit", architecture="llama", parameters=10**9)
    (plain,) = await all_of(api.list_models)
    assert plain.sha is None
    (full,) = await all_of(lambda: api.list_models(full=True, cardData=True, fetch_config=True))
    assert full.sha is not None
    assert full.card_data is not None
    assert full.card_data["license"] == "mit"
    assert full.config == {"architectures": ["LlamaForCausalLM"], "model_type": "llama"}
    assert "model.safetensors" in [sibling.rfilename for sibling in full.siblings or []]


async def test_an_unknown_field_of_expand_is_refused(hub: HubSandbox, api: HfApi) -> None:
    with pytest.raises(BadRequestError, match="expand does not know weather"):
        await all_of(lambda: api.list_models(expand=["weather"]))  # type: ignore[list-item]


async def test_private_repositories_are_in_no_list(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/secret", private=True)
    assert await all_of(api.list_models) == []
    hub.change("model", "a/secret", private=False)
    assert names(await all_of(api.list_models)) == ["a/secret"]


async def test_datasets_and_spaces_have_lists_of_their_own(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(kind="dataset", id="a/texts", summary="Many texts.", languages=["fr"])
    hub.publish(kind="space", id="a/app", sdk="docker")
    (dataset,) = await all_of(lambda: api.list_datasets(filter="language:fr"))
    assert dataset.id == "a/texts"
    assert dataset.description == "Many texts."
    (space,) = await all_of(lambda: api.list_spaces(sort="created_at"))
    assert space.sdk == "docker"
    assert await all_of(api.list_models) == []


async def test_the_catalogue_s_models_can_be_listed_by_likes(full_api: HfApi) -> None:
    found = await all_of(lambda: full_api.list_models(author="mistralai", sort="likes"))
    assert found[0].id == "mistralai/Mixtral-8x7B-Instruct-v0.1"
    assert len(found) == 4
