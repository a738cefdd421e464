"""Keeping passages and their words, on the caller's session; every query takes the guild's id.

Who changes passages of a guild waits for others who do (`hold`), so that the words are counted right.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import (
    TEXT,
    BigInteger,
    ColumnElement,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningInsert, Update

from bot.answers.model import Passage, Source
from bot.answers.pieces import Piece
from bot.answers.tables import PassageRow
from bot.answers.words import spread
from bot.db.arrays import among_texts
from bot.results.keepable import plain

# The values of passages, by the language of their words.
_Rows = defaultdict[str | None, list[dict[str, Any]]]
SHIPPED: Final = ":0"
_CONFIGURATIONS: Final[dict[str | None, tuple[str, ...]]] = {
    "en": ("english",),
    "fr": ("french",),
    None: ("english", "french"),
}
_OWN: Final = (
    *("guild_id", "source", "origin", "part", "channel_id", "author_id", "language", "title", "text", "link"),
    "written_at",
)
_TITLE, _TEXT = bindparam("folded_title", type_=TEXT), bindparam("folded_text", type_=TEXT)
_COUNT_IN: Final = text(
    """
    INSERT INTO passage_word (scope, word, guild_id, passages)
    SELECT :scope, word, CAST(:guild_id AS bigint), count(*)
    FROM passage, unnest(tsvector_to_array(words)) AS word
    WHERE passage.id = ANY(:ids) GROUP BY word ORDER BY word
    ON CONFLICT (scope, word) DO UPDATE SET passages = passage_word.passages + excluded.passages
    """
).bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
# Of all words of a guild, only those of the passages that go are looked at.
_COUNT_OUT: Final = text(
    """
    WITH gone AS MATERIALIZED (
        SELECT word, count(*) AS passages FROM passage, unnest(tsvector_to_array(words)) AS word
        WHERE passage.id = ANY(:ids) GROUP BY word
    ), unused AS (
        DELETE FROM passage_word USING gone
        WHERE passage_word.scope = :scope AND passage_word.word = gone.word
            AND passage_word.passages <= gone.passages
    )
    UPDATE passage_word SET passages = passage_word.passages - gone.passages FROM gone
    WHERE passage_word.scope = :scope AND passage_word.word = gone.word
        AND passage_word.passages > gone.passages
    """
).bindparams(bindparam("ids", type_=ARRAY(BigInteger)))


def scope(guild_id: int | None) -> str:
    """The lexeme that stands for a guild in an index of words; no word has a colon."""
    return SHIPPED if guild_id is None else f":{guild_id}"


async def hold(session: AsyncSession, guild_id: int | None) -> None:
    """Let nobody else change passages of a guild until the transaction ends."""
    name = func.hashtextextended(f"passages{scope(guild_id)}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(name)))


async def put(
    session: AsyncSession, guild_id: int | None, source: Source, origin: str, pieces: Sequence[Piece]
) -> None:
    """Keep these as all that there is of one origin, in place of what was kept of it."""
    await put_all(session, guild_id, source, {origin: pieces})


async def put_all(
    session: AsyncSession, guild_id: int | None, source: Source, origins: Mapping[str, Sequence[Piece]]
) -> None:
    """The same for many origins; their words are counted once.

    A passage with the same title and text as before keeps its id, and with it votes, vectors and answers.
    """
    await hold(session, guild_id)
    known = await _known(session, guild_id, source, origins.keys())
    await _count_out(session, guild_id, [one for ids in known.values() for one in ids])
    same: _Rows = defaultdict(list)
    new: _Rows = defaultdict(list)
    for origin, pieces in origins.items():
        for part, one in enumerate(pieces):
            row = _row(guild_id, source, origin, part, one)
            ids = known[origin, row["own_title"], row["own_text"]]
            if ids:
                same[one.language].append(row | {"known_id": ids.pop(0)})
            else:
                new[one.language].append(row)
    await _delete(session, [one for ids in known.values() for one in ids])
    now = await _write(session, same, new)
    if now:
        await session.execute(_COUNT_IN, {"scope": scope(guild_id), "guild_id": guild_id, "ids": now})


async def remove(
    session: AsyncSession, guild_id: int | None, source: Source, origins: Collection[str]
) -> None:
    """Forget all that was taken from these."""
    await _forget(
        session, guild_id, PassageRow.source == source, among_texts(PassageRow.origin, list(origins))
    )


async def written(
    session: AsyncSession, guild_id: int, author_id: int, sources: Collection[Source]
) -> set[tuple[str, str]]:
    """What a member wrote that passages were taken from, as sources and origins."""
    query = select(PassageRow.source, PassageRow.origin).where(
        PassageRow.guild_id == guild_id, PassageRow.author_id == author_id, PassageRow.source.in_(sources)
    )
    return {(source, origin) for source, origin in (await session.execute(query.distinct())).all()}


async def get(session: AsyncSession, guild_id: int, ids: Sequence[int]) -> list[Passage]:
    """Passages of a guild or of everybody, in the order of their ids as given; what is gone is left out."""
    query = select(PassageRow).where(
        PassageRow.id.in_(ids), (PassageRow.guild_id == guild_id) | PassageRow.guild_id.is_(None)
    )
    found = {row.id: row for row in await session.scalars(query)}
    return [passage(found[one]) for one in ids if one in found]


async def origins(session: AsyncSession, guild_id: int | None, source: Source) -> set[str]:
    """What there are passages of, from one source."""
    is_there = PassageRow.guild_id == guild_id, PassageRow.source == source
    return set(await session.scalars(select(PassageRow.origin).where(*is_there).distinct()))


async def vote(session: AsyncSession, guild_id: int, ids: Sequence[int], by: int) -> None:
    """Somebody found an answer from these useful, or (a negative number) not."""
    await session.execute(
        update(PassageRow)
        .where(PassageRow.guild_id == guild_id, PassageRow.id.in_(ids))
        .values(useful=PassageRow.useful + by)
    )


def passage(row: PassageRow) -> Passage:
    """What is stored, as a value."""
    return Passage(
        row.id,
        Source(row.source),
        row.title,
        row.text,
        row.language,
        row.link,
        row.channel_id,
        row.written_at,
    )


@cache
def _insertion(language: str | None) -> ReturningInsert[int]:
    """Insert passages in one language, whose values are parameters; their ids."""
    table = cast("Table", PassageRow.__table__)
    return insert(table).values(_values(language)).returning(table.c.id)


@cache
def _renewal(language: str | None) -> Update:
    """Write passages that are there anew, with the same parameters, and `known_id`."""
    table = cast("Table", PassageRow.__table__)
    return update(table).where(table.c.id == bindparam("known_id")).values(_values(language))


def _values(language: str | None) -> dict[str, ColumnElement[Any]]:
    words: ColumnElement[Any] = func.array_to_tsvector(bindparam("scopes", type_=ARRAY(TEXT)))
    for name in _CONFIGURATIONS[language]:
        stems = func.setweight(func.to_tsvector(text(f"'{name}'"), _TITLE), text("'A'"))
        words = words.op("||")(stems).op("||")(func.to_tsvector(text(f"'{name}'"), _TEXT))
    table = cast("Table", PassageRow.__table__)
    own = {name: bindparam(f"own_{name}", type_=table.c[name].type) for name in _OWN}
    return {**own, "words": words}


async def _known(
    session: AsyncSession, guild_id: int | None, source: Source, origins: Collection[str]
) -> defaultdict[tuple[str, str, str], list[int]]:
    """The ids of passages by what they were taken from, their titles and their texts."""
    query = (
        select(PassageRow.id, PassageRow.origin, PassageRow.title, PassageRow.text)
        .where(PassageRow.guild_id == guild_id, PassageRow.source == source)
        .where(among_texts(PassageRow.origin, list(origins)))
        .order_by(PassageRow.origin, PassageRow.part)
    )
    known: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for passage_id, origin, title, words in (await session.execute(query)).all():
        known[origin, title, words].append(passage_id)
    return known


def _row(guild_id: int | None, source: Source, origin: str, part: int, one: Piece) -> dict[str, Any]:
    title, words = plain(one.title), plain(one.text)
    own = {
        "guild_id": guild_id,
        "source": source.value,
        "origin": origin,
        "part": part,
        "channel_id": one.channel_id,
        "author_id": one.author_id,
        "language": one.language,
        "title": title,
        "text": words,
        "link": one.link,
        "written_at": one.written_at,
    }
    return {f"own_{name}": own[name] for name in _OWN} | {
        "scopes": [scope(guild_id)],
        "folded_title": spread(title),
        "folded_text": spread(f"{words} {plain(one.also)}"),
    }


async def _forget(session: AsyncSession, guild_id: int | None, *which: Any) -> None:
    await hold(session, guild_id)
    is_there = (PassageRow.guild_id == guild_id, *which)
    ids = list(await session.scalars(select(PassageRow.id).where(*is_there)))
    await _count_out(session, guild_id, ids)
    await _delete(session, ids)


async def _count_out(session: AsyncSession, guild_id: int | None, ids: Sequence[int]) -> None:
    if ids:
        await session.execute(_COUNT_OUT, {"scope": scope(guild_id), "ids": ids})


async def _delete(session: AsyncSession, ids: Sequence[int]) -> None:
    if ids:
        await session.execute(delete(PassageRow).where(PassageRow.id.in_(ids)))


async def _write(session: AsyncSession, same: _Rows, new: _Rows) -> list[int]:
    """Write what is there anew, and what is new; the ids of all."""
    for language, rows in same.items():
        await session.execute(_renewal(language), rows)
    ids = [row["known_id"] for rows in same.values() for row in rows]
    for language, rows in new.items():
        ids += (await session.scalars(_insertion(language), rows)).all()
    return ids
