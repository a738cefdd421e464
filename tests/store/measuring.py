"""Members who post numbers of one test, straight into a database."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text

from bot.db.engine import Database
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.results.model import Reading, Result
from bot.results.publishing import Publication, make_public
from tests.unit.results.reproduction.test_model import RESULT

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HUB = "https://huggingface.co"
GUILD, OTHER_GUILD, CHANNEL = 10, 11, 100
ALEX, NOOR, ROBIN = 1, 2, 3


async def open_guilds(database: Database) -> None:
    """Two servers, one in English and one in French."""
    async with database.transaction() as session:
        await guilds.save(session, Guild(GUILD, "Lab", "en-US"), NOW)
        await guilds.save(session, Guild(OTHER_GUILD, "Atelier", "fr"), NOW)


async def post(
    database: Database,
    author_id: int,
    *values: float,
    guild_id: int = GUILD,
    result: Result = RESULT,
    now: datetime = NOW,
) -> int:
    """A member posts a number, or several at once; the id of the first result."""
    where = Publication(guild_id, CHANNEL, author_id, secrets.token_hex(12))
    reading = Reading("", "", results=tuple(replace(result, value=one, written=one) for one in values))
    async with database.transaction() as session:
        await make_public(session, where, [reading], HUB, now)
        found = text("SELECT min(id) FROM result WHERE post = :post")
        return int((await session.execute(found, {"post": where.nonce})).scalar_one())


async def shown(database: Database, result_id: int) -> str:
    """What the post of a result is to show."""
    query = (
        "SELECT message::text FROM delivery JOIN result ON result.post = delivery.nonce WHERE result.id = :id"
    )
    async with database.transaction() as session:
        return str((await session.execute(text(query), {"id": result_id})).scalar_one())


async def provenance(database: Database, result_id: int) -> str:
    """How a result is known."""
    async with database.transaction() as session:
        query = text("SELECT provenance FROM result WHERE id = :id")
        return str((await session.execute(query, {"id": result_id})).scalar_one())
