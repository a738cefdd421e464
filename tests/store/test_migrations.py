import asyncio

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.db.engine import Database
from bot.db.migrate import ensure_current, migrate, newest
from bot.tables import metadata


def _differences(connection: Connection) -> list[object]:
    ours = {"include_name": lambda name, kind, _parents: kind != "table" or name in metadata.tables}
    return list(compare_metadata(MigrationContext.configure(connection, opts=ours), metadata))


async def test_the_migrations_make_exactly_the_tables_that_the_code_declares(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_several_processes_may_migrate_at_once(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    others = [Database(database.url) for _ in range(3)]
    await asyncio.gather(*(migrate(one) for one in others))
    for one in others:
        await one.close()
    async with database.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == newest()


async def test_a_start_migrates_in_a_process_of_its_own_and_only_when_something_is_missing(
    database: Database,
) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await ensure_current(database)
    await ensure_current(database)
    async with database.engine.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == newest()
