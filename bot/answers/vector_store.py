"""Vectors of passages, on the caller's session; every search takes the guild's id.

Each embedding model has a table of its own, made when it is first used: so models may have vectors of any
length, a change of model leaves nothing behind in an index, and a server without pgvector needs no table.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import TEXT, BigInteger, TextClause, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers.store import scope
from bot.answers.tables import EmbeddingModelRow, PassageWordRow
from bot.embeddings.errors import NoVectors
from bot.embeddings.model import Encoder, Vector

# So many of the nearest passages are looked at.
NEAREST: Final = 50
# In a guild with at most so many passages each one is compared: that takes less time than the index, which
# has those of all guilds, and leaves none out.
COMPARED: Final = 20_000
# Of the index: how many candidates it holds at a time, and how many it looks at before it gives up.
_CANDIDATES: Final = 200
_LOOKED_AT: Final = 60_000
_LOCK: Final = "embedding models"
# Half-precision numbers came with 0.7, and an index that goes on until enough of a guild are found with 0.8.
_OLDEST: Final = (0, 8)
_TABLE: Final = """
    CREATE TABLE IF NOT EXISTS {table} (
        passage_id bigint PRIMARY KEY REFERENCES passage (id) ON DELETE CASCADE,
        guild_id bigint,
        channel_id bigint,
        vector halfvec({dimension}) NOT NULL
    )
    """
_INDEXES: Final = (
    "CREATE INDEX IF NOT EXISTS ix_{table}_guild_id ON {table} (guild_id)",
    "CREATE INDEX IF NOT EXISTS ix_{table}_vector ON {table} USING hnsw (vector halfvec_ip_ops)",
)
# A passage that is being deleted is left out.
_PUT: Final = """
    INSERT INTO {table} (passage_id, guild_id, channel_id, vector)
    SELECT passage.id, passage.guild_id, passage.channel_id, CAST(given.vector AS halfvec)
    FROM unnest(:ids, :vectors) AS given (id, vector) JOIN passage ON passage.id = given.id
    FOR KEY SHARE OF passage
    ON CONFLICT (passage_id) DO NOTHING
    """
_MISSING: Final = """
    SELECT passage.id, passage.title, passage.text FROM passage
    WHERE passage.id > :after AND NOT EXISTS (SELECT FROM {table} WHERE passage_id = passage.id)
    ORDER BY passage.id LIMIT :most
    """
_LACKING: Final = """
    SELECT count(*) FROM passage
    WHERE guild_id = :guild_id AND NOT EXISTS (SELECT FROM {table} WHERE passage_id = passage.id)
    """
# Adding nothing to a distance keeps PostgreSQL from taking the index of all guilds.
_NEAREST: Final = """
    WITH own AS MATERIALIZED (
        SELECT passage_id, vector <#> CAST(:vector AS halfvec) AS distance FROM {table}
        WHERE guild_id = :guild_id AND (channel_id IS NULL OR channel_id = ANY(:channels))
        ORDER BY {distance} LIMIT :most
    ), shipped AS MATERIALIZED (
        SELECT passage_id, vector <#> CAST(:vector AS halfvec) AS distance FROM {table}
        WHERE guild_id IS NULL ORDER BY (vector <#> CAST(:vector AS halfvec)) + 0 LIMIT :most
    )
    SELECT passage_id, distance FROM (SELECT * FROM own UNION ALL SELECT * FROM shipped) AS every
    ORDER BY distance, passage_id LIMIT :most
    """
_BY_INDEX: Final = text(
    """
    SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true),
        set_config('hnsw.ef_search', :candidates, true), set_config('hnsw.max_scan_tuples', :most, true)
    """
)


@dataclass(frozen=True)
class Missing:
    """A passage that has no vector yet."""

    passage_id: int
    text: str


async def begin(session: AsyncSession, encoder: Encoder) -> int:
    """The number of a model, whose table is there from then on. Raises NoVectors without pgvector."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(_LOCK, 0))))
    await _ensure_extension(session)
    new = insert(EmbeddingModelRow).values(
        fingerprint=encoder.fingerprint, name=encoder.name, dimension=encoder.dimension
    )
    same = new.on_conflict_do_update(index_elements=["fingerprint"], set_={"name": encoder.name})
    model_id: int = (await session.execute(same.returning(EmbeddingModelRow.id))).scalar_one()
    for statement in (_TABLE, *_INDEXES):
        await session.execute(
            text(statement.format(table=_table(model_id), dimension=int(encoder.dimension)))
        )
    return model_id


async def missing(session: AsyncSession, model_id: int, after: int, most: int) -> list[Missing]:
    """Passages with a higher number than `after` that have no vector of this model, in their order."""
    found = await session.execute(_of(_MISSING, model_id), {"after": after, "most": most})
    return [Missing(row.id, f"{row.title}\n{row.text}") for row in found]


async def lacking(session: AsyncSession, model_id: int, guild_id: int) -> int:
    """How many passages of a guild have no vector of this model."""
    return await session.scalar(_of(_LACKING, model_id), {"guild_id": guild_id}) or 0


async def put(session: AsyncSession, model_id: int, vectors: Mapping[int, Vector]) -> None:
    """Keep vectors by the numbers of their passages."""
    about = {"ids": list(vectors), "vectors": [_written(one) for one in vectors.values()]}
    statement = _of(_PUT, model_id).bindparams(
        bindparam("ids", type_=ARRAY(BigInteger)), bindparam("vectors", type_=ARRAY(TEXT))
    )
    await session.execute(statement, about)


async def nearest(
    session: AsyncSession, model_id: int, guild_id: int, channels: Collection[int], vector: Vector
) -> dict[int, float]:
    """The nearest passages of these channels and of no channel, the nearest first, each with its cosine."""
    is_small = await _passages(session, guild_id) <= COMPARED
    if not is_small:
        await session.execute(_BY_INDEX, {"candidates": str(_CANDIDATES), "most": str(_LOOKED_AT)})
    distance = "(vector <#> CAST(:vector AS halfvec))" + (" + 0" if is_small else "")
    about = {
        "vector": _written(vector),
        "guild_id": guild_id,
        "channels": sorted(channels),
        "most": NEAREST,
    }
    statement = _of(_NEAREST, model_id, distance=distance)
    found = await session.execute(statement.bindparams(bindparam("channels", type_=ARRAY(BigInteger))), about)
    return {row.passage_id: -row.distance for row in found}


async def forget_others(session: AsyncSession, model_id: int) -> None:
    """Drop the vectors of all other models."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(_LOCK, 0))))
    others = list(await session.scalars(select(EmbeddingModelRow.id).where(EmbeddingModelRow.id != model_id)))
    if not others:
        return
    # To drop a table that refers to passages, nobody may be writing any; whoever comes meanwhile waits.
    await session.execute(text("SET LOCAL lock_timeout = '2s'"))
    for one in others:
        await session.execute(text(f"DROP TABLE IF EXISTS {_table(one)}"))
    await session.execute(delete(EmbeddingModelRow).where(EmbeddingModelRow.id.in_(others)))


async def _passages(session: AsyncSession, guild_id: int) -> int:
    """How many passages a guild has."""
    of_guild = scope(guild_id)
    query = select(PassageWordRow.passages).where(
        PassageWordRow.scope == of_guild, PassageWordRow.word == of_guild
    )
    return await session.scalar(query) or 0


async def _ensure_extension(session: AsyncSession) -> None:
    installed = await _version(session)
    if installed is None:
        try:
            async with session.begin_nested():
                await session.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        except DBAPIError as error:
            raise NoVectors(
                "the database has no pgvector, so the search goes by words alone; install pgvector on its "
                f"server, or run CREATE EXTENSION vector as its administrator ({error.orig})"
            ) from error
        installed = await _version(session)
    if installed is None or installed < _OLDEST:
        raise NoVectors(
            "the database's pgvector is older than 0.8, so the search goes by words alone; install a newer "
            "one, and run ALTER EXTENSION vector UPDATE"
        )


async def _version(session: AsyncSession) -> tuple[int, ...] | None:
    found = await session.scalar(text("SELECT extversion FROM pg_extension WHERE extname = 'vector'"))
    return None if found is None else tuple(int(part) for part in str(found).split(".")[:2])


def _table(model_id: int) -> str:
    return f"passage_vector_{int(model_id)}"


def _of(statement: str, model_id: int, **parts: str) -> TextClause:
    return text(statement.format(table=_table(model_id), **parts))


def _written(vector: Vector) -> str:
    return "[" + ",".join(f"{number:.6g}" for number in vector) + "]"
