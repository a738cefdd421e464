"""Which of 10,000 watches want a repository, asked as the bot asks.

For each page of the feed it looks once at which authors are watched, then for each repository of theirs at
the watches of its author, and at their filters. One repository in ten is by a watched author. The yardstick
is the plain loop: all watches in memory, each asked about each repository.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.db import embedded
from bot.db.engine import Database
from bot.db.migrate import migrate
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.hub.reader import LONGEST_PAGE
from bot.releases.announcing import judged
from bot.releases.filters import PASSED, outcome
from bot.releases.model import Filters, Plan, Release, Source, Watch
from bot.releases.store import announced, known, watches
from tests.benchmarks.report import Report, percentile, quick_asked, show

WATCHES = 10_000
AUTHORS = 1_000
GUILDS = 100
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def main() -> None:
    """Measure both on the same repositories, and print."""
    count = 1_000 if quick_asked(__doc__ or "") else 10_000
    chance = random.Random(1)
    repositories = [_repository(chance, number) for number in range(count)]
    with TemporaryDirectory() as folder:
        server, url = await embedded.start(Path(folder) / "postgres")
        database = Database(url)
        try:
            await migrate(database)
            await _fill(database, chance)
            indexed, matched, found = await _by_index(database, repositories)
            every = await _all(database)
        finally:
            await database.close()
            await embedded.stop(server)
    loop, found_by_loop = _by_loop(every, repositories[:1_000])
    assert found[: len(found_by_loop)] == found_by_loop
    # The worst case counts: a feed in which every repository is by a watched author.
    mean = sum(matched) / len(matched)
    report = Report(
        name="matching",
        figure=round(mean * 1e3, 4),
        unit="ms a repository by a watched author, mean",
        yardstick=round(sum(loop) / len(loop) * 1e3, 4),
        goal=f"under 1 ms a repository, {WATCHES:,} watches on {AUTHORS:,} authors",
        ok=mean < 0.001,
    )
    rows = [
        (name, len(values), sum(values) / len(values) * 1e3, percentile(values, 0.95) * 1e3)
        for name, values in (
            ("index", indexed),
            ("index, a watched author", matched),
            ("loop over all", loop),
        )
    ]
    show(report, ("", "measurements", "mean ms", "p95 ms"), rows)


async def _fill(database: Database, chance: random.Random) -> None:
    async with database.transaction() as session:
        for guild_id in range(1, GUILDS + 1):
            await guilds.save(session, Guild(guild_id, "a guild", "fr"), NOW)
        for number in range(AUTHORS):
            await known.add_list(session, f"author-{number}", "model", None, NOW)
        for number in range(WATCHES):
            filters = Filters(largest=chance.choice([None, 8 * 10**9]), exclude=("gguf",))
            plan = Plan(Source("author", f"author-{number % AUTHORS}"), number, ("model",), filters)
            await watches.add(session, number % GUILDS + 1, plan, 1, NOW)


async def _by_index(
    database: Database, repositories: Sequence[Release]
) -> tuple[list[float], list[float], list[list[int]]]:
    """Seconds for each repository on a page, for each by a watched author, and the watches that want it."""
    pages: list[float] = []
    matched: list[float] = []
    found: list[list[int]] = []
    for start in range(0, len(repositories), LONGEST_PAGE):
        page = repositories[start : start + LONGEST_PAGE]
        begin = time.perf_counter()
        async with database.transaction() as session:
            lists = await known.read_lists(session, {release.author for release in page})
            watched = {one.author for one in lists}
            for release in page:
                if release.author not in watched:
                    found.append([])
                    continue
                one = time.perf_counter()
                wanted, _ = judged(release, await announced.candidates(session, release.author))
                matched.append(time.perf_counter() - one)
                found.append([candidate.watch.id for candidate in wanted])
        pages.append((time.perf_counter() - begin) / len(page))
    return pages, matched, found


async def _all(database: Database) -> list[Watch]:
    async with database.transaction() as session:
        every = [
            watch for guild_id in range(1, GUILDS + 1) for watch in await watches.of_guild(session, guild_id)
        ]
    return sorted(every, key=lambda watch: watch.id)


def _by_loop(every: Sequence[Watch], repositories: Sequence[Release]) -> tuple[list[float], list[list[int]]]:
    seconds, found = [], []
    for release in repositories:
        begin = time.perf_counter()
        wanted = [
            watch.id
            for watch in every
            if watch.source.value == release.author and outcome(release, watch.kinds, watch.filters) == PASSED
        ]
        seconds.append(time.perf_counter() - begin)
        found.append(wanted)
    return seconds, found


def _repository(chance: random.Random, number: int) -> Release:
    author = f"author-{chance.randrange(AUTHORS * 10)}"
    name = f"{author}/model-{number}"
    size = chance.choice([None, 10**9, 7 * 10**9, 70 * 10**9])
    return Release("model", str(number), name, author, f"https://hub/{name}", NOW, NOW, parameters=size)


if __name__ == "__main__":
    asyncio.run(main())
