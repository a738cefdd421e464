"""`essai demo`: a local Discord, a local Hub, the bot and the page, together on this machine.

This is the one file of the sandbox that knows the bot. The bot runs in a process of its own, as it would on a
server, and speaks to both over sockets.
"""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Protocol

import typer
from filelock import FileLock, Timeout
from platformdirs import user_data_path

from bot import log
from bot.cli import StopSignals, serve
from bot.errors import OperatorError
from bot.settings import load
from sandbox.discord.server import DiscordSandbox
from sandbox.hub.limits import Quota
from sandbox.hub.server import HubSandbox
from sandbox.keeping import UnreadableState
from sandbox.listening import PortTaken
from sandbox.newcomer import Tour
from sandbox.page.server import mount

PORT = 8600
READY_SECONDS = 60.0
STOP_SECONDS = 15.0

commands = typer.Typer(pretty_exceptions_enable=False)


@commands.command()
def demo(
    port: Annotated[
        int, typer.Option(min=1, max=65534, help="Port of the page; the local Hub takes the next one.")
    ] = PORT,
    once: Annotated[
        bool, typer.Option("--once", help="No page: publish, wait, print what was announced.")
    ] = False,
    data_dir: Annotated[Path | None, typer.Option(help="Where the demo keeps its data.")] = None,
) -> None:
    """Try everything on this machine, without Discord and without a network."""
    log.configure("WARNING", "console")
    if once:
        ok = asyncio.run(_once())
        raise typer.Exit(0 if ok else 1)
    folder = data_dir or user_data_path("essai", appauthor=False) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "lock", timeout=0):
            asyncio.run(_show(folder, port))
    except Timeout as error:
        raise OperatorError(
            f"Another demo is running on {folder}. Stop it, or choose another folder with --data-dir."
        ) from error


@commands.command(hidden=True)
def demo_bot(
    api: str, gateway: str, cdn: str, helps: Annotated[bool, typer.Option("--helps")] = False
) -> None:
    """Run the bot on the local Discord; `essai demo` starts this in a process of its own."""
    from sandbox.redirect import point_discord_at

    settings = load(env_file=None)
    log.configure(settings.log_level, settings.log_format)
    with point_discord_at(api, gateway, cdn):
        # The local Discord has told of all its guilds within a tenth of a second.
        asyncio.run(serve(settings, bot_options={"guild_ready_timeout": 0.1}, jobs_only=helps))


class Process(Protocol):
    """What is asked of a running process."""

    pid: int

    @property
    def returncode(self) -> int | None:
        """How it ended, None while it runs."""

    async def wait(self) -> int:
        """How it ended, once it has."""

    def send_signal(self, signal: int) -> None:
        """Have it told something."""

    def kill(self) -> None:
        """End it without a word."""


class Bot:
    """The bot's process on a local Discord and a local Hub."""

    def __init__(self, discord: DiscordSandbox, hub: HubSandbox, folder: Path, **settings: str) -> None:
        self.addresses = (discord.api_url, discord.gateway_url, discord.cdn_url)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ESSAI_")},
            "ESSAI_DISCORD_TOKEN": discord.token,
            "ESSAI_HUB_ENDPOINT": hub.url,
            "ESSAI_DATA_DIR": str(folder),
            "ESSAI_WEB_PORT": "0",
            "ESSAI_FEED_SECONDS": "1",
            "ESSAI_AUTHOR_SECONDS": "2",
            "ESSAI_ALERT_SECONDS": "5",
            "ESSAI_PAPERS_SECONDS": "5",
            "ESSAI_LOG_LEVEL": "WARNING",
            **settings,
        }
        self.process: Process | None = None

    async def start(self, *, helps: bool = False) -> None:
        """Start the process, or one that only helps; it says nothing unless something is wrong."""
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "sandbox.demo", "demo-bot", *self.addresses, *["--helps"] * helps),
            env=self.environment,
            # Ctrl-C reaches the whole terminal group; the bot is stopped by us, after the page.
            start_new_session=True,
        )

    async def ended(self) -> int:
        """The exit code, once the process has ended."""
        assert self.process is not None
        return await self.process.wait()

    async def stop(self) -> None:
        """Let it finish what it has begun; kill it when it takes too long."""
        if self.process is None or self.process.returncode is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


@contextlib.asynccontextmanager
async def everything(
    folder: Path, port: int, process: type[Bot] = Bot, /, **settings: str
) -> AsyncIterator[tuple[DiscordSandbox, HubSandbox, Bot]]:
    """A local Discord with its page, a local Hub, and the bot, ready to be used; port 0 takes free ones.

    `process` is how the bot is started, `settings` are variables of its environment. Raises OperatorError
    when something cannot start.
    """
    try:
        discord = DiscordSandbox(data_file=folder / "discord.json")
        hub = HubSandbox(data_file=folder / "hub.json")
    except UnreadableState as error:
        raise OperatorError(str(error)) from error
    # A page that a person watches asks more often than the real Hub would let it.
    hub.limits.quotas["api"] = Quota(5_000, 10_000)
    mount(discord.app, hub.control_app())
    bot: Bot | None = None
    try:
        try:
            await discord.start(port=port)
            await hub.start(port=port + 1 if port else 0)
        except PortTaken as error:
            other = port + 100 if port < 65_000 else PORT
            raise OperatorError(f"{error.strerror} Choose another port, such as --port {other}.") from error
        bot = process(discord, hub, folder / "bot", **settings)
        await bot.start()
        await _until_ready(discord, bot)
        yield discord, hub, bot
    finally:
        if bot is not None:
            await bot.stop()
        await discord.stop()
        await hub.stop()


async def _until_ready(discord: DiscordSandbox, bot: Bot) -> None:
    ended = asyncio.create_task(bot.ended())
    ready = asyncio.create_task(discord.until_connected())
    try:
        done, _ = await asyncio.wait(
            {ended, ready}, timeout=READY_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if ready not in done:
            raise OperatorError("The bot did not start; what it said stands above.")
    finally:
        ended.cancel()
        ready.cancel()


async def _show(folder: Path, port: int) -> None:
    signals, stopping = StopSignals(), asyncio.Event()
    with contextlib.suppress(asyncio.CancelledError):
        async with everything(folder, port) as (discord, _, bot):
            signals.call(stopping.set)
            typer.echo(
                f"Essai is ready: {discord.url} — as Camille, type /watch add source:mistralai "
                "channel:#releases, confirm, then publish something by mistralai in the panel on the right. "
                "Ctrl-C stops everything."
            )
            await _until_either(bot, stopping)


async def _until_either(bot: Bot, stopping: asyncio.Event) -> None:
    """Return when the demo is to stop. Raises OperatorError when the bot has ended by itself."""
    ended = asyncio.create_task(bot.ended())
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if ended.done():
        raise OperatorError("The bot has stopped; what it said stands above.")
    ended.cancel()
    typer.echo("Stopping …")


async def _once() -> bool:
    with tempfile.TemporaryDirectory(prefix="essai-demo-") as folder:
        async with everything(Path(folder), 0) as (discord, _, _):
            return await Tour(
                f"{discord.url}/control/discord", f"{discord.url}/control/hub", typer.echo
            ).run()


if __name__ == "__main__":
    commands()
