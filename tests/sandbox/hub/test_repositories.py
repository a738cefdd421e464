"""Infos, cards, files, commits and trees, as huggingface_hub asks for them."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from huggingface_hub import HfApi, ModelCard, hf_hub_download
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.hf_api import RepoFile, RepoFolder

from sandbox.hub.server import HubSandbox


async def test_an_info_says_what_was_published(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(
        id="mistralai/Small",
        parameters=24_011_361_280,
        licence="apache-2.0",
        languages=["en", "fr"],
        base_model={"finetune": "mistralai/Base"},
        pipeline_tag="text-generation",
        gated="auto",
    )
    info = await asyncio.to_thread(api.model_info, "mistralai/Small", files_metadata=True)
    assert info.author == "mistralai"
    assert info.gated == "auto"
    assert info.safetensors is not None
    assert info.safetensors.total == 24_011_361_280
    assert {"license:apache-2.0", "fr", "base_model:finetune:mistralai/Base", "region:us"} <= set(
        info.tags or []
    )
    assert info.siblings is not None
    weights = [file.size or 0 for file in info.siblings if file.rfilename.endswith(".safetensors")]
    assert sum(weights) == 2 * 24_011_361_280
    assert len(weights) == 10


async def test_a_gguf_repository_says_parameters_apart_from_file_sizes(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="q/M-GGUF", parameters=8_000, quantisations=["Q4_K_M", "Q8_0"], architecture="llama")
    info = await asyncio.to_thread(api.model_info, "q/M-GGUF")
    assert info.gguf is not None
    assert info.gguf["total"] == 8_000
    assert info.gguf["totalFileSize"] == 4_900 + 8_500
    assert info.safetensors is None


async def test_datasets_and_spaces_have_infos(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(kind="dataset", id="a/texts", licence="odc-by")
    hub.publish(kind="space", id="a/app", models=["a/b"])
    dataset = await asyncio.to_thread(api.dataset_info, "a/texts")
    assert dataset.card_data is not None
    assert dataset.card_data["license"] == "odc-by"
    space = await asyncio.to_thread(api.space_info, "a/app")
    assert space.models == ["a/b"]
    assert space.subdomain == "a-app"


async def test_an_old_name_leads_to_the_new_one(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="old/name")
    hub.change("model", "old/name", rename="new/name")
    info = await asyncio.to_thread(api.model_info, "old/name", expand=["author"])
    assert info.id == "new/name"
    assert [call.status for call in hub.journal.calls] == [307, 200]
    assert hub.journal.calls[1].query == "expand=author"


async def test_a_repository_renamed_twice_is_found_under_both_old_names(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/first")
    hub.change("model", "a/first", rename="a/second")
    hub.change("model", "a/second", rename="b/third")
    for old in ("a/first", "a/second"):
        assert (await asyncio.to_thread(api.model_info, old)).id == "b/third"


async def test_a_name_without_an_author_can_lead_somewhere(full_api: HfApi) -> None:
    assert (await asyncio.to_thread(full_api.dataset_info, "gsm8k")).id == "openai/gsm8k"


@pytest.mark.parametrize("fate", ["never there", "deleted", "private"])
async def test_what_is_not_public_is_not_found(hub: HubSandbox, api: HfApi, fate: str) -> None:
    if fate != "never there":
        hub.publish(id="a/b", private=fate == "private")
    if fate == "deleted":
        hub.delete("model", "a/b")
    with pytest.raises(RepositoryNotFoundError) as caught:
        await asyncio.to_thread(api.model_info, "a/b")
    assert caught.value.response.status_code == 401


async def test_with_a_token_a_missing_repository_is_404(hub: HubSandbox, api_with_token: HfApi) -> None:
    with pytest.raises(RepositoryNotFoundError) as caught:
        await asyncio.to_thread(api_with_token.model_info, "a/b")
    assert caught.value.response.status_code == 404


async def test_a_revision_is_named_by_branch_or_commit(hub: HubSandbox, api: HfApi) -> None:
    first = hub.publish(id="a/b")["sha"]
    second = hub.change("model", "a/b", commit="Fix the chat template")["sha"]
    assert first != second
    assert (await asyncio.to_thread(api.model_info, "a/b")).sha == second
    assert (await asyncio.to_thread(api.model_info, "a/b", revision=first)).sha == first
    with pytest.raises(RevisionNotFoundError):
        await asyncio.to_thread(api.model_info, "a/b", revision="no-such-branch")


async def test_commits_come_newest_first_over_several_pages(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/b")
    for number in range(120):
        hub.change("model", "a/b", commit=f"change {number}")
    commits = await asyncio.to_thread(api.list_repo_commits, "a/b", formatted=True)
    assert len({commit.commit_id for commit in commits}) == 121
    assert commits[0].title == commits[0].formatted_title == "change 119"
    assert commits[-1].title == "initial commit"


async def test_refs_name_the_main_branch(hub: HubSandbox, api: HfApi) -> None:
    sha = hub.publish(id="a/b")["sha"]
    refs = await asyncio.to_thread(api.list_repo_refs, "a/b")
    assert [(branch.name, branch.target_commit) for branch in refs.branches] == [("main", sha)]


async def test_a_tree_has_files_and_folders(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/b", files={"onnx/model.onnx": 123}, texts={"config.json": "{}"})
    top = await asyncio.to_thread(lambda: list(api.list_repo_tree("a/b")))
    assert [entry.path for entry in top if isinstance(entry, RepoFolder)] == ["onnx"]
    assert {entry.path for entry in top if isinstance(entry, RepoFile)} == {"README.md", "config.json"}
    below = await asyncio.to_thread(lambda: list(api.list_repo_tree("a/b", "onnx")))
    assert [entry.size for entry in below if isinstance(entry, RepoFile)] == [123]


async def test_a_small_file_is_downloaded_once_and_then_cached(
    hub: HubSandbox, quiet_client: None, tmp_path: Path
) -> None:
    hub.publish(id="a/b", texts={"config.json": '{"model_type": "llama"}'})

    def download() -> str:
        path = hf_hub_download("a/b", "config.json", endpoint=hub.url, cache_dir=tmp_path, token=False)
        return Path(path).read_text(encoding="utf-8")

    for _ in range(2):
        assert await asyncio.to_thread(download) == '{"model_type": "llama"}'
    assert [call.method for call in hub.journal.calls] == ["HEAD", "GET", "HEAD"]


async def test_a_card_is_read_from_the_file(hub: HubSandbox, quiet_client: None, tmp_path: Path) -> None:
    hub.publish(id="a/b", licence="mit", summary="It sings.", languages=["fr"])
    path = await asyncio.to_thread(
        hf_hub_download, "a/b", "README.md", endpoint=hub.url, cache_dir=tmp_path, token=False
    )
    card = ModelCard.load(path)
    assert card.data.license == "mit"
    assert card.data.language == ["fr"]
    assert "It sings." in card.text


async def test_a_file_that_is_not_there_is_told_from_a_repository_that_is_not(
    hub: HubSandbox, quiet_client: None, tmp_path: Path
) -> None:
    hub.publish(id="a/b")
    with pytest.raises(EntryNotFoundError):
        await asyncio.to_thread(
            hf_hub_download, "a/b", "nothing.txt", endpoint=hub.url, cache_dir=tmp_path, token=False
        )
    with pytest.raises(RepositoryNotFoundError):
        await asyncio.to_thread(
            hf_hub_download, "a/c", "README.md", endpoint=hub.url, cache_dir=tmp_path, token=False
        )


@pytest.mark.parametrize(
    ("gate", "token", "opens"), [("auto", "hf_me", True), ("auto", False, False), ("manual", "hf_me", False)]
)
async def test_a_gate_hides_the_files(
    hub: HubSandbox, quiet_client: None, tmp_path: Path, gate: str, token: str | bool, opens: bool
) -> None:
    hub.publish(id="a/b", gated=gate)

    def download() -> str:
        return hf_hub_download("a/b", "README.md", endpoint=hub.url, cache_dir=tmp_path, token=token)

    if opens:
        assert (await asyncio.to_thread(download)).endswith("README.md")
    else:
        with pytest.raises(GatedRepoError):
            await asyncio.to_thread(download)


async def test_a_weights_file_tells_its_size_without_being_there(hub: HubSandbox, api: HfApi) -> None:
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    hub.publish(id="a/b", parameters=10**9)
    url = hf_hub_url("a/b", "model.safetensors", endpoint=hub.url)
    found = await asyncio.to_thread(get_hf_file_metadata, url, token=False)
    assert found.size == 2 * 10**9


async def test_a_captured_info_is_given_as_it_is(hub: HubSandbox, api: HfApi) -> None:
    captured = {"_id": "621ffdc036468d709f17434d", "id": "a/b", "likes": 3, "tags": [], "siblings": None}
    hub.publish(id="a/b", raw=captured)
    info = await asyncio.to_thread(api.model_info, "a/b")
    assert info.likes == 3
    assert info.author is None


async def test_an_unprepared_client_loads_a_card(hub: HubSandbox, tmp_path: Path) -> None:
    """Also its daily question about agents, which needs 404 or an object."""
    hub.publish(id="a/b", licence="mit", summary="It sings.")
    code = "from huggingface_hub import ModelCard; print(ModelCard.load('a/b').data.license)"
    keep = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    environment = keep | {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path), "HF_HUB_DISABLE_XET": "1"}
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "mit"
    assert "/api/agent-harnesses" in [call.path for call in hub.journal.calls]


async def test_a_model_names_the_public_spaces_that_use_it(hub: HubSandbox, api: HfApi) -> None:
    hub.publish(id="a/model", context_length=4096, architecture="llama", parameters=10)
    hub.publish(kind="space", id="b/small", models=["a/model"], likes=1)
    hub.publish(kind="space", id="c/large", models=["a/model"], likes=9)
    hub.publish(kind="space", id="d/other", models=["a/b"])
    info = await asyncio.to_thread(api.model_info, "a/model")
    assert info.spaces == ["c/large", "b/small"]


async def test_a_config_tells_the_context_that_no_info_holds(
    hub: HubSandbox, api: HfApi, tmp_path: Path
) -> None:
    hub.publish(id="a/model", context_length=4096, architecture="llama", parameters=10)
    path = await asyncio.to_thread(
        hf_hub_download, "a/model", "config.json", cache_dir=tmp_path, endpoint=hub.url
    )
    assert json.loads(await asyncio.to_thread(Path(path).read_text))["max_position_embeddings"] == 4096
    info = await asyncio.to_thread(api.model_info, "a/model")
    assert "max_position_embeddings" not in (info.config or {})
