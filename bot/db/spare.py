"""A database for one use on the operator's server, or on the embedded one, that is gone afterwards."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL

from bot.db import embedded
from bot.db.engine import AWAY, Database, address, dsn
from bot.db.migrate import migrate
from bot.errors import OperatorError


@asynccontextmanager
async def spare(written: str | None, data_dir: Path) -> AsyncIterator[Database]:
    """An empty, migrated database beside the one at the address `written`, whose tables stay untouched.

    Raises OperatorError where the server does not answer, or lets nobody make a database.
    """
    if written is not None:
        async with _made(address(written)) as database:
            yield database
        return
    server, url = await embedded.start(data_dir / "postgres")
    try:
        async with _made(url) as database:
            yield database
    finally:
        await embedded.stop(server)


@asynccontextmanager
async def _made(beside: URL) -> AsyncIterator[Database]:
    name = f"essai_spare_{secrets.token_hex(6)}"
    try:
        await _execute(beside, f'CREATE DATABASE "{name}"')
    except AWAY as error:
        raise OperatorError(
            f"No database could be made for this on the server ({error}). Let its user make one "
            "(ALTER USER … CREATEDB), or leave ESSAI_DATABASE_URL empty to use the embedded server."
        ) from error
    database = Database(beside.set(database=name))
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()
        await _execute(beside, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _execute(url: URL, statement: str) -> None:
    connection = await asyncpg.connect(dsn(url))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
