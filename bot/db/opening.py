"""The operator's database: a server of theirs, or the embedded one, brought up to date."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.db import embedded
from bot.db.engine import Database, address
from bot.db.migrate import ensure_current


@asynccontextmanager
async def opened(written: str | None, data_dir: Path) -> AsyncIterator[Database]:
    """Open the database at the address `written`, or the embedded one in `data_dir`. Raises OperatorError."""
    async with AsyncExitStack() as stack:
        if written is not None:
            url = address(written)
        else:
            server, url = await embedded.start(data_dir / "postgres")
            stack.push_async_callback(embedded.stop, server)
        database = Database(url)
        stack.push_async_callback(database.close)
        await database.check()
        await ensure_current(database)
        yield database
