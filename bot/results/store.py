"""Queries on results, on the caller's session; every one takes the guild's id."""

import asyncio
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Table, Text, delete, func, select, text, type_coerce, update
from sqlalchemy import cast as as_type
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among, among_texts
from bot.results import facts as same
from bot.results.model import Posted, Reading, Result, State
from bot.results.names import store as named
from bot.results.row_store import EVERY, FIELDS, SETUP, posted_of, read
from bot.results.tables import ResultDraftRow, ResultFileRow, ResultRow

LIFETIME = timedelta(days=1)
# Rows of one statement: making one takes some milliseconds, and PostgreSQL takes 32,767 values at once.
BATCH = 100
# As it stands in the index: with a parameter PostgreSQL no longer finds the index in a generic plan.
IS_PUBLIC = text("state = 'public'")
_READINGS: TypeAdapter[tuple[Reading, ...]] = TypeAdapter(tuple[Reading, ...])


@dataclass(frozen=True)
class Draft:
    """What a member has seen in private and may still make public; `notebook_id`: what it came out of."""

    id: int
    author_id: int
    channel_id: int
    readings: tuple[Reading, ...]
    notebook_id: int | None = None


async def add_draft(
    session: AsyncSession,
    guild_id: int,
    author_id: int,
    channel_id: int,
    readings: Sequence[Reading],
    now: datetime,
    notebook_id: int | None = None,
) -> Draft:
    """Keep a draft for a day; older ones go."""
    await session.execute(delete(ResultDraftRow).where(ResultDraftRow.expires_at <= now))
    new = insert(ResultDraftRow).values(
        guild_id=guild_id,
        author_id=author_id,
        channel_id=channel_id,
        readings=await _dump(readings),
        notebook_id=notebook_id,
        expires_at=now + LIFETIME,
    )
    draft_id = (await session.execute(new.returning(ResultDraftRow.id))).scalar_one()
    return Draft(draft_id, author_id, channel_id, tuple(readings), notebook_id)


async def draft(
    session: AsyncSession, guild_id: int, draft_id: int, author_id: int, now: datetime
) -> Draft | None:
    """A member's own draft of this guild that has not expired, locked until the transaction ends."""
    kept = ResultDraftRow
    columns = (kept.id, kept.author_id, kept.channel_id, kept.notebook_id)
    query = select(*columns, as_type(kept.readings, Text).label("readings")).where(
        ResultDraftRow.guild_id == guild_id,
        ResultDraftRow.id == draft_id,
        ResultDraftRow.author_id == author_id,
        ResultDraftRow.expires_at > now,
    )
    row = (await session.execute(query.with_for_update())).one_or_none()
    if row is None:
        return None
    # Thousands of results at once: nobody else waits for that.
    readings = await asyncio.to_thread(_READINGS.validate_json, row.readings)
    return Draft(row.id, row.author_id, row.channel_id, readings, row.notebook_id)


async def change_draft(session: AsyncSession, guild_id: int, changed: Draft) -> None:
    """Keep what a draft holds now."""
    await session.execute(
        update(ResultDraftRow)
        .where(ResultDraftRow.guild_id == guild_id, ResultDraftRow.id == changed.id)
        .values(readings=await _dump(changed.readings))
    )


async def remove_draft(session: AsyncSession, guild_id: int, draft_id: int) -> None:
    """Forget a draft."""
    await session.execute(
        delete(ResultDraftRow).where(ResultDraftRow.guild_id == guild_id, ResultDraftRow.id == draft_id)
    )


async def posted_files(session: AsyncSession, guild_id: int, hashes: Iterable[str]) -> dict[str, Posted]:
    """Those of these files of which results are public here: one of them each."""
    joined = ResultRow.file_id == ResultFileRow.id
    firsts = (
        select(func.min(ResultRow.id))
        .join(ResultFileRow, joined)
        .where(
            ResultFileRow.guild_id == guild_id,
            ResultRow.guild_id == guild_id,
            ResultFileRow.sha256.in_(list(hashes)),
            ResultRow.state == "public",
        )
        .group_by(ResultFileRow.sha256)
    )
    query = select(ResultFileRow.sha256, ResultRow).join(ResultRow, joined).where(ResultRow.id.in_(firsts))
    return {sha256: posted_of(row) for sha256, row in await session.execute(query)}


async def public_facts(session: AsyncSession, guild_id: int, facts: Iterable[str]) -> set[str]:
    """Those of these facts that are public here already."""
    query = select(ResultRow.facts).where(
        ResultRow.guild_id == guild_id, IS_PUBLIC, among_texts(ResultRow.facts, set(facts))
    )
    return set(await session.scalars(query))


async def add(
    session: AsyncSession,
    guild_id: int,
    author_id: int,
    post: str,
    reading: Reading,
    facts: Sequence[str],
    now: datetime,
    state: State = "public",
) -> list[int]:
    """Keep the results of one reading, except those that are public already; the ids of the others."""
    file_id = None
    if reading.sha256:
        new = insert(ResultFileRow).values(
            guild_id=guild_id,
            sha256=reading.sha256,
            name=reading.file,
            format=reading.format or "",
            record=reading.raw,
            scrubbed=[f"{one.kind}: {one.place}" for one in reading.scrubbed],
            created_at=now,
        )
        file_id = (await session.execute(new.returning(ResultFileRow.id))).scalar_one()
    common = {
        "guild_id": guild_id,
        "file_id": file_id,
        "author_id": author_id,
        "post": post,
        "created_at": now,
    }
    # A statement for one row, made once: with the values of all in it, making it takes longest.
    new_result = insert(cast("Table", ResultRow.__table__)).on_conflict_do_nothing(
        index_elements=["guild_id", "facts"], index_where=IS_PUBLIC
    )
    statement = new_result.returning(ResultRow.id)
    results = list(zip(reading.results, facts, strict=True))
    added: list[int] = []
    for start in range(0, len(results), BATCH):
        # Only those of one statement: others on the event loop have their turn between two.
        rows = [
            {**common, "facts": fact, "state": state, **values_of(result)}
            for result, fact in results[start : start + BATCH]
        ]
        added += (await session.execute(statement, rows)).scalars()
    return added


async def of_post(session: AsyncSession, guild_id: int, post: str) -> list[Posted]:
    """All results of one post, also those that are not public any more."""
    query = EVERY.where(ResultRow.guild_id == guild_id, ResultRow.post == post).order_by(ResultRow.id)
    return await read(await session.execute(query))


async def of_models(
    session: AsyncSession, guild_id: int, names: Collection[str], *, but_of: int | None = None
) -> list[Posted]:
    """All public results of these models, the newest first; those of one member may be left out."""
    query = EVERY.where(
        ResultRow.guild_id == guild_id, IS_PUBLIC, among_texts(ResultRow.model_name, names)
    ).order_by(ResultRow.id.desc())
    if but_of is not None:
        query = query.where(ResultRow.author_id != but_of)
    return await read(await session.execute(query))


async def of_models_like(
    session: AsyncSession, guild_id: int, names: Collection[str]
) -> dict[str, list[Posted]]:
    """The same by the models' names in lower case; other spellings count where nothing has this one."""
    found: dict[str, list[Posted]] = {}
    for one in await of_models(session, guild_id, names):
        found.setdefault((one.result.model_name or "").lower(), []).append(one)
    missing = {name.lower() for name in names} - found.keys()
    if missing:
        others = await named.spelled(session, guild_id, missing)
        for one in await of_models(session, guild_id, others):
            found.setdefault((one.result.model_name or "").lower(), []).append(one)
    return found


async def by_ids(session: AsyncSession, guild_id: int, result_ids: Collection[int]) -> dict[int, Posted]:
    """These results, of those that are public here."""
    if not result_ids:
        return {}
    query = EVERY.where(ResultRow.guild_id == guild_id, IS_PUBLIC, among(ResultRow.id, result_ids))
    return {one.id: one for one in await read(await session.execute(query))}


def values_of(result: Result) -> dict[str, Any]:
    """A result as columns."""
    spread = result.spread
    return {
        **{name: getattr(result, name) for name in FIELDS},
        "model_name": result.model or result.model_name,
        "standard_error": None if spread is None else spread.standard_error,
        "error_origin": None if spread is None else spread.origin,
        "setup": SETUP.dump_python(result.setup, mode="json"),
        "test": same.test(result),
        "quantisation": result.setup.quantisation,
    }


async def _dump(readings: Sequence[Reading]) -> ColumnElement[Any]:
    def written() -> str:
        return json.dumps(_READINGS.dump_python(tuple(readings), mode="json", exclude_defaults=True))

    return as_type(type_coerce(await asyncio.to_thread(written), Text), JSONB)
