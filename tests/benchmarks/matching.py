"""Which of 10,000 watches want a repository, asked as the bot asks.

Nine in ten watches are on authors, one in ten is a search. For each page of the feed the bot asks once
whether its index is true and which lists a repository stands in; then for each repository that concerns
anybody it asks again, holds those watches, and judges by their filters. The yardstick is the plain loop: all
watches in memory, each asked about each repository.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
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
from bot.releases.matching import Index, subject_of
from bot.releases.model import Filters, Plan, ReadList, Release, Source, Watch
from bot.releases.searching import matches, read_search
from bot.releases.store import lists, watches
from bot.releases.watching import Watching
from tests.benchmarks.report import Report, percentile, quick_asked, show

WATCHES = 10_000
AUTHORS = 1_000
SEARCHES = 1_000
GUILDS = 100
LANGUAGES = ("en", "fr", "de", "es", "it", "ja", "zh", "ko")
TASKS = ("text-generation", "text-to-image", "text-to-speech", "summarization", "translation")
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
            watching = Watching()
            first = await _first_reading(database, watching)
            indexed, matched, found = await _by_index(database, watching, repositories)
            every = await _all(database)
        finally:
            await database.close()
            await embedded.stop(server)
    loop, found_by_loop = _by_loop(every, repositories[:500])
    assert found[: len(found_by_loop)] == found_by_loop
    # The worst case counts: a day on which every repository concerns somebody.
    mean = sum(matched) / len(matched)
    report = Report(
        name="matching",
        figure=round(mean * 1e3, 4),
        unit="ms a repository that concerns somebody, mean",
        yardstick=round(sum(loop) / len(loop) * 1e3, 4),
        goal=f"under 1 ms a repository, {WATCHES:,} watches on {AUTHORS:,} authors and {SEARCHES:,} searches",
        ok=mean < 0.001,
    )
    rows = [
        (name, len(values), sum(values) / len(values) * 1e3, percentile(values, 0.95) * 1e3)
        for name, values in (
            ("index, of all", indexed),
            ("index, that concern somebody", matched),
            ("loop over all", loop),
            ("reading all watches anew", [first]),
        )
    ]
    show(report, ("", "measurements", "mean ms", "p95 ms"), rows)


async def _fill(database: Database, chance: random.Random) -> None:
    async with database.transaction() as session:
        for guild_id in range(1, GUILDS + 1):
            await guilds.save(session, Guild(guild_id, "a guild", "fr"), NOW)
        for number in range(AUTHORS):
            await lists.add(session, ReadList(_author(number), "model", None), NOW)
        for number in range(WATCHES):
            filters = Filters(largest=chance.choice([None, 8 * 10**9]), exclude=("gguf",))
            source = _search(chance, number) if number < SEARCHES else _author(number % AUTHORS)
            plan = Plan(source, number, ("model",), filters)
            await watches.add(session, number % GUILDS + 1, plan, 1, NOW)


async def _first_reading(database: Database, watching: Watching) -> float:
    """Seconds to read all watches, which is done when one has changed."""
    begin = time.perf_counter()
    async with database.transaction() as session:
        await watching.index(session)
    return time.perf_counter() - begin


async def _by_index(
    database: Database, watching: Watching, repositories: Sequence[Release]
) -> tuple[list[float], list[float], list[list[int]]]:
    """Seconds for each repository of a page, for each that concerns somebody, and who wants it."""
    pages: list[float] = []
    matched: list[float] = []
    found: list[list[int]] = []
    for start in range(0, len(repositories), LONGEST_PAGE):
        page = repositories[start : start + LONGEST_PAGE]
        begin = time.perf_counter()
        async with database.transaction() as session:
            index = await watching.index(session)
            sources = {source for one in page for source in index.sources(subject_of(one))}
            await lists.of_sources(session, sources)
            for release in page:
                one = time.perf_counter()
                if not index.watches(release):
                    found.append([])
                    continue
                candidates = await watching.concerned(session, partial(_concerned, release))
                wanted, _ = judged(release, candidates)
                matched.append(time.perf_counter() - one)
                found.append(sorted(candidate.watch.id for candidate in wanted))
        pages.append((time.perf_counter() - begin) / len(page))
    return pages, matched, found


def _concerned(release: Release, index: Index) -> set[int]:
    return index.watches(release)


async def _all(database: Database) -> list[Watch]:
    async with database.transaction() as session:
        every = [
            watch for guild_id in range(1, GUILDS + 1) for watch in await watches.of_guild(session, guild_id)
        ]
    return sorted(every, key=lambda watch: watch.id)


def _by_loop(every: Sequence[Watch], repositories: Sequence[Release]) -> tuple[list[float], list[list[int]]]:
    searches = {
        watch.source: read_search(watch.source.value) for watch in every if watch.source.kind == "search"
    }
    seconds, found = [], []
    for release in repositories:
        begin = time.perf_counter()
        wanted = []
        for watch in every:
            search = searches.get(watch.source)
            concerns = (
                watch.source.value == release.author
                if search is None
                else matches(search, release.kind, release.repo_id, release.author, release.tags)
            )
            if concerns and outcome(release, watch.kinds, watch.filters) == PASSED:
                wanted.append(watch.id)
        seconds.append(time.perf_counter() - begin)
        found.append(wanted)
    return seconds, found


def _author(number: int) -> Source:
    return Source("author", f"author-{number}")


def _search(chance: random.Random, number: int) -> Source:
    """A search that a few in a thousand repositories fit, as people make them."""
    words = f"search:word{number % 200}"
    return Source("search", f"tag:{chance.choice(TASKS)} lang:{chance.choice(LANGUAGES)} {words}")


def _repository(chance: random.Random, number: int) -> Release:
    author = f"author-{chance.randrange(AUTHORS * 10)}"
    name = f"{author}/model-{number}-word{chance.randrange(400)}"
    size = chance.choice([None, 10**9, 7 * 10**9, 70 * 10**9])
    tags = (chance.choice(TASKS), *chance.sample(LANGUAGES, 2), "safetensors", "license:mit")
    return Release(
        "model", str(number), name, author, f"https://hub/{name}", NOW, NOW, parameters=size, tags=tags
    )


if __name__ == "__main__":
    asyncio.run(main())
