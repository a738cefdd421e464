"""Papers, organisations, users and collections, as huggingface_hub asks for them."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

import aiohttp
import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import HfHubHTTPError

from sandbox.hub.server import HubSandbox

Item = TypeVar("Item")


def _all(call: Callable[[], Iterable[Item]]) -> list[Item]:
    return list(call())


async def test_daily_papers_come_newest_first_and_by_day(hub: HubSandbox, api: HfApi) -> None:
    hub.add_paper(id="2501.00001", title="Old", submitted_at="2025-01-02", submitted_by="b")
    hub.add_paper(
        id="2502.00002", title="New", submitted_at="2025-02-03T10:00:00", submitted_by="a", upvotes=3
    )
    found = await asyncio.to_thread(lambda: list(api.list_daily_papers()))
    assert [paper.title for paper in found] == ["New", "Old"]
    for of_the_old in (
        partial(api.list_daily_papers, date="2025-01-02"),
        partial(api.list_daily_papers, month="2025-01"),
        partial(api.list_daily_papers, week="2025-W01"),
        partial(api.list_daily_papers, submitter="b"),
        partial(api.list_daily_papers, limit=1, p=1),
    ):
        assert [paper.title for paper in await asyncio.to_thread(_all, of_the_old)] == ["Old"]


async def test_a_paper_s_own_fields_sit_one_level_deeper(hub: HubSandbox) -> None:
    item = hub.add_paper(
        id="2501.00001", title="T", ai_summary="Short.", github_repo="https://github.com/a/b"
    )
    assert item["paper"]["ai_summary"] == "Short."
    assert item["paper"]["githubRepo"] == "https://github.com/a/b"
    assert "ai_summary" not in item


async def test_a_paper_is_found_and_names_the_models_that_cite_it(hub: HubSandbox, api: HfApi) -> None:
    hub.add_paper(id="2501.00001", title="On small models", summary="They learn.", authors=["Ada", "Alan"])
    hub.publish(id="a/b", papers=["2501.00001"])
    (found,) = await asyncio.to_thread(lambda: list(api.list_papers(query="small")))
    assert found.id == "2501.00001"
    paper = await asyncio.to_thread(api.paper_info, "2501.00001")
    assert [author.name for author in paper.authors or []] == ["Ada", "Alan"]
    assert [model.id for model in paper.linked_models or []] == ["a/b"]
    assert paper.num_total_models == 1
    assert "They learn." in await asyncio.to_thread(api.read_paper, "2501.00001")


async def test_an_organisation_is_not_a_user(full_api: HfApi) -> None:
    organisation = await asyncio.to_thread(full_api.get_organization_overview, "mistralai")
    assert organisation.fullname == "Mistral AI"
    assert organisation.num_models == 4
    user = await asyncio.to_thread(full_api.get_user_overview, "intfloat")
    assert user.username == "intfloat"
    assert user.num_models == 1
    for wrong in (
        lambda: full_api.get_user_overview("mistralai"),
        lambda: full_api.get_organization_overview("intfloat"),
        lambda: full_api.get_organization_overview("nobody"),
    ):
        with pytest.raises(HfHubHTTPError) as caught:
            await asyncio.to_thread(wrong)
        assert caught.value.response.status_code == 404


async def test_whoever_publishes_first_becomes_an_organisation(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="new-lab/first")
    assert (await asyncio.to_thread(api.get_organization_overview, "new-lab")).num_models == 1


async def test_collections_are_listed_by_owner_and_item(full_hub: HubSandbox, full_api: HfApi) -> None:
    full_hub.hub.add_collection("mistralai", "All of them", [("model", "mistralai/Mistral-7B-v0.1")])
    (of_owner,) = await asyncio.to_thread(_all, partial(full_api.list_collections, owner="Qwen"))
    holding = partial(full_api.list_collections, item="models/Qwen/Qwen3-0.6B")
    (of_item,) = await asyncio.to_thread(_all, holding)
    assert of_owner.slug == of_item.slug
    whole = await asyncio.to_thread(full_api.get_collection, of_owner.slug)
    assert [item.item_id for item in whole.items] == ["Qwen/Qwen3-0.6B", "Qwen/Qwen3-30B-A3B"]


async def test_what_trends_is_listed_with_its_number_of_parameters(
    full_hub: HubSandbox, session: aiohttp.ClientSession
) -> None:
    async with session.get(f"{full_hub.url}/api/trending?limit=1&type=model") as response:
        (item,) = (await response.json())["recentlyTrending"]
    assert item["repoData"]["id"] == "deepseek-ai/DeepSeek-R1"
    assert item["repoData"]["numParameters"] == 684_531_386_000
