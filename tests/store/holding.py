"""One side of a race is held by a lock of PostgreSQL, until the other side has done its part."""

from sqlalchemy import text

from bot.db.engine import Database
from tests.waiting import HERE, until


async def held(database: Database) -> None:
    """Until somebody waits for a lock."""

    async def waits() -> bool:
        async with database.transaction() as session:
            return bool(await session.scalar(text(f"SELECT 1 FROM pg_locks WHERE NOT granted AND {HERE}")))

    await until(waits, what="a wait for a lock")
