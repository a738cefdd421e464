"""`essai`: the command line."""

import asyncio
import contextlib
import gc
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import typer

from bot import log
from bot.cli_later import add_called
from bot.cli_tables import show
from bot.errors import OperatorError
from bot.settings import Settings, describe, load

# What a shell calls a program that was stopped with Ctrl-C.
STOPPED_BY_HAND = 130

app = typer.Typer(
    help="A Discord bot for communities that share AI experiments.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.command()
def run() -> None:
    """Run the bot until it is stopped."""
    settings = load()
    log.configure(settings.log_level, settings.log_format)
    asyncio.run(serve(settings))


@app.command()
def work() -> None:
    """Help a bot that runs on the same database: only do jobs, until stopped."""
    settings = load()
    log.configure(settings.log_level, settings.log_format)
    asyncio.run(serve(settings, jobs_only=True))


@app.command()
def config() -> None:
    """Show every setting, its value and where that comes from; secrets stay hidden."""
    from rich.table import Table

    table = Table(box=None)
    table.add_column("setting", no_wrap=True)
    for heading in ("value", "from", "what it is"):
        table.add_column(heading, overflow="fold")
    for (name, value, origin), field in zip(describe(load()), Settings.model_fields.values(), strict=True):
        table.add_row(name, value, origin, field.description)
    show(table)


@app.command()
def health() -> None:
    """Ask the bot on this machine whether it is well; exit code 0 or 1."""
    settings = load()
    address = f"http://{settings.web_host}:{settings.web_port}/healthz"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            typer.echo(answer.read().decode())
    except urllib.error.HTTPError as error:
        typer.echo(error.read().decode())
        raise typer.Exit(1) from error
    except OSError as error:
        raise OperatorError(f"No bot answers at {address} ({error}). Start it with `essai run`.") from error


async def serve(settings: Settings, **options: Any) -> None:
    """Run one bot until SIGINT or SIGTERM; `options` go to `App`."""
    # discord.py takes half a second to import, for which `essai config` need not wait.
    from bot.app import App

    signals = StopSignals()
    with contextlib.suppress(asyncio.CancelledError):
        async with App(settings, **options) as bot:
            signals.call(bot.stop)
            # All that is loaded by now stays: to look through it for garbage again and again would stop
            # everything for a tenth of a second each time.
            gc.collect()
            gc.freeze()
            await bot.run()


class StopSignals:
    """Ctrl-C and SIGTERM: while this task opens things they cancel it, and later they call a function."""

    def __init__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._stop: Callable[[], object] = task.cancel
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, lambda: self._stop())

    def call(self, stop: Callable[[], object]) -> None:
        """All is open: stop in this way."""
        self._stop = stop


def main() -> None:
    """Entry point: an OperatorError becomes one sentence and exit code 1."""
    called = sys.argv[1] if len(sys.argv) > 1 else None
    try:
        add_called(app, called)()
    except* OperatorError as group:
        for error in _flat(group):
            typer.echo(f"essai: {error}", err=True)
        raise SystemExit(1) from None
    except* KeyboardInterrupt:
        raise SystemExit(STOPPED_BY_HAND) from None


def _flat(group: BaseExceptionGroup[Any]) -> list[BaseException]:
    found: list[BaseException] = []
    for error in group.exceptions:
        found += _flat(error) if isinstance(error, BaseExceptionGroup) else [error]
    return found
