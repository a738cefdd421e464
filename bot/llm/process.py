"""One process of the model from its start to its end."""

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.llm.client import Address
from bot.llm.engine import ORDERS, READY, Order

# A file of several gigabytes on a slow disk.
LOADING_SECONDS: Final = 300.0
ENVIRONMENT: Final = {
    # It would start a debugger in place of ending.
    "GGML_NO_BACKTRACE": "1",
    # Threads of OpenMP that wait for one another turn in a circle for up to 300,000 rounds. On two cores that
    # others use too, they wait so for threads that cannot run: 0.3 to 0.5 tokens a second were measured, and
    # 4 to 11 with this.
    "GOMP_SPINCOUNT": "1000",
}
ENDING_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Plan:
    """Which file to serve and how: `context` tokens for each of `slots` people, at most `memory` bytes.

    Without `memory` there is no limit, without `threads` there is one for each core. `stamp` is another
    one when the file has changed.
    """

    name: str
    path: Path
    context: int = 4096
    slots: int = 2
    threads: int = 0
    memory: int = 0
    stamp: tuple[int, int] = (0, 0)


class Ended(Exception):
    """The process ended before it was ready; `code` is its exit code, or minus the signal."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the process of the model ended with {code}")
        self.code = code


@dataclass(frozen=True)
class Engine:
    """A process that is ready, and where it listens."""

    process: Process
    address: Address


def stamp(path: Path) -> tuple[int, int] | None:
    """What tells one content of a file from the next; None where there is none."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size
    return None


@contextlib.asynccontextmanager
async def started(plan: Plan) -> AsyncIterator[Engine]:
    """The process with its model loaded, ended at the end of the block. Raises Ended.

    It ends by itself when this process does, since its input is then closed.
    """
    # A new folder each time: llama.cpp takes a socket that was left behind for a model that it cannot read.
    folder = Path(tempfile.mkdtemp(prefix="essai-model-"))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.llm.engine"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=ENVIRONMENT,
    )
    try:
        order = _order(plan, folder / "engine.sock")
        await _load(process, order)
        yield Engine(
            process, Address("http://model", order.key, plan.name, Path(order.socket), takes_grammars=True)
        )
    finally:
        await _end(process)
        shutil.rmtree(folder, ignore_errors=True)


def _order(plan: Plan, socket: Path) -> Order:
    return Order(
        str(plan.path),
        str(socket),
        secrets.token_hex(16),
        plan.context,
        plan.slots,
        plan.threads or os.cpu_count() or 1,
        plan.memory,
    )


async def _load(process: Process, order: Order) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(ConnectionError):
        process.stdin.write(ORDERS.dump_json(order) + b"\n")
        await process.stdin.drain()
    try:
        async with asyncio.timeout(LOADING_SECONDS):
            if await process.stdout.readline() != READY:
                raise Ended(await process.wait())
    except TimeoutError as error:
        raise Ended(-signal.SIGKILL) from error


async def _end(process: Process) -> None:
    assert process.stdin is not None
    process.stdin.close()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), ENDING_SECONDS)
    if process.returncode is None:
        process.kill()
        await process.wait()
