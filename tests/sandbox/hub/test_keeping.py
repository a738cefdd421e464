"""What survives the Hub's end, and what it says when it cannot begin."""

import asyncio
import json
from pathlib import Path

import pytest

from sandbox.hub.model import Webhook
from sandbox.hub.server import HubSandbox
from sandbox.keeping import UnreadableState
from sandbox.listening import PortTaken
from tests.waiting import until_true


async def test_a_second_start_shows_the_same_hub(tmp_path: Path) -> None:
    file = tmp_path / "demo" / "hub.json"
    async with HubSandbox(data_file=file) as hub:
        hub.publish(catalogue="Qwen/Qwen3-8B")
        hub.change("model", "Qwen/Qwen3-8B", commit="Fix a typing mistake")
        hub.change("model", "Qwen/Qwen3-8B", rename="Qwen/Qwen3-8B-Renamed")
        hub.add_paper(id="2601.00001", title="A paper")
        hub.state.webhooks["w"] = Webhook(
            "w", "http://127.0.0.1:9/", [{"type": "org", "name": "x"}], ["repo"]
        )
        before = hub.state.to_json()
    async with HubSandbox(data_file=file) as again:
        assert again.state.to_json() == before
        assert again.state.moved["model", "Qwen/Qwen3-8B"] == "Qwen/Qwen3-8B-Renamed"


async def test_a_change_is_written_while_the_hub_runs(tmp_path: Path) -> None:
    file = tmp_path / "hub.json"

    def written() -> bool:
        return file.exists() and len(json.loads(file.read_text())["repositories"]) == 1

    async with HubSandbox(data_file=file, catalogue=False) as hub:
        hub.publish(id="a/b")
        await until_true(written)


@pytest.mark.parametrize("content", ["{", "[]", '{"repositories": [{"id": "a/b"}]}'])
def test_a_broken_state_is_told_with_what_to_do(tmp_path: Path, content: str) -> None:
    file = tmp_path / "hub.json"
    file.write_text(content)
    with pytest.raises(UnreadableState, match="Delete that file"):
        HubSandbox(data_file=file)


async def test_a_taken_port_is_named_in_the_error() -> None:
    async with HubSandbox(catalogue=False) as first:
        port = int(first.url.rsplit(":", 1)[1])
        second = HubSandbox(catalogue=False)
        with pytest.raises(PortTaken, match=f"Port {port} on 127.0.0.1 is taken"):
            await second.start(port=port)


async def test_two_hubs_run_side_by_side() -> None:
    async with HubSandbox(catalogue=False) as first, HubSandbox(catalogue=False) as second:
        first.publish(id="a/b")
        assert second.state.repositories == {}
        assert first.url != second.url
    await asyncio.sleep(0)
