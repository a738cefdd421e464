"""What a search asks the database, on the caller's session; every query takes the guild's id."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import TEXT, BigInteger, TextClause, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers.model import Source
from bot.answers.querying import MOST_CANDIDATES, Together, Wanted, any_of, query
from bot.answers.ranking import Candidate
from bot.answers.store import SHIPPED, scope
from bot.answers.tables import PassageWordRow
from bot.db.arrays import among_texts

_STEMS: Final = text(
    """
    SELECT word, ts_lexize('english_stem', word), ts_lexize('french_stem', word)
    FROM unnest(:words) AS word
    """
).bindparams(bindparam("words", type_=ARRAY(TEXT)))
# The channels of a guild's passages, one look at the index for each, however many passages there are.
_CHANNELS: Final = text(
    """
    WITH RECURSIVE channel AS (
        SELECT min(channel_id) AS id FROM passage WHERE guild_id = :guild_id
        UNION ALL
        SELECT (SELECT min(channel_id) FROM passage
                WHERE guild_id = :guild_id AND channel_id > channel.id)
        FROM channel WHERE channel.id IS NOT NULL
    )
    SELECT id FROM channel WHERE id IS NOT NULL
    """
)
# Thousands of words in one row: a row for each takes ten times as long to read.
_LIKE: Final = text(
    """
    SELECT coalesce(array_agg(word), '{}') AS words, coalesce(array_agg(passages), '{}') AS passages
    FROM passage_word
    WHERE scope = ANY(:scopes) AND word >= :first AND word < :beyond AND length(word) BETWEEN :least AND :most
        AND NOT starts_with(word, ':')
    """
).bindparams(bindparam("scopes", type_=ARRAY(TEXT)))
# The queries are read once, not for each passage; each place is named, since a subquery for each costs more.
# The index of words has the guild in it. `IS TRUE` keeps PostgreSQL from reading all passages of channels in
# another index beside it, which it may think is cheap.
_CANDIDATES: Final = """
    WITH asked AS MATERIALIZED (
        SELECT CAST(CAST(:exact AS text[]) AS tsquery[]) AS exact,
            CAST(CAST(:alike AS text[]) AS tsquery[]) AS alike,
            CAST(CAST(:titled AS text[]) AS tsquery[]) AS titled
    ), found AS MATERIALIZED (
        (SELECT * FROM passage
        WHERE words_of_guild(guild_id, words) @@ CAST(:own AS tsquery)
            AND (guild_id = :guild_id AND (channel_id IS NULL OR channel_id = ANY(:channels))) IS TRUE
            AND id <> ALL(:near)
        LIMIT :most)
        UNION ALL
        (SELECT * FROM passage
        WHERE words_of_guild(guild_id, words) @@ CAST(:shipped AS tsquery)
            AND (guild_id IS NULL) IS TRUE AND id <> ALL(:near)
        LIMIT :most)
        UNION ALL
        SELECT * FROM passage
        WHERE id = ANY(:near) AND (guild_id = :guild_id OR guild_id IS NULL)
            AND (channel_id IS NULL OR channel_id = ANY(:channels))
    )
    SELECT id, source, origin, {exact} AS exact, {alike} AS alike, {titled} AS in_title,
        length(words) AS length, useful, written_at
    FROM found CROSS JOIN asked
    """
_CLOSENESS: Final = text(
    """
    SELECT id, ts_rank_cd(words, CAST(:together AS tsquery)) AS closeness FROM passage
    WHERE id = ANY(:ids) AND (guild_id = :guild_id OR guild_id IS NULL)
    """
).bindparams(bindparam("ids", type_=ARRAY(BigInteger)))


@cache
def _candidates(count: int) -> TextClause:
    """The query for so many words."""
    columns = {
        name: "ARRAY[" + ", ".join(f"words @@ asked.{name}[{at}]" for at in range(1, count + 1)) + "]"
        for name in ("exact", "alike", "titled")
    }
    texts = [bindparam(name, type_=ARRAY(TEXT)) for name in columns]
    numbers = [bindparam(name, type_=ARRAY(BigInteger)) for name in ("channels", "near")]
    query_ = text(_CANDIDATES.format(**columns))
    return query_.bindparams(*numbers, *texts)


async def stems(session: AsyncSession, words: Collection[str]) -> dict[str, frozenset[str]]:
    """The stems of each word in English and in French; the word itself where it holds a digit."""
    rows = (await session.execute(_STEMS, {"words": sorted(words)})).all()
    return {
        word: frozenset(stem for found in both if found for stem in found) | frozenset({word})
        if word.isalpha()
        else frozenset({word})
        for word, *both in rows
    }


async def frequencies(session: AsyncSession, guild_id: int, words: Collection[str]) -> dict[str, int]:
    """In how many of the passages that a guild has, or that are for everybody, each stem stands.

    Under the empty word: how many there are in all.
    """
    scopes = _scopes(guild_id)
    query_ = (
        select(PassageWordRow.word, func.sum(PassageWordRow.passages))
        .where(among_texts(PassageWordRow.scope, scopes), among_texts(PassageWordRow.word, [*words, *scopes]))
        .group_by(PassageWordRow.word)
    )
    found = {word: int(passages) for word, passages in (await session.execute(query_)).all()}
    return found | {"": sum(found.get(one, 0) for one in scopes)}


async def alike(session: AsyncSession, guild_id: int, forms: Collection[str], most: int) -> Counter[str]:
    """Stems of about the length of one of these forms of a word that begin with its first letter.

    Each with the number of passages.
    """
    lengths = sorted(map(len, forms))
    first = min(forms)[0]
    found = await session.execute(
        _LIKE,
        {
            "scopes": _scopes(guild_id),
            "first": first,
            "beyond": chr(ord(first) + 1),
            "least": max(lengths[0] - most, 2),
            "most": lengths[-1] + most,
        },
    )
    words, passages = found.one()
    known: Counter[str] = Counter()
    for word, number in zip(words, passages, strict=True):
        known[word] += number
    return known


async def channels(session: AsyncSession, guild_id: int) -> list[int]:
    """The channels of which a guild has passages."""
    return list(await session.scalars(_CHANNELS, {"guild_id": guild_id}))


async def candidates(
    session: AsyncSession,
    guild_id: int,
    channel_ids: Collection[int],
    wanted: Sequence[Wanted],
    sought: Sequence[Together],
    near: Collection[int] = (),
) -> list[Candidate]:
    """Passages of these channels and of no channel, with what each has of `wanted`.

    Those that have what is `sought`, and those of `near`.
    """
    asked: Mapping[str, Any] = {
        "own": any_of(sought, scope(guild_id)),
        "shipped": any_of(sought, SHIPPED),
        "near": list(near),
        "guild_id": guild_id,
        "channels": sorted(channel_ids),
        "most": MOST_CANDIDATES,
        "exact": [query(one.exact) for one in wanted],
        "alike": [query(one.alike) if one.alike else "" for one in wanted],
        "titled": [query(one.all, in_title=True) for one in wanted],
    }
    rows = (await session.execute(_candidates(len(wanted)), asked)).all()
    return [
        Candidate(
            row.id,
            Source(row.source),
            row.origin,
            tuple(row.exact),
            tuple(row.alike),
            tuple(row.in_title),
            row.length,
            row.useful,
            row.written_at,
        )
        for row in rows
    ]


async def closeness(
    session: AsyncSession, guild_id: int, ids: Collection[int], wanted: Sequence[Wanted]
) -> dict[int, float]:
    """How close to each other the wanted words stand in each of these passages: their cover density."""
    # With all other words for it, PostgreSQL would take a tenth of a second.
    together = " | ".join(query(one.exact) for one in wanted)
    found = await session.execute(_CLOSENESS, {"together": together, "ids": list(ids), "guild_id": guild_id})
    return {row.id: row.closeness for row in found}


def _scopes(guild_id: int) -> list[str]:
    return [SHIPPED, scope(guild_id)]
