"""Bring the tables up to date; several processes may start at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.db.engine import Database

# One number for "the migrations of Essai" among the advisory locks of the server.
LOCK = 0x65737361695F6462
_FOLDER = Path(__file__).with_name("migrations")


async def migrate(database: Database) -> None:
    """Run every migration that is missing, one process at a time."""
    async with database.engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        await connection.run_sync(_upgrade)


def configuration() -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
