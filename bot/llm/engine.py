"""The process of the model: llama.cpp's server on a Unix socket, started by the bot.

It reads one line of JSON (`Order`), writes `ready` once the model is loaded, and ends when its input does, so
that it never outlives the bot. A file that is none or too large ends it with a number that says so; one that
is wrong in a way that can be read kills it from within llama.cpp.
"""

import contextlib
import os
import resource
import sys
import threading
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

UNREADABLE: Final = 70
OUT_OF_MEMORY: Final = 71
READY: Final = b"ready\n"
# A long prompt is read in pieces of so many tokens; between two, others get their turn.
BATCH: Final = 256
_LOOK_SECONDS: Final = 0.5
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True)
class Order:
    """What to serve: `context` tokens for each of `slots` people at once, at most `memory` bytes if not 0."""

    path: str
    socket: str
    key: str
    context: int
    slots: int
    threads: int
    memory: int


ORDERS: Final = TypeAdapter(Order)


def main() -> None:
    """Serve until the input ends."""
    order = ORDERS.validate_json(sys.stdin.buffer.readline())
    if order.memory:
        _limit(order.memory)
    _rather_me_than_the_bot()
    try:
        server = _served(order)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RuntimeError:
        os._exit(UNREADABLE)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    sys.stdin.buffer.read()
    _remove(Path(order.socket))
    # Its threads may be in the middle of an answer, for which nobody waits any more.
    del server
    os._exit(0)


def _served(order: Order) -> object:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order.path
    params.hostnames = [order.socket]
    params.api_keys = [order.key]
    params.n_parallel = order.slots
    params.n_ctx = order.context * order.slots
    params.n_batch = params.n_ubatch = BATCH
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = order.threads
    # Its cache of prompts would take up to 8 GB; the prefix stays in the slots.
    params.cache_ram_mib = 0
    params.endpoint_slots = params.endpoint_props = params.ui = params.warmup = False
    params.verbosity = 0
    return xllamacpp.Server(params)


def _limit(memory: int) -> None:
    threading.Thread(target=_watch, args=(memory,), daemon=True).start()


def _watch(memory: int) -> None:
    unit = 1 if sys.platform == "darwin" else 1024
    pause = threading.Event()
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= memory:
        pause.wait(_LOOK_SECONDS)
    os._exit(OUT_OF_MEMORY)


def _rather_me_than_the_bot() -> None:
    """Where memory is short, Linux ends this process first."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _remove(socket: Path) -> None:
    with contextlib.suppress(OSError):
        socket.unlink()
        socket.parent.rmdir()


if __name__ == "__main__":
    main()
