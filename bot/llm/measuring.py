"""How quick a model is on this machine: loading, reading, writing."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.llm.client import Client, Patience
from bot.llm.model import Heard, Turn, Wanted
from bot.llm.process import Engine, Plan, started

_PATIENCE: Final = Patience(first=600.0, between=120.0, whole=1200.0)
_WORDS: Final = 300
_SAID: Final = 64


@dataclass(frozen=True)
class Measured:
    """Seconds to load, bytes of memory (0 where unknown), tokens read and written in a second."""

    load_seconds: float
    memory: int
    read_per_second: float
    written_per_second: float


async def measure(plan: Plan, *, said: int = _SAID) -> Measured:
    """Load a model, let it read some hundred words and write `said` tokens. Raises Ended and NoProse."""
    begun = time.perf_counter()
    async with started(plan) as engine, Client(engine.address, _PATIENCE) as client:
        loaded = time.perf_counter() - begun
        await client.say(_wanted("warm", 1), slot=0)
        read, written = await speeds(client, _wanted("measure", said))
        return Measured(loaded, memory_of(engine), read, written)


async def speeds(client: Client, wanted: Wanted, slot: int = 0) -> tuple[float, float]:
    """The tokens that one answer read and wrote in a second."""
    heard, first = Heard(), 0.0
    begun = time.perf_counter()
    async for _ in client.stream(wanted, heard, slot=slot):
        first = first or time.perf_counter()
    ended = time.perf_counter()
    first = first or ended
    read = (heard.use.prompt - heard.use.cached) / max(first - begun, 1e-6)
    return read, max(heard.use.said - 1, 0) / max(ended - first, 1e-6)


def memory_of(engine: Engine) -> int:
    """The bytes that the process holds; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{engine.process.pid}/status").read_text()
    except OSError:
        return 0
    line = next((one for one in status.splitlines() if one.startswith("VmRSS:")), "")
    return int(line.split()[1]) * 1024 if line else 0


def _wanted(first: str, said: int) -> Wanted:
    # Other words each time, so that nothing of it is in memory already.
    text = " ".join(f"{first}{number * 7919 % 1009}" for number in range(_WORDS // 3))
    return Wanted((Turn("user", text),), said, temperature=0.8)
