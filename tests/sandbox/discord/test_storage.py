"""What is kept between two runs."""

from pathlib import Path

import aiohttp

from sandbox.discord.cdn import plain_png
from sandbox.discord.server import DiscordSandbox
from sandbox.discord.storage import write_state
from sandbox.person import meet
from tests.sandbox.discord.raw import Rest


async def test_a_second_run_finds_everything_again(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    file = tmp_path / "discord.json"
    async with DiscordSandbox(data_file=file) as first:
        rest = Rest(session, first.api_url, first.token)
        general = await rest.channel("general")
        body = {"content": "kept", "embeds": [{"title": "T"}]}
        message = (await rest.post(general, body, files=[("a.png", plain_png((1, 1, 1)))])).body
        await rest.call("POST", f"/channels/{general}/messages/{message['id']}/threads", {"name": "Talk"})
        command = {"name": "ping", "description": "P"}
        await rest.call("PUT", f"/applications/{await rest.application()}/commands", [command])
        camille = await meet(session, first.control_url, "Camille")
        await camille.speak("en-GB")
        before = write_state(first.state)
    async with DiscordSandbox(data_file=file) as second:
        assert write_state(second.state) == before
        assert second.token == first.token
        rest = Rest(session, second.api_url, second.token)
        again = (await rest.call("GET", f"/channels/{general}/messages/{message['id']}")).body
        assert again["thread"]["name"] == "Talk"
        async with session.get(again["attachments"][0]["url"]) as answer:
            assert await answer.read() == plain_png((1, 1, 1))
        assert int((await rest.post(general, {"content": "new"})).body["id"]) > int(message["id"])


async def test_changes_are_written_while_it_runs(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    file = tmp_path / "discord.json"
    async with DiscordSandbox(data_file=file) as sandbox:
        rest = Rest(session, sandbox.api_url, sandbox.token)
        await rest.post(await rest.channel("general"), {"content": "soon on disk"})
        await sandbox.until_saved()
        assert "soon on disk" in file.read_text(encoding="utf-8")


async def test_ephemeral_messages_and_their_files_are_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "discord.json"
    async with DiscordSandbox(data_file=file) as sandbox:
        sandbox.state.files[1] = b"of no message"
    assert not list((tmp_path / "discord-files").iterdir())
