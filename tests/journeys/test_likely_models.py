"""A file that names its model by a file only: the likely repositories are proposed, and one is chosen."""

import json

from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Person, Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_results import SPEED


async def _import(person: Person, channel: str = RELEASES) -> Reply:
    file = ("bench.json", json.dumps(SPEED).encode())
    return await person.command("result import", channel=channel, files={"file": file})


async def test_the_likely_repositories_of_a_file_are_proposed_and_one_is_chosen(
    place: Place, stored: Database
) -> None:
    for name in ("Qwen/Qwen3-8B-GGUF", "Qwen/Qwen3-14B", "Qwen/Qwen2.5-8B"):
        place.hub.publish(kind="model", id=name)
    sha = place.hub.publish(kind="model", id="Qwen/Qwen3-8B")["sha"]
    shown = await _import(place.camille)
    assert shown.message is not None
    assert "Quel est le dépôt de **Qwen3-8B-Q4\\_K\\_M.gguf**\u202f?" in shown.text
    proposed = [option["value"] for option in shown.message.selects[0]["options"]]
    assert sorted(proposed) == ["Qwen/Qwen3-8B", "Qwen/Qwen3-8B-GGUF"]
    chosen = await place.camille.choose(shown.message, "Choisissez le dépôt sur le Hub", ["Qwen/Qwen3-8B"])
    assert chosen.state == "updated", chosen.text
    named = await place.camille.wait_for(RELEASES, lambda one: "**Qwen/Qwen3-8B**" in one.text)
    assert f"révision au moment de la publication\u00a0: `{sha[:8]}`" in named.text
    assert not named.selects
    await place.camille.press(named, "Publier")
    post = await place.alex.wait_for(RELEASES, lambda one: "118" in one.text and not one.ephemeral)
    assert f"`{sha[:8]}`" in post.text
    async with stored.transaction() as session:
        kept = await session.execute(text("SELECT model, revision, is_revision_of_posting FROM result"))
        assert [tuple(row) for row in kept] == [("Qwen/Qwen3-8B", sha, True)]


async def test_what_one_server_measured_is_proposed_there_and_nowhere_else(place: Place) -> None:
    place.hub.publish(kind="model", id="Qwen/Qwen3-8B")
    shown = await _import(place.alex)
    assert shown.message is not None
    assert "Which repository is **Qwen3-8B-Q4\\_K\\_M.gguf**? These look like it:" in shown.text
    await place.alex.choose(shown.message, "Choose the repository on the Hub", ["Qwen/Qwen3-8B"])
    named = await place.alex.wait_for(RELEASES, lambda one: "revision at the time of posting" in one.text)
    await place.alex.press(named, "Publish")
    await place.alex.wait_for(RELEASES, lambda one: "118" in one.text and not one.ephemeral)
    place.hub.delete("model", "Qwen/Qwen3-8B")
    again = [{**SPEED[0], "samples_ts": [117.0, 118.0, 119.6], "avg_ts": 118.2}]
    file = {"file": ("again.json", json.dumps(again).encode())}
    here = await place.alex.command("result import", channel=RELEASES, files=file)
    assert "These look like it" in here.text
    elsewhere = await place.robin.command("result import", channel="#leaderboard", files=file)
    assert "These look like it" not in elsewhere.text
