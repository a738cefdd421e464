"""The connection to PostgreSQL: one engine, one transaction for one use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy import event, text
from sqlalchemy.engine import URL, AdaptedConnection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from bot.errors import OperatorError

POOL_SIZE = 10
Session = AsyncSession
# What a statement or a connection raises when the server is away.
AWAY = (
    OSError,
    SQLAlchemyError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    # What a statement meets that begins while asyncpg is still taking in that the connection was cut.
    asyncpg.InternalClientError,
)
# What PostgreSQL says of a value that it cannot hold: too large, no character, or too long for an index.
# Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
_UNHOLDABLE = ("22", "54")


def is_refused(error: BaseException) -> bool:
    """Whether the server answered that it cannot hold a value: the same would be refused again."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlstate", None) or "").startswith(_UNHOLDABLE)


def address(written: str) -> URL:
    """The address in the form SQLAlchemy's asyncpg dialect wants; raises OperatorError when it is none."""
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):
        # Without its cause, which may show a piece of what was written, a password too.
        raise OperatorError(
            "ESSAI_DATABASE_URL is not an address; it looks like postgresql://user:password@host:5432/essai"
        ) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise OperatorError("ESSAI_DATABASE_URL must name a PostgreSQL server: postgresql://…")
    return url.set(drivername="postgresql+asyncpg")


class Database:
    """An engine and its sessions."""

    def __init__(self, url: URL) -> None:
        self.url = url
        # The connection that was used last is taken first: it knows its statements already.
        self.engine = create_async_engine(
            url, pool_size=POOL_SIZE, max_overflow=POOL_SIZE, pool_use_lifo=True
        )
        # One round trip to the server; with `pool_pre_ping` it would be three, at every transaction.
        event.listen(self.engine.sync_engine, "checkout", _ensure_open)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
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
        except AWAY as error:
            raise OperatorError(
                f"The database does not answer ({error}). Check ESSAI_DATABASE_URL, "
                "or leave it empty to use the embedded server."
            ) from error

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def _ensure_open(connection: AdaptedConnection, *_: object) -> None:
    try:
        connection.run_async(lambda driver: driver.execute("SELECT 1"))
    except AWAY as error:
        # The pool opens another one, and forgets those that it has.
        raise InvalidatePoolError from error


def dsn(url: URL) -> str:
    """The address as asyncpg itself reads it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def driver_in_transaction(session: Session) -> "asyncpg.Connection[Any]":
    """The asyncpg connection of a session, for what only asyncpg can do, surely inside its transaction.

    SQLAlchemy begins the transaction with its own first statement only; what is written on the connection
    before that would be committed at once and survive a rollback.
    """
    await session.execute(text("SELECT 1"))
    connection = await (await session.connection()).get_raw_connection()
    driver = connection.driver_connection
    assert isinstance(driver, asyncpg.Connection)
    return driver
