"""How many statements something takes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import event

from bot.db.engine import Database


@asynccontextmanager
async def statements(database: Database) -> AsyncIterator[list[str]]:
    """What is sent to the server meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
