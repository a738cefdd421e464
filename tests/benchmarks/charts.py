"""Pictures of charts as a command gets them: asked of the process that draws, which is warm.

The yardstick is vl-convert alone in this process, on specifications that are ready: what is above it is
Altair's work, the way to the other process and back. The event loop is watched while ours are drawn.
"""

import asyncio
import time
from typing import Any

import psutil
import vl_convert

from bot.charts.artist import Artist
from bot.charts.drawing import VEGA_LITE
from bot.charts.model import Look
from bot.charts.specs import spec
from bot.charts.theme import PIXELS
from tests.benchmarks.report import Report, percentile, quick_asked, show
from tests.benchmarks.watching import settle
from tests.unit.charts.examples import EXAMPLES

LOOK = Look("dark", "fr")
TICK = 0.005


async def main() -> None:
    """Measure both on the same charts in turn, and print."""
    rounds = 3 if quick_asked(__doc__ or "") else 60
    bare: dict[str, list[float]] = {name: [] for name in EXAMPLES}
    ours: dict[str, list[float]] = {name: [] for name in EXAMPLES}
    blocked: list[float] = []
    ready = {name: spec(chart, LOOK) for name, chart in EXAMPLES.items()}
    _bare(ready["ranking"])
    settle()
    async with Artist() as artist:
        first = await _drawn(artist, "ranking", blocked)
        before = _child_memory()
        for _ in range(rounds):
            for name in EXAMPLES:
                ours[name].append(await _drawn(artist, name, blocked))
                bare[name].append(_bare(ready[name]))
        after = _child_memory()
    every = sorted(second for seconds in ours.values() for second in seconds)
    yardstick = sorted(second for seconds in bare.values() for second in seconds)
    report = Report(
        name="charts",
        figure=round(percentile(every, 0.95) * 1e3, 1),
        unit="ms a chart, p95, warm",
        yardstick=round(percentile(yardstick, 0.95) * 1e3, 1),
        goal="at most 2 x bare vl-convert, and the event loop never blocked over 50 ms",
        ok=percentile(every, 0.95) <= 2 * percentile(yardstick, 0.95) and max(blocked) < 0.05,
    )
    rows: list[tuple[object, ...]] = [(name, *_row(ours[name]), *_row(bare[name])) for name in EXAMPLES]
    rows += [
        ("all", *_row(every), *_row(yardstick)),
        ("first, cold", first * 1e3, "", "", ""),
        ("event loop blocked, most", max(blocked) * 1e3, "", "", ""),
        ("memory after the first, MB", before, "", "", ""),
        (f"memory after {rounds * len(EXAMPLES)}, MB", after, "", "", ""),
    ]
    show(report, ("", "p50 ms", "p95 ms", "bare p50 ms", "bare p95 ms"), rows)


def _row(seconds: list[float]) -> tuple[float, float]:
    return percentile(seconds, 0.5) * 1e3, percentile(seconds, 0.95) * 1e3


def _bare(ready: dict[str, Any]) -> float:
    began = time.perf_counter()
    vl_convert.vegalite_to_png(ready, vl_version=VEGA_LITE, scale=PIXELS, allowed_base_urls=[])
    return time.perf_counter() - began


async def _drawn(artist: Artist, name: str, blocked: list[float]) -> float:
    """Seconds for one chart; how much later than asked for the loop woke up meanwhile goes into `blocked`."""
    began = woken = time.perf_counter()
    drawing = asyncio.create_task(artist.draw(EXAMPLES[name], LOOK))
    while not drawing.done():
        await asyncio.wait([drawing], timeout=TICK)
        now = time.perf_counter()
        blocked.append(now - woken - TICK)
        woken = now
    assert await drawing is not None
    return time.perf_counter() - began


def _child_memory() -> float:
    (child,) = psutil.Process().children()
    return float(child.memory_info().rss / 1e6)


if __name__ == "__main__":
    asyncio.run(main())
