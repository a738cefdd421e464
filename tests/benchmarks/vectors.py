"""Vectors for the benchmark of the search: of 384 numbers, around a thousand subjects, made by PostgreSQL."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from sqlalchemy import text

from bot.answers import vector_store
from bot.db.engine import Database
from bot.embeddings.model import Encoder, Vector, unit
from tests.benchmarks.report import percentile

DIMENSION, SUBJECTS, SHADES = 384, 1_024, 4_096
TABLE = "passage_vector_1"
# A text is near its subject and has something of its own, as texts that people ask for have.
DRAW = f"""
CREATE TEMP TABLE drawn AS
SELECT place, array_agg(random() - 0.5)::halfvec({DIMENSION}) AS vector
FROM generate_series(0, {SUBJECTS + SHADES - 1}) AS places (place), generate_series(1, {DIMENSION})
GROUP BY place
"""
FILL = f"""
INSERT INTO {TABLE} (passage_id, guild_id, channel_id, vector)
SELECT passage.id, passage.guild_id, passage.channel_id, l2_normalize(subject.vector + shade.vector)
FROM passage
JOIN drawn AS subject ON subject.place = hashint8(passage.id) & {SUBJECTS - 1}
JOIN drawn AS shade ON shade.place = {SUBJECTS} + (hashint8(passage.id * 7) & {SHADES - 1})
"""
BUILD = f"CREATE INDEX ix_{TABLE}_vector ON {TABLE} USING hnsw (vector halfvec_ip_ops)"
# The usual way: what the index gives of all guilds, and of that what is of this one.
BARE = f"""
SELECT passage_id FROM {TABLE} WHERE guild_id = :guild ORDER BY vector <#> CAST(:vector AS halfvec) LIMIT 50
"""


@dataclass(frozen=True)
class Built:
    """How long the index took to build, in seconds, and its size and that of the vectors, in bytes."""

    seconds: float
    index: int
    vectors: int


async def fill(database: Database) -> Built:
    """A vector for each passage that is there."""
    async with database.transaction() as session:
        await vector_store.begin(session, Encoder("drawn", "drawn", DIMENSION))
        await session.execute(text(f"DROP INDEX ix_{TABLE}_vector"))
    connection = await database.connect_raw()
    try:
        await connection.execute("SELECT setseed(0.5)")
        await connection.execute(DRAW, timeout=600)
        await connection.execute(FILL, timeout=3600)
        await connection.execute("SET maintenance_work_mem = '2GB'")
        begun = time.perf_counter()
        await connection.execute(BUILD, timeout=3600)
        seconds = time.perf_counter() - begun
        await connection.execute(f"VACUUM ANALYZE {TABLE}", timeout=600)
        index = await connection.fetchval(f"SELECT pg_relation_size('ix_{TABLE}_vector')")
        return Built(seconds, index, await connection.fetchval(f"SELECT pg_table_size('{TABLE}')"))
    finally:
        await connection.close()


async def questions(database: Database, number: int) -> list[Vector]:
    """Vectors near those of passages of all guilds."""
    chance = random.Random(3)
    some = f"SELECT vector::text FROM {TABLE} WHERE passage_id % 97 = 0 LIMIT {number}"
    async with database.transaction() as session:
        known = list(await session.scalars(text(some)))
    drawn = []
    for one in known * (number // len(known) + 1):
        numbers = [float(each) for each in one.strip("[]").split(",")]
        drawn.append(unit([each + chance.gauss(0, 0.02) for each in numbers]))
    return drawn[:number]


@dataclass(frozen=True)
class Tried:
    """How long the nearest took to find, in seconds, and which share of the truly nearest was found."""

    seconds: list[float]
    recall: float

    @property
    def row(self) -> tuple[float, float, float]:
        """Median and 95th percentile in milliseconds, and the share."""
        return percentile(self.seconds, 0.5) * 1e3, percentile(self.seconds, 0.95) * 1e3, self.recall


async def tried(
    database: Database, guild_id: int, channels: Sequence[int], asked: Sequence[Vector]
) -> dict[str, Tried]:
    """Our way, comparing each passage, the index alone, and the usual way."""

    async def ours(vector: Vector) -> set[int]:
        async with database.transaction() as session:
            return set(await vector_store.nearest(session, 1, guild_id, channels, vector))

    async def bare(vector: Vector) -> set[int]:
        about = {"guild": guild_id, "vector": str(list(vector))}
        async with database.transaction() as session:
            return set(await session.scalars(text(BARE), about))

    usual = vector_store.COMPARED
    found: dict[str, Tried] = {}
    truth: list[set[int]] = []
    for name, compared, way in (
        ("each compared", 10**9, ours),
        ("by the index", 0, ours),
        ("as it is", usual, ours),
        ("the usual way", usual, bare),
    ):
        vector_store.COMPARED = compared  # type: ignore[misc]
        seconds, shares = [], []
        for place, vector in enumerate(asked):
            begun = time.perf_counter()
            ids = await way(vector)
            seconds.append(time.perf_counter() - begun)
            if len(truth) == place:
                truth.append(ids)
            shares.append(len(ids & truth[place]) / len(truth[place]))
        found[name] = Tried(seconds, fmean(shares))
    vector_store.COMPARED = usual  # type: ignore[misc]
    return found
