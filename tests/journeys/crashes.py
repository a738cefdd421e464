"""How a bot is stopped at a chosen step and killed.

The steps are stopped from outside, so that nothing in the bot knows of the test: a trigger in PostgreSQL
waits for a lock that the test holds.
"""

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL

from bot.db.engine import dsn
from sandbox.demo import Bot
from tests.forked import ForkedBot
from tests.journeys.conftest import Place
from tests.waiting import HERE

LOCK = 7_777


@dataclass(frozen=True)
class Step:
    """A statement on a table that is about to be committed when the process dies."""

    table: str
    when: str
    condition: str = "true"


@asynccontextmanager
async def stopped_at(url: URL, step: Step) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Whoever takes this step waits until the block ends."""
    connection = await asyncpg.connect(dsn(url))
    await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
    row = "OLD" if step.when == "DELETE" else "NEW"
    await connection.execute(f"""
        CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock({LOCK}); RETURN {row}; END $$;
        CREATE TRIGGER stop_here BEFORE {step.when} ON {step.table}
        FOR EACH ROW WHEN ({step.condition}) EXECUTE FUNCTION stop_here();
    """)
    try:
        yield connection
    finally:
        # The dead process's session may still wait for the lock, and holds the table.
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks "
            f"WHERE locktype = 'advisory' AND NOT granted AND {HERE}"
        )
        await connection.execute(f"DROP TRIGGER stop_here ON {step.table}; DROP FUNCTION stop_here()")
        await connection.close()


async def someone_waits(connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
    """Whether the bot has come to the step."""
    query = f"SELECT true FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted AND {HERE}"
    return bool(await connection.fetchval(query, LOCK))


async def start(place: Place, url: URL, folder: Path) -> Bot:
    """A bot in a process of its own."""
    place.discord.clock.advance(6)
    bot = ForkedBot(
        place.discord,
        place.hub,
        folder,
        ESSAI_DATABASE_URL=dsn(url),
        ESSAI_FEED_SECONDS="0.2",
        ESSAI_AUTHOR_SECONDS="0.2",
        ESSAI_ALERT_SECONDS="0.2",
        ESSAI_JOB_HEARTBEAT_SECONDS="1",
    )
    await bot.start()
    await place.discord.until_connected()
    return bot


async def kill(bot: Bot) -> None:
    """End its process without a word."""
    assert bot.process is not None
    bot.process.send_signal(signal.SIGKILL)
    await bot.ended()
