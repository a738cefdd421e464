"""Notebooks of 1.5 MB as `/notebook share` and `/notebook compare` handle them, by warm processes.

Sharing is the service with its database: the private preview and then the post, each of which reads, looks
through and scrubs the file; its yardstick is nbformat alone, which reads, checks and writes the same file in
this process. Compared, as text, picture and page, are two posts, of which it is known what they hold, and two
files, which are looked through and scrubbed like shared ones; each cell and each printed number differs. The
yardstick is nbdime alone on the same two, once. The event loop is watched meanwhile.
"""

import asyncio
import base64
import json
import random
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbdime import diff_notebooks

from bot.charts.artist import Artist
from bot.db import embedded
from bot.db.engine import Database
from bot.db.migrate import migrate
from bot.fetching.opening import fetcher
from bot.guilds.model import Guild
from bot.message import Button, Buttons, Drawing, Message
from bot.notebooks import store
from bot.notebooks.comparison.service import ComparisonService, Side
from bot.notebooks.getting import NotebookLinks
from bot.notebooks.reader import NotebookReader
from bot.notebooks.service import NotebookService
from bot.notebooks.shared import Search
from bot.results.service import Place
from bot.texts import language
from tests.benchmarks.report import Report, percentile, quick_asked, show
from tests.benchmarks.watching import settle, watched
from tests.unit.notebooks.making import code, printed, prose, shown, values

HUB, ENGLISH = "https://huggingface.co", language("en")
HERE = Guild(1, "A server", "en-US")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Bench:
    """The services, and how late the event loop was."""

    database: Database
    sharing: NotebookService
    comparing: ComparisonService
    blocked: list[float] = field(default_factory=list)
    members: Iterator[int] = field(default_factory=lambda: count(1))

    async def share(self, content: bytes) -> tuple[str, float]:
        """A notebook seen and shared by somebody who has shared nothing before: its post, and the seconds."""
        author_id = next(self.members)
        content = content.replace(b"A run", f"Run {author_id}".encode())
        place, address = Place(HERE, author_id, 5), "https://cdn.example.org/run.ipynb"
        async with watched(self.blocked):
            began = time.perf_counter()
            preview = await self.sharing.preview(place, "run.ipynb", address, content, ENGLISH)
            await self.sharing.publish(HERE.id, _draft(preview), author_id, content, ENGLISH)
            took = time.perf_counter() - began
        async with self.database.transaction() as session:
            (kept,) = await store.find(session, HERE.id, Search(author_id=author_id), 2)
        assert kept.masked == 1
        return kept.post, took

    async def compare(self, sides: Sequence[Side]) -> float:
        """Two notebooks compared, in seconds."""
        async with watched(self.blocked):
            began = time.perf_counter()
            told = await self.comparing.compare(HERE.id, sides, ENGLISH)
            took = time.perf_counter() - began
        assert any(isinstance(block, Drawing) for block in told.blocks)
        return took


@asynccontextmanager
async def _opened() -> AsyncIterator[Bench]:
    with TemporaryDirectory() as folder:
        server, url = await embedded.start(Path(folder) / "postgres")
        database = Database(url)
        try:
            await migrate(database)
            async with Artist() as artist, NotebookReader() as reader, NotebookReader() as showing:
                links = NotebookLinks(fetcher(HUB, "benchmark", {}), HUB)
                sharing = NotebookService(database, reader, artist, links, HUB, lambda: NOW)
                yield Bench(database, sharing, ComparisonService(database, showing))
        finally:
            await database.close()
            await embedded.stop(server)


async def main() -> None:
    """Measure both on the same files in turn, and print."""
    rounds = 5 if quick_asked(__doc__ or "") else 30
    contents = {"pictures": _with_pictures(), "logs and tables": _with_logs()}
    rows: list[tuple[object, ...]] = []
    every: list[float] = []
    compared: dict[str, list[float]] = {"posts": [], "files": []}
    yardstick: list[float] = []
    async with _opened() as bench:
        settle()
        _, first = await bench.share(contents["pictures"])
        for name, content in contents.items():
            ours = [(await bench.share(content))[1] for _ in range(rounds)]
            bare = [_bare(content) for _ in range(rounds)]
            every += ours
            yardstick += bare
            rows.append((f"shared: {name}, {len(content) / 1e6:.1f} MB", *_row(ours), *_row(bare)))
            other = _other(content)
            bare = [_by_nbdime(content, other)]
            posts = [Side((await bench.share(one))[0]) for one in (content, other)]
            files = [Side(None, "run.ipynb", one) for one in (content, other)]
            for kind, sides in (("posts", posts), ("files", files)):
                await bench.compare(sides)  # what reads the first file of a kind compiles its patterns
                ours = [await bench.compare(sides) for _ in range(rounds)]
                compared[kind] += ours
                rows.append((f"compared: two {kind}, {name}", *_row(ours), *_row(bare)))
        huge = _of(code("run()", printed(_words(20_000_000))))
        post, took = await bench.share(huge)
        rows.append((f"shared: {len(huge) / 1e6:.0f} MB of different words, once", took * 1e3))
        other_post, _ = await bench.share(huge.replace(b"run()", b"go()"))
        took = await bench.compare([Side(post), Side(other_post)])
        rows.append(("compared: two posts of that kind, once", took * 1e3))
        blocked = max(bench.blocked)
    rows += [("shared: first, cold", first * 1e3), ("event loop blocked, most", blocked * 1e3)]
    slowest = percentile(every, 0.95)
    of_posts, of_files = (percentile(seconds, 0.95) for seconds in compared.values())
    report = Report(
        name="notebook",
        figure=round(slowest * 1e3, 1),
        unit="ms a notebook of 1.5 MB seen and shared, p95, warm; "
        f"{of_posts * 1e3:.0f} ms two posts compared, {of_files * 1e3:.0f} ms two files",
        yardstick=round(percentile(yardstick, 0.95) * 1e3, 1),
        goal="less than 2,000 ms, 1,000 ms for two posts or files, the event loop never blocked over 50 ms",
        ok=slowest < 2 and max(of_posts, of_files) < 1 and blocked < 0.05,
    )
    padded = [(*row, *[""] * (5 - len(row))) for row in rows]
    show(report, ("", "p50 ms", "p95 ms", "alone p50 ms", "alone p95 ms"), padded)


def _draft(preview: Message) -> int:
    """The draft that the buttons of a preview are about."""
    buttons = preview.blocks[-1]
    assert isinstance(buttons, Buttons)
    (button,) = (one for one in buttons.items if isinstance(one, Button) and one.style == "success")
    return int(button.control.rpartition(":")[2])


def _row(seconds: list[float]) -> tuple[float, float]:
    return percentile(seconds, 0.5) * 1e3, percentile(seconds, 0.95) * 1e3


def _bare(content: bytes) -> float:
    began = time.perf_counter()
    nbformat.writes(nbformat.reads(content.decode(), as_version=4))
    return time.perf_counter() - began


def _by_nbdime(before: bytes, after: bytes) -> float:
    began = time.perf_counter()
    assert diff_notebooks(*(nbformat.reads(one.decode(), as_version=4) for one in (before, after)))
    return time.perf_counter() - began


def _with_pictures() -> bytes:
    """Most real notebooks of that size: a few hundred lines, and plots."""
    chance = random.Random(1)
    plots = [shown(image__png=base64.b64encode(_png(chance.randbytes(90_000))).decode()) for _ in range(12)]
    return _of(*(code(_SOURCE, plot) for plot in plots))


def _png(content: bytes) -> bytes:
    """As far as anybody looks at it without drawing it."""
    chunk = len(content).to_bytes(4) + b"IDAT" + content + b"\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk


def _with_logs() -> bytes:
    """The worst of them: long logs and tables, every line of which is looked at."""
    return _of(*(code(_SOURCE, printed(_log(cell)), shown(text__html=_table(cell))) for cell in range(10)))


def _other(content: bytes) -> bytes:
    """The same with another setting in each cell, and other numbers in all that was printed."""
    return content.replace(b"learning_rate=2e-4", b"learning_rate=1e-4").replace(b"loss: ", b"loss: 1")


def _words(size: int) -> str:
    chance = random.Random(2)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(20_000)]
    return "\n".join(" ".join(chance.choices(words, k=16)) for _ in range(size // 128))


def _log(cell: int) -> str:
    steps = range(1, 2_000)
    return "".join(f"step {step} loss: {cell + 3 / step:.5f} acc: {1 - 1 / step:.4f}\n" for step in steps)


def _table(cell: int) -> str:
    rows = "".join(f"<tr><td>{step}</td><td>{cell + 3 / step:.5f}</td></tr>" for step in range(1, 2_000))
    return f"<table><tr><th>Step</th><th>Training Loss</th></tr>{rows}</table>"


_SOURCE = "args = TrainingArguments(learning_rate=2e-4, num_train_epochs=3, seed=42)\n" * 20


def _of(*cells: dict[str, Any]) -> bytes:
    about = prose("# A run\n\nIn this notebook we train a small model. It is cached in /home/nora/runs.")
    return json.dumps(values(about, *cells)).encode()


if __name__ == "__main__":
    asyncio.run(main())
