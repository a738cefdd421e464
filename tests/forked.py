"""The bot, or a command of `essai`, in a process of its own that need not load its code again.

It is forked off a process that has loaded it. A kill ends it as it ends a bot that was started from a shell;
only the two seconds of imports are saved.
"""

import asyncio
import contextlib
import os
import sys
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.cli import main
from sandbox import demo
from sandbox.redirect import point_discord_at
from tests.waiting import PATIENCE

_SERVER: Final = get_context("forkserver")
_SERVER.set_forkserver_preload(["sandbox.demo", "tests.loaded"])
_SAID: Final = "said.txt"
Addresses = tuple[str, str, str]


class ForkedBot(demo.Bot):
    """As `Bot`; what its process says on standard error is told when it has ended."""

    async def start(self, *, helps: bool = False) -> None:
        """Start the process, or one that only helps."""
        said = Path(self.environment["ESSAI_DATA_DIR"]) / _SAID
        said.parent.mkdir(parents=True, exist_ok=True)
        process = _SERVER.Process(target=_run, args=(self.addresses, self.environment, helps, said))
        process.start()
        self.process = _Forked(process, said)


async def essai(*words: str | Path, cwd: Path, typed: str = "", **settings: str) -> tuple[int, str]:
    """Exit code and all output of `essai`, which reads what is typed."""
    return await essai_on(None, *words, cwd=cwd, typed=typed, **settings)


async def essai_on(
    discord: Addresses | None, *words: str | Path, cwd: Path, typed: str = "", **settings: str
) -> tuple[int, str]:
    """The same, where discord.py looks for Discord at these addresses."""
    environment = environment_of(cwd, settings)
    with TemporaryDirectory() as folder:
        said, read = Path(folder) / _SAID, Path(folder) / "typed.txt"
        read.write_text(typed, encoding="utf-8")
        process = _SERVER.Process(
            target=_type, args=(list(map(str, words)), cwd, environment, read, said, discord)
        )
        process.start()
        try:
            code = await asyncio.wait_for(_ended(process), PATIENCE)
        finally:
            process.kill()
        return code, said.read_text(encoding="utf-8")


def environment_of(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """The environment of a command that keeps its data in that folder and takes these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ESSAI_")}
    return {**kept, "ESSAI_DATA_DIR": str(folder), "ESSAI_WEB_PORT": "0", "COLUMNS": "200", **settings}


class _Forked:
    """A forked process as asyncio shows its own."""

    def __init__(self, process: ForkServerProcess, said: Path) -> None:
        self._process = process
        self._said = said
        assert process.pid is not None
        self.pid = process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    async def wait(self) -> int:
        code = await _ended(self._process)
        sys.stderr.write(self._said.read_text())
        return code

    def send_signal(self, signal: int) -> None:
        if self._process.exitcode is None:
            os.kill(self.pid, signal)

    def kill(self) -> None:
        self._process.kill()


async def _ended(process: ForkServerProcess) -> int:
    """The exit code, once the process has ended."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process.sentinel, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(process.sentinel)
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def _run(addresses: Addresses, environment: dict[str, str], helps: bool, said: Path) -> None:
    os.setsid()
    _become(environment)
    _say_into(said, sys.stderr.fileno())
    demo.demo_bot(*addresses, helps=helps)


def _type(
    words: list[str],
    folder: Path,
    environment: dict[str, str],
    read: Path,
    said: Path,
    discord: Addresses | None,
) -> None:
    _become(environment)
    os.chdir(folder)
    # What a forked process finds as its standard input is closed.
    sys.stdin = read.open(encoding="utf-8")
    _say_into(said, sys.stdout.fileno(), sys.stderr.fileno())
    sys.argv = ["essai", *words]
    with contextlib.nullcontext() if discord is None else point_discord_at(*discord):
        main()


def _become(environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)


def _say_into(said: Path, *files: int) -> None:
    opened = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for file in files:
        os.dup2(opened, file)
