"""PostgreSQL's dialect for tests: a statement is compiled once in a process, as in a bot, not once a test."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.util import LRUCache

# Statements that are kept.
CAPACITY = 2000
_compiled: LRUCache[Any, Any] = LRUCache(CAPACITY)


class SameDialect(PGDialect_asyncpg):
    """Equal to that of every other engine: the server is the same one, so statements read the same."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameDialect)

    def __hash__(self) -> int:
        return hash(SameDialect)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Called by SQLAlchemy for each new engine."""
        engine.update_execution_options(compiled_cache=_compiled)


def install() -> None:
    """Have every engine made from now on take it."""
    registry.register("postgresql.asyncpg", __name__, SameDialect.__name__)
