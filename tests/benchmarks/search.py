"""Searching what a guild knows: two guilds of ten and a hundred thousand passages, among a million in all.

Passages have 40 words of a vocabulary of 40,000, as often as words are in texts (Zipf), half of them in
French. Questions have three to eight such words, some mistyped, some from the glossary. A search is what
`/ask` waits for: its words with their frequencies, the candidates, and the best passages. The yardstick asks
PostgreSQL for the passages with one of the same words ordered by `ts_rank_cd`, the usual way.

Then the same with vectors of 384 numbers: the search with those of the questions given (a model of the size
of e5-small makes one in 3 ms), and the nearest passages alone, by each of two ways and the usual one, with
the share that they find of the 50 truly nearest.
"""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from bot.answers import vector_store
from bot.answers.glossary.terms import keep, terms
from bot.answers.model import Question
from bot.answers.searching import search
from bot.answers.words import asked
from bot.db import embedded
from bot.db.engine import Database
from bot.db.migrate import migrate
from bot.embeddings.model import Vector
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from tests.benchmarks import vectors
from tests.benchmarks.report import Report, percentile, quick_asked, show

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SMALL, LARGE, OTHERS = 1, 2, 3
CHANNELS = [1000 + number for number in range(40)]
VOCABULARY, LENGTH, CHUNK = 40_000, 40, 50_000
GOAL = 0.06
FILL = """
INSERT INTO passage (guild_id, source, origin, part, channel_id, language, title, text, written_at, words)
SELECT guild_id, 'guide', place::text, 0, 1000 + place % 40, language, title, body,
    TIMESTAMPTZ '2026-11-22' - (place % 700) * INTERVAL '1 day',
    array_to_tsvector(ARRAY[':' || guild_id])
        || setweight(to_tsvector(configuration::regconfig, title), 'A')
        || to_tsvector(configuration::regconfig, body)
FROM filling
"""
COUNT = """
INSERT INTO passage_word (scope, word, guild_id, passages)
SELECT ':' || guild_id, word, guild_id, count(*)
FROM passage, unnest(tsvector_to_array(words)) AS word WHERE guild_id IS NOT NULL GROUP BY guild_id, word
"""
BARE = """
SELECT id FROM passage, to_tsquery('english', :words) AS query
WHERE guild_id = :guild AND words @@ query ORDER BY ts_rank_cd(words, query) DESC LIMIT 16
"""
INDEX = "CREATE INDEX ix_passage_words_of_guild ON passage USING gin (words_of_guild(guild_id, words))"
# That of the usual way, for which it is not there while we search.
BARE_INDEX = "CREATE INDEX ix_bare ON passage USING gin (words)"


class Words:
    """A vocabulary whose words are drawn as often as those of texts."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        known = [word for both in terms().values() for one in both for word in asked(one.name)]
        made = {self._made() for _ in range(2 * VOCABULARY)} - set(known)
        self.all = [*dict.fromkeys(known), *sorted(made, key=lambda _: chance.random())][:VOCABULARY]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.all))))

    def draw(self, count: int) -> list[str]:
        """So many words."""
        return self._chance.choices(self.all, cum_weights=self._weights, k=count)

    def question(self) -> str:
        """Three to eight words, of which one in ten has two letters turned round."""
        words = self.draw(self._chance.randint(3, 8))
        return " ".join(_mistyped(one) if self._chance.random() < 0.1 else one for one in words)

    def _made(self) -> str:
        syllables = "ba re mi to lu na ke vo si dra pel con ti gu mar es ol fin".split()  # noqa: SIM905
        return "".join(self._chance.choices(syllables, k=self._chance.randint(2, 5)))


def _mistyped(word: str) -> str:
    return word[:2] + word[3:4] + word[2:3] + word[4:]


async def main() -> None:
    """Measure, and print."""
    quick = quick_asked(__doc__ or "")
    counts = {SMALL: 1_000, LARGE: 10_000, OTHERS: 9_000} if quick else {}
    counts = counts or {SMALL: 10_000, LARGE: 100_000, OTHERS: 890_000}
    rounds = 60 if quick else 300
    words = Words(random.Random(7))
    with TemporaryDirectory() as folder:
        server, url = await embedded.start(Path(folder) / "postgres")
        database = Database(url)
        try:
            await migrate(database)
            building, size = await fill(database, words, counts)
            questions = [words.question() for _ in range(rounds)]
            found = {guild: await _search(database, guild, questions) for guild in (SMALL, LARGE)}
            bare = await _bare(database, LARGE, questions)
            built = await vectors.fill(database)
            near = await vectors.questions(database, rounds)
            joined = {guild: await _search(database, guild, questions, near) for guild in (SMALL, LARGE)}
            ways = {guild: await vectors.tried(database, guild, CHANNELS, near) for guild in (SMALL, LARGE)}
        finally:
            await database.close()
            await embedded.stop(server)
    worst = max(percentile(seconds, 0.95) for seconds in [*found.values(), *joined.values()])
    report = Report(
        name="search",
        figure=round(worst * 1e3, 2),
        unit=f"ms, p95, {counts[LARGE]:,} passages of the guild, {sum(counts.values()):,} in all",
        yardstick=round(percentile(bare, 0.95) * 1e3, 2),
        goal="p95 under 60 ms",
        ok=worst < GOAL,
    )
    rows: list[tuple[object, ...]] = [
        (f"{counts[guild]:,} passages{how}", *_times(seconds), "")
        for how, by_guild in (("", found), (", with vectors", joined))
        for guild, seconds in by_guild.items()
    ]
    rows.append(("the usual way", *_times(bare), ""))
    rows += [
        (f"nearest of {counts[guild]:,}, {name}", *one.row)
        for guild, by_name in ways.items()
        for name, one in by_name.items()
    ]
    rows.append(("index of words built in, s; MB", building, size / 1e6, ""))
    rows.append(("index of vectors built in, s; MB", built.seconds, built.index / 1e6, ""))
    rows.append(("vectors, MB", "", built.vectors / 1e6, ""))
    show(report, ("", "p50 ms", "p95 ms", "found"), rows)


def _times(seconds: list[float]) -> tuple[float, float]:
    return percentile(seconds, 0.5) * 1e3, percentile(seconds, 0.95) * 1e3


async def fill(database: Database, words: Words, counts: dict[int, int]) -> tuple[float, int]:
    """The passages of all guilds; how long the index took to build, in seconds, and its size in bytes."""
    async with database.transaction() as session:
        for guild_id in counts:
            await guilds.save(session, Guild(guild_id, str(guild_id), "en"), NOW)
        await session.execute(text("DROP INDEX ix_passage_words_of_guild"))
    connection = await database.connect_raw()
    try:
        await connection.execute(
            "CREATE TEMP TABLE filling (guild_id bigint, place bigint, language text, configuration text, "
            "title text, body text)"
        )
        for rows in _chunks(words, counts):
            await connection.copy_records_to_table("filling", records=rows)
            await connection.execute(FILL, timeout=600)
            await connection.execute("TRUNCATE filling")
        begun = time.perf_counter()
        await connection.execute(INDEX, timeout=600)
        building = time.perf_counter() - begun
        await connection.execute(COUNT, timeout=600)
        await connection.execute("VACUUM ANALYZE passage", timeout=600)
        await connection.execute("VACUUM ANALYZE passage_word", timeout=600)
        size: int = await connection.fetchval("SELECT pg_relation_size('ix_passage_words_of_guild')")
    finally:
        await connection.close()
    async with database.transaction() as session:
        await keep(session)
    return building, size


def _chunks(words: Words, counts: dict[int, int]) -> Iterator[list[tuple[object, ...]]]:
    rows: list[tuple[object, ...]] = []
    for guild_id, count in counts.items():
        for place in range(count):
            drawn = words.draw(LENGTH + 4)
            in_french = place % 2
            language, configuration = ("fr", "french") if in_french else ("en", "english")
            rows.append((guild_id, place, language, configuration, " ".join(drawn[:4]), " ".join(drawn[4:])))
            if len(rows) == CHUNK:
                yield rows
                rows = []
    yield rows


async def _search(
    database: Database, guild_id: int, questions: Sequence[str], asked: Sequence[Vector] = ()
) -> list[float]:
    """The seconds that each question takes, with the nearest to each of `asked` where there are some."""
    seconds = []
    for one, vector in zip_longest(questions, asked):
        begun = time.perf_counter()
        near: dict[int, float] = {}
        if vector is not None:
            async with database.transaction() as session:
                near = await vector_store.nearest(session, 1, guild_id, CHANNELS, vector)
        async with database.transaction() as session:
            await search(session, guild_id, Question(one, "en"), CHANNELS, 16, NOW, near)
        seconds.append(time.perf_counter() - begun)
    return seconds


async def _bare(database: Database, guild_id: int, questions: Sequence[str]) -> list[float]:
    seconds = []
    async with database.transaction() as session:
        await session.execute(text(BARE_INDEX))
    for one in questions:
        about = {"guild": guild_id, "words": " | ".join(asked(one))}
        begun = time.perf_counter()
        async with database.transaction() as session:
            await session.execute(text(BARE), about)
        seconds.append(time.perf_counter() - begun)
    async with database.transaction() as session:
        await session.execute(text("DROP INDEX ix_bare"))
    return seconds


if __name__ == "__main__":
    asyncio.run(main())
