"""Bring the tables up to date; several processes may start at once."""

import asyncio
import sys
from pathlib import Path

from sqlalchemy import Connection, text

from bot.db.engine import Database, address, dsn
from bot.errors import OperatorError

# One number for "the migrations of Essai" among the advisory locks of the server.
LOCK = 0x65737361695F6462
_FOLDER = Path(__file__).with_name("migrations")


async def ensure_current(database: Database) -> None:
    """Run every migration that is missing. Raises OperatorError when one fails.

    That happens in a process of its own: the tools for it take 12 MB, which the bot would keep for ever.
    """
    if await _is_current(database):
        return
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.db.migrate"), stdin=asyncio.subprocess.PIPE
    )
    # On standard input, since a command line with a password can be seen by others on the machine.
    await process.communicate(dsn(database.url).encode())
    if process.returncode != 0:
        raise OperatorError("The database could not be brought up to date; the reason stands above.")


async def migrate(database: Database, to: str = "head") -> None:
    """Run every migration that is missing up to that one, one process at a time."""
    async with database.engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        await connection.run_sync(_upgrade, to)


def newest() -> str:
    """The number of the newest migration; their files begin with it."""
    return max(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py"))


async def _is_current(database: Database) -> bool:
    async with database.transaction() as session:
        if not await session.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")):
            return False
        return bool(await session.scalar(text("SELECT version_num FROM alembic_version")) == newest())


def _upgrade(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


async def _main() -> None:
    database = Database(address(sys.stdin.read()))
    try:
        await migrate(database)
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(_main())
