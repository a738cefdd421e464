"""A server's results go to the Hub: what all may read, without names, and no more than that."""

import asyncio
import io
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
import pytest
from huggingface_hub import constants
from pydantic import SecretStr

from bot.cli_publish import gathered, sent
from bot.errors import OperatorError
from bot.hub import datasets
from bot.results.dataset_card import MARK
from sandbox.person import Person
from tests.forked import essai, essai_on
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen, post_result
from tests.journeys.scenery import SEND_MESSAGES, VIEW_CHANNEL, guild_of, new_thread
from tests.journeys.test_channels import new_channel

TO = "essai/our-results"
READER, WRITER = "hf_a_reader", "hf_write_our_results"
READ_HISTORY = 1 << 16


@pytest.fixture(autouse=True)
def plain_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command sets for its own process is taken back."""
    for name in ("HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_XET"):
        monkeypatch.setattr(constants, name, True)


@dataclass
class Published:
    """What the Hub shows of the dataset."""

    told: str
    url: str
    card: str
    rows: list[dict[str, Any]] = field(default_factory=list)


async def _publish(place: Place) -> Published:
    guild = int(await guild_of(place, await place.camille.find_channel(RELEASES)))
    with TemporaryDirectory() as folder:
        made, told = await gathered(place.settings, guild, Path(folder), None, "cc-by-4.0")
        url = await asyncio.to_thread(sent, place.settings, WRITER, TO, Path(folder), made, private=False)
    async with place.session.get(f"{url}/resolve/main/README.md") as answer:
        card = await answer.text()
    async with place.session.get(f"{url}/resolve/main/data/results-00001.parquet") as answer:
        rows = pq.read_table(io.BytesIO(await answer.read())).to_pylist()
    return Published(told, url, card, rows)


async def _staff_channel(place: Place) -> str:
    """A channel that only moderators and the bot see."""
    channel = await new_channel(place, "staff")
    guild = await guild_of(place, channel)
    bot = (await place.control.get("state"))["application"]["id"]
    hidden = {"type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
    seen = {"type": 1, "allow": str(VIEW_CHANNEL | SEND_MESSAGES | READ_HISTORY), "deny": "0"}
    await place.control.send("PUT", f"channels/{channel}/permissions/{guild}", hidden)
    for one in (bot, place.camille.id):
        await place.control.send("PUT", f"channels/{channel}/permissions/{one}", seen)
    return channel


async def _withdraw(person: Person) -> None:
    mine = await chosen(person, "result withdraw")
    await person.command("result withdraw", channel=RELEASES, options={"result": mine})


async def test_only_what_all_of_a_server_can_read_goes_out_and_what_is_erased_is_gone(place: Place) -> None:
    place.hub.publish(kind="model", id="Qwen/Qwen3-8B")
    noor = place.people["Noor"]
    staff = await _staff_channel(place)
    await post_result(place, place.alex, "75.7 %")
    await post_result(place, noor, "71 %", hardware="/home/noor/rig")
    await post_result(place, place.camille, "80.1 %", channel=staff)
    thread = await new_thread(place, await place.camille.find_channel(RELEASES), "numbers")
    await post_result(place, place.camille, "64 %", channel=thread)
    behind = await new_thread(place, staff, "behind closed doors")
    await post_result(place, place.camille, "65 %", channel=behind)
    await post_result(place, place.robin, "66 %", channel="#leaderboard")
    await post_result(place, place.camille, "12 %")
    copied = await chosen(place.camille, "moderate result")
    card = await place.camille.command("moderate result", channel=RELEASES, options={"result": copied})
    assert card.message is not None
    form = await place.camille.press(card.message, "Masquer")
    await place.camille.submit(form, {"Raison": "Recopié"})
    await post_result(place, place.alex, "33 %")
    await _withdraw(place.alex)

    first = await _publish(place)
    assert first.told == (
        "3 results by 3 members, from #releases (2), #numbers (1). "
        "Left out: 2 results in channels that not all of the server can read."
    )
    assert [(one["value"], one["posted_by"], one["state"]) for one in first.rows] == [
        (0.757, "1", "public"),
        (0.71, "2", "public"),
        (0.64, "3", "public"),
    ]
    assert "license: cc-by-4.0" in first.card
    assert "# Benchmark results of Atelier IA" in first.card
    everything = first.card + str(first.rows)
    for secret in (place.alex.id, noor.id, "/home/noor", "Alex", "Noor"):
        assert secret not in everything

    asked = await noor.command("export erase", channel=RELEASES)
    assert asked.message is not None
    asked_id = asked.message.id
    await noor.press(asked.message, asked.message.buttons[0])
    await noor.wait_for(RELEASES, lambda one: one.id == asked_id and not one.buttons)
    second = await _publish(place)
    assert [one["value"] for one in second.rows] == [0.757, 0.64]
    api = f"{place.hub.url}/api/datasets/{TO}"
    async with place.session.get(f"{api}/commits/main") as answer:
        assert [one["title"] for one in await answer.json()] == ["2 results"]


async def test_a_dataset_that_is_not_ours_is_left_alone(place: Place) -> None:
    place.hub.publish(kind="dataset", id=TO, files={"data/theirs.parquet": 7}, readme="# Theirs\n")
    place.hub.publish(kind="model", id="Qwen/Qwen3-8B")
    await post_result(place, place.alex, "75.7 %")
    with pytest.raises(OperatorError, match="is there already and was not made by this command"):
        await _publish(place)
    async with place.session.get(f"{place.hub.url}/api/datasets/{TO}/tree/main/data") as answer:
        assert [one["path"] for one in await answer.json()] == ["data/theirs.parquet"]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "essai: ESSAI_HUB_TOKEN is not set. Make a token with the role write"),
        (READER, "essai: The token of essai may only read. Make a token with the role write"),
        ("nonsense", "essai: The Hub answered 401 to /api/whoami-v2; the Hub does not know the token"),
    ],
)
async def test_a_token_that_cannot_publish_is_told_before_anything_is_read(
    quiet_place: Place, tmp_path: Path, token: str, said: str
) -> None:
    command = ("results", "publish", "--guild", "1", "--to", TO)
    known = {"ESSAI_HUB_ENDPOINT": quiet_place.hub.url, "ESSAI_HUB_TOKEN": token}
    code, told = await essai(*command, cwd=tmp_path, **known)
    assert (code, told.count("\n")) == (1, 1)
    assert told.startswith(said)


async def test_where_the_bot_is_not_nothing_is_published(place: Place, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="No public results of the server 1 are kept here"):
        await gathered(place.settings, 1, tmp_path, None, None)
    place.hub.publish(kind="model", id="Qwen/Qwen3-8B")
    await post_result(place, place.alex, "75.7 %")
    guild = await guild_of(place, await place.camille.find_channel(RELEASES))
    wrong = place.settings.model_copy(update={"discord_token": SecretStr("wrong.token.x")})
    with pytest.raises(OperatorError, match="Discord does not accept ESSAI_DISCORD_TOKEN"):
        await gathered(wrong, int(guild), tmp_path, None, None)
    await place.control.send("DELETE", f"guilds/{guild}/bot", {})
    with pytest.raises(OperatorError, match=f"Essai is not in the server {guild}"):
        await gathered(place.settings, int(guild), tmp_path, None, None)


async def _essai(place: Place, folder: Path, *words: str, typed: str = "") -> tuple[int, str]:
    """The command line, whose Discord and Hub are the local ones."""
    discord = place.discord
    database_url, token = place.settings.database_url, place.settings.discord_token
    assert database_url is not None
    assert token is not None
    return await essai_on(
        (discord.api_url, discord.gateway_url, discord.cdn_url),
        *words,
        cwd=folder,
        typed=typed,
        ESSAI_DATABASE_URL=database_url.get_secret_value(),
        ESSAI_DISCORD_TOKEN=token.get_secret_value(),
        ESSAI_HUB_ENDPOINT=place.hub.url,
        ESSAI_HUB_TOKEN=WRITER,
    )


async def test_the_command_line_shows_what_would_go_out_and_asks(place: Place, tmp_path: Path) -> None:
    place.hub.publish(kind="model", id="Qwen/Qwen3-8B")
    await post_result(place, place.alex, "75.7 %")
    guild = await guild_of(place, await place.camille.find_channel(RELEASES))
    words = ("results", "publish", "--guild", guild, "--to", TO, "--title", "Our numbers")
    code, told = await _essai(place, tmp_path, *words, "--dry-run")
    assert code == 0
    assert told.startswith("1 result by 1 member, from #releases (1).")
    assert "# Our numbers" in told
    assert not any(call.method == "POST" for call in place.hub.journal.calls)
    code, told = await _essai(place, tmp_path, *words, typed="y\n")
    assert code == 0
    assert f"Publish this as {TO} on {place.hub.url}?" in told
    assert f"Published: {place.hub.url}/datasets/{TO}" in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (TO, f"{TO} is public already"),
        ("no-account", "no-account is no name of a dataset"),
        ("essai/no name", "essai/no name is no name of a dataset"),
        ("somebody/results", "The Hub answered 403 to /api/repos/create"),
    ],
)
async def test_a_dataset_that_cannot_be_is_told(
    quiet_place: Place, tmp_path: Path, name: str, said: str
) -> None:
    hub = quiet_place.hub
    hub.publish(kind="dataset", id=TO, card_data={"tags": [MARK]})
    push = partial(datasets.push, hub.url, WRITER, name, tmp_path, "1 result", mark=MARK, private=True)
    with pytest.raises(OperatorError, match=said):
        await asyncio.to_thread(push)
