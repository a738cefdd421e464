"""A result file of 3 MB as `/result import` reads it: asked of the process that reads, which is warm.

The yardstick is `json.loads` of the same bytes in this process: what is above it is finding what must not be
public, reading, and the way to the other process and back. The event loop is watched meanwhile, and
while the same file is shown to its member and made public (`import_whole`).
"""

import asyncio
import json
import time
from typing import Any

from bot.results.reading import FileReader, Upload
from tests.benchmarks.import_whole import Whole, measured
from tests.benchmarks.report import Report, percentile, quick_asked, show
from tests.benchmarks.watching import settle, watched

BYTES = 3_000_000


async def main() -> None:
    """Measure both on the same files in turn, and print."""
    rounds = 5 if quick_asked(__doc__ or "") else 40
    contents = {"detailed run": _detailed(), "many tasks": _many_tasks()}
    rows: list[tuple[object, ...]] = []
    every: list[float] = []
    yardstick: list[float] = []
    blocked: list[float] = []
    settle()
    async with FileReader() as reader:
        first = await _read(reader, contents["many tasks"], blocked)
        for name, content in contents.items():
            ours = [await _read(reader, content, blocked) for _ in range(rounds)]
            bare = [_bare(content) for _ in range(rounds)]
            every += ours
            yardstick += bare
            rows.append((f"{name}, {len(content) / 1e6:.1f} MB", *_row(ours), *_row(bare)))
    whole = await measured(contents["many tasks"], 3 if rounds == 5 else 20)
    worked = max(*whole.in_preview, *whole.in_publishing)
    rows += _whole_rows(whole)
    rows += [("first, cold", first * 1e3), ("event loop blocked, most", max(blocked) * 1e3)]
    slowest = percentile(every, 0.95)
    report = Report(
        name="import_file",
        figure=round(slowest * 1e3, 1),
        unit="ms a file of 3 MB, p95, warm",
        yardstick=round(percentile(yardstick, 0.95) * 1e3, 1),
        goal="less than 500 ms, and the event loop never blocked over 50 ms",
        ok=slowest < 0.5 and max(*blocked, worked) < 0.05,
    )
    padded = [(*row, *[""] * (5 - len(row))) for row in rows]
    show(report, ("", "p50 ms", "p95 ms", "json.loads p50 ms", "json.loads p95 ms"), padded)


def _row(seconds: list[float]) -> tuple[float, float]:
    return percentile(seconds, 0.5) * 1e3, percentile(seconds, 0.95) * 1e3


def _whole_rows(whole: Whole) -> list[tuple[object, ...]]:
    return [
        (f"previewed, {whole.rows:,} results", *_row(whole.previews)),
        (f"published, {whole.rows:,} results", *_row(whole.publishings)),
        ("event loop at work in a preview, most at once", max(whole.in_preview) * 1e3),
        ("event loop at work in a publishing, most at once", max(whole.in_publishing) * 1e3),
    ]


def _bare(content: bytes) -> float:
    began = time.perf_counter()
    json.loads(content)
    return time.perf_counter() - began


async def _read(reader: FileReader, content: bytes, blocked: list[float]) -> float:
    """How long it took, in seconds; how late the event loop was at most goes to `blocked`."""
    async with watched(blocked):
        began = time.perf_counter()
        (reading,) = await reader.read([Upload("run.json", content)])
        took = time.perf_counter() - began
    assert reading.error is None, reading.error
    return took


def _detailed() -> bytes:
    """A run of `vllm bench serve --save-detailed`, with its times and texts."""
    run: dict[str, Any] = {
        "request_throughput": 9.9,
        "mean_ttft_ms": 1486.4,
        "std_ttft_ms": 2566.9,
        "completed": 1000,
        "num_prompts": 1000,
        "model_id": "Qwen/Qwen3-8B",
        "itls": [[0.0635, 0.0628, 0.1024, 0.1117] * 25 for _ in range(2_800)],
        "generated_texts": ["? It is a book for entrepreneurs and owners of businesses." * 8] * 1_650,
    }
    return json.dumps(run).encode()


def _many_tasks() -> bytes:
    """A run of lm-evaluation-harness over many tasks, each with its configuration."""
    config = {"doc_to_text": "Question: {{question.strip()}}\nAnswer:" * 20, "num_fewshot": 5}
    count = BYTES // 990
    names = [f"some_task_{number}" for number in range(count)]
    run: dict[str, Any] = {
        "results": {name: {"acc,none": 0.5, "acc_stderr,none": 0.01} for name in names},
        "configs": {name: {**config, "task": name} for name in names},
        "versions": dict.fromkeys(names, 1),
        "n-samples": {name: {"original": 500, "effective": 500} for name in names},
        "config": {"model": "hf", "model_args": "pretrained=Qwen/Qwen3-8B"},
    }
    return json.dumps(run).encode()


if __name__ == "__main__":
    asyncio.run(main())
