"""A bot in a process of its own that need not load its code again: forked off a process that has.

A kill ends it as it ends a bot that was started from a shell; only the two seconds of imports are saved.
"""

import asyncio
import os
import sys
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from sandbox import demo

_SERVER: Final = get_context("forkserver")
_SERVER.set_forkserver_preload(["sandbox.demo", "tests.loaded"])
_SAID: Final = "said.txt"


class ForkedBot(demo.Bot):
    """As `Bot`; what its process says on standard error is told when it has ended."""

    async def start(self, *, helps: bool = False) -> None:
        """Start the process, or one that only helps."""
        said = Path(self.environment["ESSAI_DATA_DIR"]) / _SAID
        said.parent.mkdir(parents=True, exist_ok=True)
        process = _SERVER.Process(target=_run, args=(self.addresses, self.environment, helps, said))
        process.start()
        self.process = _Forked(process, said)


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
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        assert self._process.exitcode is not None
        sys.stderr.write(self._said.read_text())
        return self._process.exitcode

    def send_signal(self, signal: int) -> None:
        if self._process.exitcode is None:
            os.kill(self.pid, signal)

    def kill(self) -> None:
        self._process.kill()


def _run(addresses: tuple[str, str, str], environment: dict[str, str], helps: bool, said: Path) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), sys.stderr.fileno())
    demo.demo_bot(*addresses, helps=helps)
