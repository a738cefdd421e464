"""The local model: loading, memory, tokens read and written in a second, prefix hits, four people at once.

Random weights of Qwen3-0.6B's shape as Q4_K_M, which are as fast and as large as the real ones. The yardstick
is the same engine in a process that has nothing of ours, with the same settings and the same requests.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.answers.prefix import PREFIX
from bot.llm.client import Client, Patience
from bot.llm.engine import BATCH
from bot.llm.measuring import memory_of, speeds
from bot.llm.model import Heard, Turn, Wanted
from bot.llm.process import ENVIRONMENT, Plan, started
from tests.benchmarks.report import Report, quick_asked, show
from tests.gguf.large import write_large

PATIENCE = Patience(first=600.0, between=120.0, whole=1200.0)
PEOPLE, THREADS = 4, 2


@dataclass(frozen=True)
class Sizes:
    """Words of evidence, tokens to say, and how often each is measured."""

    words: int
    said: int
    rounds: int


FULL, QUICK = Sizes(116, 80, 3), Sizes(40, 16, 1)


def begun_by(prefix: str = PREFIX[0].text) -> Turn:
    """The prefix with as many tokens as the tokenizer of a real model makes of it.

    The one of the tests knows few words, and makes three times as many.
    """
    return Turn("system", prefix[: len(prefix) // 3])


def wanted(number: int, sizes: Sizes) -> Wanted:
    """A question with evidence that no other has: with the prefix about 700 tokens, as many as may be."""
    words = " ".join(f"w{number}x{at * 7919 % 1009}" for at in range(sizes.words // 2))
    return Wanted((begun_by(), Turn("user", words)), sizes.said)


async def ours(plan: Plan, sizes: Sizes) -> dict[str, float]:
    """All figures through our client, the process on its socket."""
    begun = time.perf_counter()
    async with started(plan) as engine, Client(engine.address, PATIENCE) as client:
        found = {"load": time.perf_counter() - begun}
        for slot in range(plan.slots):
            await client.say(Wanted((begun_by(), Turn("user", "Hi")), 1), slot=slot)
        heard = Heard()
        await client.say(wanted(99, sizes), heard, slot=0)
        prefix = await client.count(begun_by().text)
        found["hits"] = min(heard.use.cached / prefix, 1.0)
        measured = [await speeds(client, wanted(number, sizes)) for number in range(sizes.rounds)]
        found["read"] = statistics.median(read for read, _ in measured)
        found["written"] = statistics.median(written for _, written in measured)
        found["first"] = await first_word(client, wanted(50, sizes))
        found["memory"] = memory_of(engine) / 1e6
        # In turns, since the machine is not equally fast at all times.
        pairs = [
            await both_ways(client, 100 * number, sizes, plan.slots) for number in range(1, sizes.rounds + 1)
        ]
        found["serial"], found["together"] = (statistics.median(each) for each in zip(*pairs, strict=True))
        found["share"] = statistics.median(together / serial for serial, together in pairs)
        return found


async def both_ways(client: Client, first: int, sizes: Sizes, places: int) -> tuple[float, float]:
    """Seconds until all are answered, one after the other and so many at once; from question `first` on."""
    serial = await all_done(client, range(first, first + PEOPLE), sizes, 1)
    return serial, await all_done(client, range(first + PEOPLE, first + 2 * PEOPLE), sizes, places)


async def first_word(client: Client, asked: Wanted) -> float:
    """Seconds until the first word."""
    begun = time.perf_counter()
    pieces = client.stream(asked, slot=0)
    await anext(pieces)
    await pieces.aclose()
    return time.perf_counter() - begun


async def all_done(client: Client, numbers: Sequence[int], sizes: Sizes, places: int) -> float:
    """Seconds until all are answered, so many at once."""
    free: asyncio.Queue[int] = asyncio.Queue()
    for place in range(places):
        free.put_nowait(place)

    async def person(number: int) -> None:
        place = await free.get()
        await client.say(wanted(number, sizes), slot=place)
        free.put_nowait(place)

    begun = time.perf_counter()
    await asyncio.gather(*(person(number) for number in numbers))
    return time.perf_counter() - begun


def alone(plan: Plan, sizes: Sizes) -> dict[str, float]:
    """The same requests to the engine without us."""
    told = {
        "path": str(plan.path),
        "threads": plan.threads,
        "context": plan.context,
        "slots": plan.slots,
        "batch": BATCH,
        # The first one reads the prefix.
        "bodies": [_body(wanted(number, sizes)) for number in (99, *range(sizes.rounds))],
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.model_alone"],
        input=json.dumps(told) + "\n",
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **ENVIRONMENT},
    )
    answers = json.loads(ran.stdout.splitlines()[-1])
    measured = answers["answers"][1:]
    return {
        "load": answers["loaded"],
        "read": statistics.median(one["read"] for one in measured),
        "written": statistics.median(one["written"] for one in measured),
    }


def _body(asked: Wanted) -> dict[str, Any]:
    return {
        "messages": [{"role": turn.role, "content": turn.text} for turn in asked.turns],
        "max_tokens": asked.most_tokens,
        "temperature": asked.temperature,
        "stream": True,
        "stream_options": {"include_usage": True},
        "chat_template_kwargs": {"enable_thinking": False},
        "cache_prompt": True,
        "id_slot": 0,
    }


def main() -> None:
    """Write the file, measure the engine alone and with us, and compare."""
    sizes = QUICK if quick_asked(__doc__ or "") else FULL
    with TemporaryDirectory() as folder:
        plan = Plan("shape", write_large(Path(folder) / "shape.gguf"), threads=THREADS)
        bare, found = alone(plan, sizes), asyncio.run(ours(plan, sizes))
    share = found["share"]
    ratio = found["written"] / bare["written"]
    rows = [
        ("seconds to load", found["load"], bare["load"]),
        ("memory, MB", found["memory"], ""),
        ("tokens read in a second", found["read"], bare["read"]),
        ("tokens written in a second", found["written"], bare["written"]),
        ("seconds to the first word, prefix in memory", found["first"], ""),
        ("share of the prefix that was in memory (goal 0.95)", found["hits"], ""),
        (f"{PEOPLE} people, one after the other, s", found["serial"], ""),
        (f"{PEOPLE} people, {plan.slots} at once, s (goal 0.85 of that)", found["together"], f"{share:.2f}"),
    ]
    ok = ratio >= 0.95 and found["hits"] >= 0.95 and share <= 0.85
    goal = ">= 0.95 of the engine alone; 95 % prefix hits; four people in 0.85 of the serial time"
    report = Report("model", found["written"], "tokens/s", bare["written"], goal, ok)
    show(report, ("", "Essai", "engine alone"), rows)


if __name__ == "__main__":
    main()
