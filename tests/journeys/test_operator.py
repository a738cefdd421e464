"""The command line as an operator uses it: one sentence that says what to do, and exit code 1."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.engine import URL

from bot.db.engine import dsn
from tests.forked import environment_of
from tests.journeys.conftest import Place
from tests.waiting import PATIENCE, until

ESSAI = Path(sys.executable).with_name("essai")


async def _run(*command: str | Path, cwd: Path, **settings: str) -> tuple[int, str]:
    """Exit code and all output of a command."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=cwd,
        env=environment_of(cwd, settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 50)
    assert process.returncode is not None
    return process.returncode, output.decode()


def _free_port() -> int:
    """With the one after it, of those that no connection takes by itself: a demo takes both later."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as first, socket.socket() as second, contextlib.suppress(OSError):
            first.bind(("127.0.0.1", port))
            second.bind(("127.0.0.1", port + 1))
            return port
    raise AssertionError("no port is free")


async def test_without_a_token_it_says_where_to_get_one(tmp_path: Path) -> None:
    code, said = await _run(ESSAI, "run", cwd=tmp_path)
    assert code == 1
    assert said.startswith("essai: ESSAI_DISCORD_TOKEN is not set.")
    assert said.count("\n") == 1


async def test_a_wrong_token_is_told_without_showing_it(
    quiet_place: Place, database_url: URL, tmp_path: Path
) -> None:
    discord = quiet_place.discord
    code, said = await _run(
        *(sys.executable, "-m", "sandbox.demo", "demo-bot"),
        *(discord.api_url, discord.gateway_url, discord.cdn_url),
        cwd=tmp_path,
        ESSAI_DISCORD_TOKEN="not.the.token",
        ESSAI_DATABASE_URL=dsn(database_url),
    )
    assert code == 1
    assert "Discord does not accept ESSAI_DISCORD_TOKEN. Copy the token again" in said
    assert "not.the.token" not in said


async def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    code, said = await _run(
        ESSAI,
        "run",
        cwd=tmp_path,
        ESSAI_DISCORD_TOKEN="a.b.c",
        ESSAI_DATABASE_URL=f"postgresql://essai:geheim@127.0.0.1:{_free_port()}/essai",
    )
    assert code == 1
    assert "The database does not answer" in said
    assert "Check ESSAI_DATABASE_URL" in said
    assert "geheim" not in said


@pytest.mark.parametrize(
    "written", ["mysql://localhost/essai", "nonsense", "postgresql://essai:geheim@host:port/essai"]
)
async def test_an_address_of_no_postgresql_is_told(tmp_path: Path, written: str) -> None:
    code, said = await _run(
        ESSAI, "run", cwd=tmp_path, ESSAI_DISCORD_TOKEN="a.b.c", ESSAI_DATABASE_URL=written
    )
    assert code == 1
    assert "ESSAI_DATABASE_URL" in said
    assert "geheim" not in said
    assert said.count("\n") == 1


async def test_the_settings_are_shown_with_their_origin_and_secrets_hidden(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ESSAI_DISCORD_TOKEN=very.secret.token\nESSAI_FEED_SECONDS=30\n")
    code, said = await _run(ESSAI, "config", cwd=tmp_path)
    assert code == 0
    assert "very.secret.token" not in said
    assert any(line.split()[:3] == ["ESSAI_FEED_SECONDS", "30.0", ".env"] for line in said.splitlines())
    assert any(line.split()[:3] == ["ESSAI_DISCORD_TOKEN", "(hidden)", ".env"] for line in said.splitlines())


async def test_all_mistakes_in_the_settings_are_told_at_once(tmp_path: Path) -> None:
    code, said = await _run(ESSAI, "config", cwd=tmp_path, ESSAI_WEB_PORT="x", ESSAI_LOG_LEVEL="LOUD")
    assert code == 1
    assert "ESSAI_WEB_PORT" in said
    assert "ESSAI_LOG_LEVEL" in said


async def test_health_tells_of_a_bot_that_does_not_run(tmp_path: Path) -> None:
    code, said = await _run(ESSAI, "health", cwd=tmp_path, ESSAI_WEB_PORT=str(_free_port()))
    assert code == 1
    assert "Start it with `essai run`" in said


async def test_a_running_bot_is_well_has_figures_and_stops_cleanly(
    quiet_place: Place, database_url: URL, tmp_path: Path
) -> None:
    discord = quiet_place.discord
    port = _free_port()
    settings = {
        "ESSAI_DISCORD_TOKEN": discord.token,
        "ESSAI_DATABASE_URL": dsn(database_url),
        "ESSAI_HUB_ENDPOINT": quiet_place.hub.url,
        "ESSAI_WEB_PORT": str(port),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox.demo", "demo-bot"),
        *(discord.api_url, discord.gateway_url, discord.cdn_url),
        cwd=tmp_path,
        env=environment_of(tmp_path, settings),
    )
    try:
        await discord.until_connected()

        async def is_well() -> bool:
            code, said = await _run(ESSAI, "health", cwd=tmp_path, ESSAI_WEB_PORT=str(port))
            assert json.loads(said)["database"]
            return code == 0

        await until(is_well, what="the health of the bot")
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/metrics") as answer,
        ):
            assert "essai_guilds 2.0" in await answer.text()
    finally:
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


async def test_a_bot_that_lost_discord_is_not_well(place: Place) -> None:
    bot = place.app.bot
    assert bot.is_well()
    await place.discord.stop()

    async def is_ill() -> bool:
        return not bot.is_well()

    await until(is_ill, what="the loss of the connection")


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
async def test_a_bot_stopped_while_it_starts_leaves_nothing_running(
    quiet_place: Place, own_folder: Path, signal_number: signal.Signals
) -> None:
    discord = quiet_place.discord
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox.demo", "demo-bot"),
        *(discord.api_url, discord.gateway_url, discord.cdn_url),
        cwd=own_folder,
        env=environment_of(own_folder, {"ESSAI_DISCORD_TOKEN": discord.token}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    folder = own_folder / "postgres"

    async def has_begun() -> bool:
        return folder.exists()

    await until(has_begun, what="the start of the embedded server")
    process.send_signal(signal_number)
    output, _ = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, output.decode()
    assert output == b""
    assert not (folder / "postmaster.pid").exists()


@pytest.mark.timeout(120)
async def test_the_demo_stops_with_ctrl_c_keeps_its_data_and_names_a_taken_port(own_folder: Path) -> None:
    port = _free_port()
    command = (ESSAI, "demo", "--port", str(port), "--data-dir", str(own_folder / "demo"))
    page = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as session:
        first = await _start_demo(command, own_folder)
        async with session.get(f"{page}/control/discord/state") as answer:
            before = (await answer.json())["guilds"]
        code, said = await _run(*command[:-1], str(own_folder / "other"), cwd=own_folder)
        assert code == 1
        assert f"Port {port} on 127.0.0.1 is taken" in said
        assert "such as --port " in said
        assert f"--port {port}." not in said
        code, said = await _run(*command, cwd=own_folder)
        assert code == 1
        assert "Another demo is running on" in said
        await _interrupt(first)
        second = await _start_demo(command, own_folder)
        async with session.get(f"{page}/control/discord/state") as answer:
            assert (await answer.json())["guilds"] == before
        await _interrupt(second)


async def _start_demo(command: tuple[str | Path, ...], folder: Path) -> asyncio.subprocess.Process:
    """A demo that has said that it is ready."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=environment_of(folder, {}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 30)
    assert line.decode().startswith("Essai is ready: http://127.0.0.1:")
    return process


async def _interrupt(process: asyncio.subprocess.Process) -> None:
    process.send_signal(signal.SIGINT)
    output, _ = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0, output.decode()
    assert output.decode() == "Stopping …\n"
