"""The connection to PostgreSQL: one engine, one transaction for one use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker, create_async_engine

from bot.errors import OperatorError

POOL_SIZE = 10


def address(written: str) -> URL:
    """The address in the form SQLAlchemy's asyncpg dialect wants; raises OperatorError when it is none."""
    try:
        url = make_url(written)
    except ArgumentError as error:
        raise OperatorError(
            "ESSAI_DATABASE_URL is not an address; it looks like postgresql://user:password@host:5432/essai"
        ) from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise OperatorError("ESSAI_DATABASE_URL must name a PostgreSQL server: postgresql://…")
    return url.set(drivername="postgresql+asyncpg")


class Database:
    """An engine and its sessions."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine = create_async_engine(
            url, pool_size=POOL_SIZE, max_overflow=POOL_SIZE, pool_pre_ping=True
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed at the end, rolled back on any error."""
        async with self._sessions() as session, session.begin():
            yield session

    async def connect_raw(self) -> "asyncpg.Connection[asyncpg.Record]":
        """A connection outside the pool, for listening and for locks; the caller closes it."""
        return await asyncpg.connect(dsn(self.url))

    async def answers(self) -> bool:
        """Whether the server answers."""
        try:
            await self.check()
        except OperatorError:
            return False
        return True

    async def check(self) -> None:
        """Raise OperatorError unless the server answers."""
        try:
            async with self.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise OperatorError(
                f"The database does not answer ({error}). Check ESSAI_DATABASE_URL, "
                "or leave it empty to use the embedded server."
            ) from error

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def dsn(url: URL) -> str:
    """The address as asyncpg itself reads it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def driver_connection(connection: AsyncConnection) -> "asyncpg.Connection[Any]":
    """The asyncpg connection under an SQLAlchemy one, for what only asyncpg can do."""
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, asyncpg.Connection)
    return driver
