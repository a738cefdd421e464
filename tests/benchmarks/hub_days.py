"""Simulated days of the Hub in fast time, on the real PostgreSQL, through the rules that decide what is news.

Each day has 10,000 new repositories by 5,000 authors, of whom 1,000 are watched. A twentieth were private
first and appear a day after their creation, some are renamed, and everything is told late, twice, in pages
that overlap, by two processes at once. The yardstick is the number of matching releases that there are.
"""

import asyncio
import gc
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from sqlalchemy import text

from bot.db import embedded
from bot.db.engine import Database
from bot.db.migrate import ensure_current
from bot.hub.models import Repository
from bot.releases.finding import Finder
from bot.releases.model import REPOSITORY_KINDS, Source
from bot.releases.watching import Watching
from tests.benchmarks.report import Report, quick_asked, show
from tests.store.watched import watch

START = datetime(2026, 11, 1, tzinfo=UTC)
AUTHORS, WATCHED = 5_000, 1_000
PAGE = 100


@dataclass
class Count:
    """What there was and what was found, and the process's memory in megabytes after each day."""

    matching: int = 0
    found: int = 0
    missed: int = 0
    twice: int = 0
    seconds: float = 0.0
    shown: int = 0
    memory: tuple[float, ...] = ()


async def main() -> None:
    """Replay, and print."""
    quick = quick_asked(__doc__ or "")
    days, each = (1, 2_000) if quick else (10, 10_000)
    with TemporaryDirectory() as folder:
        server, url = await embedded.start(Path(folder) / "postgres")
        database = Database(url)
        await ensure_current(database)
        count = await _replay(database, days, each)
        await database.close()
        await embedded.stop(server)
    # The first days fill caches; after them nothing may grow.
    settled = count.memory[len(count.memory) // 3]
    growth = count.memory[-1] - settled
    report = Report(
        name="hub_days",
        figure=count.found,
        unit=f"releases found in {days} days of {each} repositories",
        yardstick=count.matching,
        goal="every matching release found once, none missed, none twice, memory flat (under 10 MB)",
        ok=count.found == count.matching and not count.missed and not count.twice and growth < 10,
    )
    columns = ("matching", "found", "missed", "twice", "MB settled", "MB at the end", "ms a repository shown")
    cost = count.seconds / count.shown * 1000
    row = (count.matching, count.found, count.missed, count.twice, settled, count.memory[-1], cost)
    show(report, columns, [row])


async def _replay(database: Database, days: int, each: int) -> Count:
    now = [START]
    finders = [Finder(database, "https://hub.example", Watching(), lambda: now[0]) for _ in range(2)]
    async with database.transaction() as session:
        authors = [Source("author", _author(number)) for number in range(WATCHED)]
        await watch(session, authors, START, REPOSITORY_KINDS)
    chance, count, keys, waiting = random.Random(2026), Count(), set[str](), list[Repository]()
    for day in range(days):
        now[0] = START + timedelta(days=day + 1)
        born = list(_born(chance, day, each))
        hidden = [one for one in born if chance.random() < 0.05]
        hidden_keys = {one.key for one in hidden}
        public = [one for one in born if one.key not in hidden_keys] + waiting
        waiting = hidden
        keys |= {one.key for one in public if int(one.author[1:]) < WATCHED}
        began = time.perf_counter()
        count.shown += await _show(finders, chance, public, hidden)
        count.seconds += time.perf_counter() - began
        gc.collect()
        count.memory += (psutil.Process().memory_info().rss / 1e6,)
    count.matching = len(keys)
    async with database.transaction() as session:
        rows = (await session.execute(text("SELECT key, count(*) FROM release GROUP BY key"))).all()
        jobs = await session.scalar(text("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'announce'"))
    count.found, count.missed = len(rows), len(keys - {key for key, _ in rows})
    count.twice = int(jobs or 0) - len(rows)
    return count


def _author(number: int) -> str:
    return f"a{number}"


def _born(chance: random.Random, day: int, each: int) -> Iterator[Repository]:
    for number in range(each):
        author = _author(chance.randrange(AUTHORS))
        yield Repository(
            kind=chance.choice(REPOSITORY_KINDS),
            id=f"{author}/r-{day}-{number}",
            key=f"{day}-{number}",
            author=author,
            created_at=START + timedelta(days=day, seconds=number * 86_400 / each),
        )


async def _show(
    finders: Sequence[Finder],
    chance: random.Random,
    public: Sequence[Repository],
    hidden: Sequence[Repository],
) -> int:
    """Show it in overlapping pages, again, renamed and late, to two processes; how many were shown."""
    private = [replace(one, private=True) for one in hidden]
    again = [one for one in public if chance.random() < 0.2]
    renamed = [replace(one, id=f"{one.id}-renamed") for one in public if chance.random() < 0.05]
    late = [*again, *renamed, *private]
    chance.shuffle(late)
    shown = 0
    for stream in (list(public), late):
        for start in range(0, len(stream), PAGE // 2):
            page = stream[start : start + PAGE]
            await asyncio.gather(*(finder.found(page) for finder in finders))
            shown += len(page) * len(finders)
    return shown


if __name__ == "__main__":
    asyncio.run(main())
