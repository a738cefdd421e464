"""Resident memory of the bot's process beside a bare discord.py client, on the same local Discord.

Each guild has ten channels and ten roles. The embedded PostgreSQL is a process of its own and not counted.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import psutil

from sandbox.demo import Bot, Process
from sandbox.discord.server import DiscordSandbox
from sandbox.hub.server import HubSandbox
from sandbox.person import Control
from tests.benchmarks.report import Report, quick_asked, show

SIZES = (1, 1_000)
GOAL = 1.6
SETTLE_SECONDS = 4.0


async def main() -> None:
    """Measure both at every size, and print."""
    quick_asked(__doc__ or "")
    rows = []
    for guilds in SIZES:
        async with _place(guilds) as (discord, hub):
            bare = await _bare(discord)
            # Discord lets one token identify itself once in five seconds.
            discord.clock.advance(6)
            essai = await _essai(discord, hub)
        rows.append((guilds, essai, bare, essai / bare))
    _, essai, bare, ratio = rows[-1]
    report = Report(
        name="memory",
        figure=round(essai, 1),
        unit="MB resident, 1,000 guilds",
        yardstick=round(bare, 1),
        goal=f"less than {GOAL} × a bare discord.py client",
        ok=ratio < GOAL,
    )
    show(report, ("guilds", "Essai MB", "bare MB", "ratio"), rows)


@asynccontextmanager
async def _place(guilds: int) -> AsyncIterator[tuple[DiscordSandbox, HubSandbox]]:
    discord, hub = DiscordSandbox(), HubSandbox()
    async with discord, hub, aiohttp.ClientSession() as session:
        control = Control(session, discord.control_url)
        owner = (await control.get("state"))["users"][0]["id"]
        there = len((await control.get("state"))["guilds"])
        for number in range(guilds - there):
            await _furnish(control, owner, f"guild {number}")
        for guild in (await control.get("state"))["guilds"][guilds:]:
            await control.send("DELETE", f"guilds/{guild['id']}/bot", {})
        yield discord, hub


async def _furnish(control: Control, owner: str, name: str) -> None:
    guild = await control.send("POST", "guilds", {"name": name, "owner": owner, "members": []})
    for number in range(10):
        await control.send("POST", f"guilds/{guild['id']}/channels", {"name": f"c{number}", "type": 0})
        await control.send("POST", f"guilds/{guild['id']}/roles", {"name": f"r{number}", "permissions": "0"})


async def _bare(discord: DiscordSandbox) -> float:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "ignore", "-m", "tests.benchmarks.bare"),
        *(discord.api_url, discord.gateway_url, discord.cdn_url, discord.token),
    )
    try:
        return await _settled(discord, process)
    finally:
        process.kill()
        await process.wait()


async def _essai(discord: DiscordSandbox, hub: HubSandbox) -> float:
    with TemporaryDirectory() as folder:
        bot = Bot(discord, hub, Path(folder))
        await bot.start()
        assert bot.process is not None
        try:
            return await _settled(discord, bot.process)
        finally:
            await bot.stop()


async def _settled(discord: DiscordSandbox, process: Process) -> float:
    """Megabytes a few seconds after the connection, when all guilds have arrived."""
    await discord.until_connected()
    await asyncio.sleep(SETTLE_SECONDS)
    return psutil.Process(process.pid).memory_info().rss / 1e6


if __name__ == "__main__":
    asyncio.run(main())
