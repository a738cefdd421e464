"""Unmodified discord.js against the local Discord, where Node.js is at hand: a client in another language."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person

FOLDER = Path(__file__).parent / "discordjs"
INSTALL_SECONDS = 50
SOON = 15.0


@pytest.fixture(scope="module")
def node() -> str:
    """Node's path, once discord.js is installed beside the script."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("Node.js is not installed")
    if not (FOLDER / "node_modules/discord.js").is_dir():
        command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund"]
        try:
            subprocess.run(command, cwd=FOLDER, check=True, capture_output=True, timeout=INSTALL_SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("discord.js could not be installed")
    return node


class Bot:
    """The script as a process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def says(self) -> str:
        """The next line of its output."""
        assert self._process.stdout is not None
        async with asyncio.timeout(SOON):
            return (await self._process.stdout.readline()).decode().strip()

    async def leave(self) -> None:
        """Let it log out and end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        async with asyncio.timeout(SOON):
            await self._process.wait()


@asynccontextmanager
async def running(node: str, sandbox: DiscordSandbox) -> AsyncIterator[Bot]:
    process = await asyncio.create_subprocess_exec(
        *(node, "bot.mjs", sandbox.api_url.removesuffix("/v10"), sandbox.token),
        cwd=FOLDER,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    bot = Bot(process)
    try:
        assert await bot.says() == "ready Atelier IA,Open Bench"
        yield bot
    finally:
        await bot.leave()


async def test_discordjs_answers_commands_and_buttons(
    node: str, discord_sandbox: DiscordSandbox, alex: Person
) -> None:
    async with running(node, discord_sandbox):
        reply = await alex.command("ping", channel="#general")
        assert reply.message is not None
        assert reply.message.ephemeral
        assert (await alex.press(reply.message, "Press")).text == "pressed"
        assert (await alex.command("slow", channel="#general")).message is not None
        await alex.wait_for("#general", lambda seen: seen.text == "and more")
        layout = await alex.command("layout", channel="#general")
        assert layout.text == "# Title"
    assert discord_sandbox.journal.problems == []


async def test_discordjs_opens_forms_and_suggests(
    node: str, discord_sandbox: DiscordSandbox, alex: Person
) -> None:
    async with running(node, discord_sandbox):
        opened = await alex.command("form", channel="#general")
        assert (await alex.submit(opened, {"Words": "hello"})).text == "you wrote hello"
        choices = await alex.autocomplete("fruit", channel="#general", focused="name")
        assert [choice.name for choice in choices] == ["one"]
    assert discord_sandbox.journal.problems == []


async def test_discordjs_posts_and_edits(node: str, discord_sandbox: DiscordSandbox, alex: Person) -> None:
    async with running(node, discord_sandbox):
        await alex.command("post", channel="#general")
        seen = await alex.wait_for("#general", lambda each: each.text.startswith("changed"))
        assert seen.text == "changed\nT\nD\nfile.txt"
    assert discord_sandbox.journal.problems == []


async def test_discordjs_resumes_after_a_lost_connection(
    node: str, discord_sandbox: DiscordSandbox, alex: Person
) -> None:
    async with running(node, discord_sandbox) as bot:
        discord_sandbox.gateway.close_all(4000)
        assert await bot.says() == "resumed"
        assert (await alex.command("slow", channel="#general")).state == "answered"
    assert discord_sandbox.journal.problems == []
