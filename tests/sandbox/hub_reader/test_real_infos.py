"""Captured infos of the real Hub, served by the local one and read by the bot."""

import json
from pathlib import Path
from typing import Any

from bot.hub.cards import CardReader
from bot.hub.reader import HubReader
from bot.hub.reading import read_repository
from sandbox.hub.server import HubSandbox


def infos(shared: Path) -> list[dict[str, Any]]:
    return [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((shared / "data/hub/models_info").iterdir())
    ]


async def test_a_captured_info_arrives_as_it_was_captured(
    hub: HubSandbox, reader: HubReader, shared: Path
) -> None:
    for info in infos(shared):
        hub.state.repositories.pop(("model", info["id"]), None)
        hub.publish(id=info["id"], raw=info)
        assert await reader.info("model", info["id"]) == read_repository("model", info)


async def test_captured_infos_are_listed_with_the_same_figures(
    hub: HubSandbox, reader: HubReader, shared: Path
) -> None:
    for info in infos(shared):
        if hub.state.find("model", info["id"]) is None:
            hub.publish(id=info["id"], raw=info)
        author = info["id"].split("/")[0]
        listed = {item.id: item for item in (await reader.of_author("model", author)).items}[info["id"]]
        whole = await reader.info("model", info["id"])
        for name in ("key", "parameters", "gated", "pipeline_tag", "licence", "base_models", "created_at"):
            assert getattr(listed, name) == getattr(whole, name)


async def test_captured_cards_are_read_from_their_repositories(
    hub: HubSandbox, card_reader: CardReader, shared: Path
) -> None:
    for number, path in enumerate(sorted((shared / "data/hub/cards").iterdir())):
        content = path.read_bytes().decode("utf-8")
        raw = {"_id": f"{number:024x}", "id": f"cards/{number}"}
        hub.publish(id=raw["id"], raw=raw, texts={"README.md": content})
        card = await card_reader.read("model", raw["id"])
        assert card is not None
        assert card.text.strip()[-20:] in content.replace("\r\n", "\n")
