"""A dataset is made, filled, changed and folded together with huggingface_hub."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, constants, hf_hub_download
from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError

from sandbox.hub.server import HubSandbox

OURS = "essai/results"
CARD = "---\npretty_name: Ours\ntags:\n- essai-results\n---\n\n# Ours\n"
BINARY = bytes(range(256)) * 40


@pytest.fixture
def writer(hub: HubSandbox, quiet_client: None, monkeypatch: pytest.MonkeyPatch) -> HfApi:
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    return HfApi(endpoint=hub.url, token="hf_write_something")


async def _do(call: Callable[..., Any], *args: Any, **options: Any) -> Any:
    return await asyncio.to_thread(call, *args, **options)


async def _commit(writer: HfApi, *operations: CommitOperationAdd | CommitOperationDelete) -> Any:
    return await _do(writer.create_commit, OURS, operations, commit_message="A commit", repo_type="dataset")


async def test_a_dataset_is_made_filled_and_read_again(
    hub: HubSandbox, writer: HfApi, tmp_path: Path
) -> None:
    url = await _do(writer.create_repo, OURS, repo_type="dataset")
    assert str(url) == f"{hub.url}/datasets/{OURS}"
    again = await _do(writer.create_repo, OURS, repo_type="dataset", exist_ok=True)
    assert again.repo_id == OURS
    card, table = CommitOperationAdd("README.md", CARD.encode()), CommitOperationAdd("data/a.parquet", BINARY)
    told = await _commit(writer, card, table)
    info = await _do(writer.dataset_info, OURS, files_metadata=True)
    assert info.sha == told.oid
    assert "essai-results" in info.tags
    assert {one.rfilename: one.size for one in info.siblings}["data/a.parquet"] == len(BINARY)
    path = await _do(
        hf_hub_download,
        OURS,
        "data/a.parquet",
        repo_type="dataset",
        endpoint=hub.url,
        cache_dir=tmp_path,
        token=False,
    )
    assert await _do(Path(path).read_bytes) == BINARY


async def test_what_is_there_already_is_not_sent_again_and_what_is_deleted_is_gone(
    hub: HubSandbox, writer: HfApi
) -> None:
    await _do(writer.create_repo, OURS, repo_type="dataset")
    await _commit(
        writer, CommitOperationAdd("data/a.parquet", BINARY), CommitOperationAdd("note.txt", b"hello")
    )
    uploads = [call for call in hub.journal.calls if call.path.startswith("/lfs/")]
    await _commit(
        writer,
        CommitOperationAdd("data/b.parquet", BINARY),
        CommitOperationAdd("note.txt", b"hello"),
        CommitOperationDelete("data/a.parquet"),
    )
    assert [call for call in hub.journal.calls if call.path.startswith("/lfs/")] == uploads
    files = await _do(writer.list_repo_files, OURS, repo_type="dataset")
    assert sorted(files) == [".gitattributes", "data/b.parquet", "note.txt"]
    await _commit(writer, CommitOperationDelete("data/"))
    assert "data/b.parquet" not in await _do(writer.list_repo_files, OURS, repo_type="dataset")
    commits = await _do(writer.list_repo_commits, OURS, repo_type="dataset")
    assert len(commits) == 4
    await _do(writer.super_squash_history, OURS, repo_type="dataset", commit_message="All of it")
    commits = await _do(writer.list_repo_commits, OURS, repo_type="dataset")
    assert [one.title for one in commits] == ["All of it"]


async def test_a_private_dataset_is_seen_by_its_owner_only(writer: HfApi, api: HfApi) -> None:
    await _do(writer.create_repo, OURS, repo_type="dataset", private=True)
    assert (await _do(writer.dataset_info, OURS)).private
    with pytest.raises(RepositoryNotFoundError):
        await _do(api.dataset_info, OURS)


async def test_who_may_not_write_is_refused(writer: HfApi, api_with_token: HfApi) -> None:
    roles = [(await _do(one.whoami))["auth"]["accessToken"]["role"] for one in (writer, api_with_token)]
    assert roles == ["write", "read"]
    with pytest.raises(HfHubHTTPError, match="may only read"):
        await _do(api_with_token.create_repo, OURS, repo_type="dataset")
    with pytest.raises(HfHubHTTPError, match="under the namespace"):
        await _do(writer.create_repo, "somebody/results", repo_type="dataset")


async def test_a_card_whose_front_matter_is_broken_is_refused_before_anything_is_sent(
    hub: HubSandbox, writer: HfApi
) -> None:
    await _do(writer.create_repo, OURS, repo_type="dataset")
    broken = CommitOperationAdd("README.md", b"---\n[: nothing\n---\n")
    with pytest.raises(ValueError, match="Invalid metadata"):
        await _commit(writer, broken)
    commits = await _do(writer.list_repo_commits, OURS, repo_type="dataset")
    assert len(commits) == 1
