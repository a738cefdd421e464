"""Infos captured from the real Hub become announcements, and no figure in them is wrong."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bot.markdown import literal
from bot.settings import Settings
from bot.texts import language
from tests.journeys.conftest import opened_place

ENGLISH = language("en-US")


def _batches(shared: Path) -> list[list[dict[str, Any]]]:
    """All captures, in as many batches as the most often captured repository needs."""
    by_id: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for file in sorted((shared / "data" / "hub" / "models_info").glob("*.json")):
        info = json.loads(file.read_text())
        by_id[info["id"]].append(info)
    most = max(len(infos) for infos in by_id.values())
    return [[infos[number] for infos in by_id.values() if number < len(infos)] for number in range(most)]


def _parameters(info: dict[str, Any]) -> str:
    total = (info.get("safetensors") or {}).get("total") or (info.get("gguf") or {}).get("total")
    return ENGLISH.roughly(total) if total else "not stated"


@pytest.mark.parametrize("number", [0, 1])
async def test_each_captured_model_is_announced_with_its_own_figures(
    settings: Settings, shared: Path, number: int
) -> None:
    infos = _batches(shared)[number]
    async with opened_place(settings, catalogue=False) as place:
        await place.start_bot()
        authors = sorted({info["id"].split("/")[0] for info in infos})
        for author in authors:
            place.hub.publish(kind="model", id=f"{author}/already-there")
            await place.watch(author, place.camille)
        for info in infos:
            place.hub.publish(kind="model", id=info["id"], raw=info)
        for info in infos:
            # A channel takes five messages in five seconds, so that many take their time.
            post = await place.announced(place.alex, info["id"])
            assert f"**Parameters** {_parameters(info)}" in post.text
            assert f"[{literal(info['id'].split('/')[1])}](" in post.text
            assert "None" not in post.text
        assert len(await place.posts(place.alex)) == len(infos)
