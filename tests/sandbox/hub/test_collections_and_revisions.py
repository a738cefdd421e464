"""Collections that grow and repositories that change, seen through huggingface_hub."""

import asyncio

import pytest
from huggingface_hub import HfApi

from sandbox.hub.facts import BadFacts
from sandbox.hub.server import HubSandbox


async def test_a_collection_grows_at_its_end(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="acme/one")
    hub.publish(id="acme/two")
    slug = hub.add_collection("acme", "Small models", [("model", "acme/one")])
    before = await asyncio.to_thread(api.get_collection, slug)
    hub.add_to_collection(slug, "model", "acme/two")
    after = await asyncio.to_thread(api.get_collection, slug)
    assert [item.item_id for item in before.items] == ["acme/one"]
    assert [item.item_id for item in after.items] == ["acme/one", "acme/two"]
    with pytest.raises(BadFacts):
        hub.add_to_collection(slug, "model", "acme/two")
    with pytest.raises(BadFacts):
        hub.add_to_collection("acme/nothing", "model", "acme/two")


async def test_a_commit_changes_the_hashes_of_the_files_that_it_changes(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="acme/one", files={"model.safetensors": 10}, texts={"config.json": "{}"})

    async def hashes(revision: str | None = None) -> dict[str, str | None]:
        info = await asyncio.to_thread(api.model_info, "acme/one", revision=revision, files_metadata=True)
        return {file.rfilename: file.lfs.sha256 if file.lfs else file.blob_id for file in info.siblings or []}

    before = await hashes()
    hub.change("model", "acme/one", texts={"config.json": '{"a": 1}'}, commit="Change the configuration")
    after = await hashes()
    assert {name for name in after if before.get(name) != after[name]} == {"config.json"}
    hub.change("model", "acme/one", files={"model.safetensors": 20}, config={"model_type": "tiny"})
    last = await hashes()
    assert {name for name in last if after.get(name) != last[name]} == {"model.safetensors"}
    commits = await asyncio.to_thread(lambda: list(api.list_repo_commits("acme/one")))
    assert commits[1].title == "Change the configuration"
    assert await hashes(commits[1].commit_id) == after
    assert await hashes(commits[2].commit_id) == before
