"""What a model was made from, and what came out since: kept first, then asked of the Hub."""

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from bot.db.engine import Database
from bot.hub.reader import HubReader
from bot.hub.turns import SharedTurns
from bot.releases.model import Release
from bot.releases.newcomers import Newcomers
from bot.releases.parts import Base
from bot.releases.store import announced
from sandbox.hub.server import HubSandbox
from tests.store.measuring import NOW
from tests.unit.releases.test_folding import release

OLD, NEW = "Qwen/Qwen2.5-7B-Instruct", "Qwen/Qwen3-8B"


@pytest.fixture
async def hub() -> AsyncIterator[HubSandbox]:
    async with HubSandbox(catalogue=True) as sandbox:
        yield sandbox


@pytest.fixture
async def newcomers(database: Database, hub: HubSandbox) -> AsyncIterator[Newcomers]:
    async with aiohttp.ClientSession() as session:
        reader = HubReader(session, hub.url, None, SharedTurns(database, "test"), "tests", timeout=2)
        yield Newcomers(database, reader, lambda: NOW)


def _publish(hub: HubSandbox, repo_id: str, **base: str) -> None:
    made_from = {"base_model": base} if base else {}
    facts = {"pipeline_tag": "text-generation", "parameters": 7_615_616_512}
    hub.publish(kind="model", id=repo_id, **facts, **made_from)


async def _read(newcomers: Newcomers, repo_id: str) -> Release:
    found = await newcomers.model(repo_id)
    assert found is not None
    return found


async def test_the_origin_lies_behind_quantisations(newcomers: Newcomers, hub: HubSandbox) -> None:
    _publish(hub, "me/mine", finetune=OLD)
    _publish(hub, "me/mine-GGUF", quantized="me/mine")
    origin = await newcomers.origin(await _read(newcomers, "me/mine-GGUF"))
    assert origin.stated == Base("finetune", OLD)
    assert origin.base is not None
    assert origin.base.repo_id == OLD


async def test_a_model_that_states_nothing_is_its_own_base(newcomers: Newcomers, hub: HubSandbox) -> None:
    _publish(hub, "me/alone")
    model = await _read(newcomers, "me/alone")
    origin = await newcomers.origin(model)
    assert (origin.stated, origin.base) == (None, model)


async def test_a_base_that_is_not_there_is_told_and_the_model_stands_for_it(
    newcomers: Newcomers, hub: HubSandbox
) -> None:
    _publish(hub, "Qwen/Qwen2.4-8B", finetune="Qwen/gone")
    hub.publish(catalogue=NEW)
    model = replace(await _read(newcomers, "Qwen/Qwen2.4-8B"), created_at=NOW.replace(year=2024))
    origin = await newcomers.origin(model)
    assert (origin.stated, origin.base) == (Base("finetune", "Qwen/gone"), None)
    assert [one.repo_id for one in await newcomers.bases_after(model)][:1] == [NEW]


async def test_two_models_that_name_each_other_end_somewhere(newcomers: Newcomers, hub: HubSandbox) -> None:
    _publish(hub, "me/one", quantized="me/two")
    _publish(hub, "me/two", quantized="me/one")
    origin = await newcomers.origin(await _read(newcomers, "me/one"))
    assert origin.base is not None


async def test_what_is_kept_needs_no_hub_and_what_the_hub_said_is_remembered(
    database: Database, newcomers: Newcomers, hub: HubSandbox
) -> None:
    hub.publish(catalogue=NEW)
    old = await _read(newcomers, OLD)
    found = await newcomers.since(old)
    assert found.is_whole
    assert NEW in {one.repo_id for one in found.releases}
    kept = replace(release("acme/Other-8B", 8 * 10**9), task="text-generation", likes=9)
    async with database.transaction() as session:
        await announced.add_releases(session, [kept], NOW)
    await hub.stop()
    again = await newcomers.since(old)
    assert again.is_whole
    assert {one.repo_id for one in again.releases} >= {NEW, "acme/Other-8B"}
    assert (await newcomers.model("acme/other-8b")) == kept
    assert await newcomers.model(OLD) == old
    assert await newcomers.model("nobody/nothing") is None
    other = await newcomers.since(kept)
    assert not other.is_whole
