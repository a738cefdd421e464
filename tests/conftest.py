"""What every test may use: one embedded PostgreSQL a run, a copy of the migrated database for each test."""

import asyncio
import gc
import itertools
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import URL

from bot.answers.glossary import terms
from bot.aside import light  # noqa: F401 - before what it is for
from bot.db import embedded
from bot.db.engine import Database, dsn
from bot.db.migrate import migrate
from tests import compiled_once

SHARED = Path(__file__).parent.parent / ".." / "shared"
EMPTY = "essai_template"
# What every bot puts into its database when it starts, and finds there later.
STARTED = "essai_template_started"
MEMORY = Path("/dev/shm")
# New objects before a garbage collection; with Python's own 700 a fifth of the time goes into collections.
YOUNG = 20_000
_numbers = itertools.count(1)

# Every worker and every helper process imports the same modules: they are compiled once.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
compiled_once.install()


def pytest_collection_finish() -> None:
    """Let the garbage collection look at what tests make only, not at modules and tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the checkout; tests that need it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with real files is not there")
    return SHARED


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder in which an embedded PostgreSQL may run, which another user does where we are root.

    pytest's own folders are closed to others, and each new run of pytest closes them again.
    """
    with tempfile.TemporaryDirectory(prefix="essai-test-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def server_url() -> Iterator[URL]:
    """The address of a PostgreSQL server with a migrated template; shared by all workers of a run."""
    folder = _run_folder() / "postgres"

    async def prepare() -> tuple[object, URL]:
        server, url = await embedded.start(folder)
        # Nothing of a test need outlive the machine: no waiting for its disk.
        await _execute(url, "ALTER SYSTEM SET fsync = off")
        await _execute(url, "SELECT pg_reload_conf()")
        await _ensure_templates(url)
        return server, url

    server, url = asyncio.run(prepare())
    yield url
    asyncio.run(embedded.stop(server))  # type: ignore[arg-type]
    if not (folder / "postmaster.pid").exists():  # no other worker uses it any more
        shutil.rmtree(folder.parent, ignore_errors=True)


@pytest.fixture
def template() -> str:
    """What a test's database is a copy of."""
    return EMPTY


@pytest.fixture
async def database_url(server_url: URL, template: str) -> AsyncIterator[URL]:
    """The address of a database of the test's own."""
    name = f"test_{os.getpid()}_{next(_numbers)}_{secrets.token_hex(3)}"
    await _execute(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    yield server_url.set(database=name)
    await _execute(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def database(database_url: URL) -> AsyncIterator[Database]:
    """A migrated, empty database."""
    opened = Database(database_url)
    yield opened
    await opened.close()


def _run_folder() -> Path:
    # Not among pytest's own folders: a fourth run at the same time would delete those of the first.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")
    # In memory where there is much of it: making and dropping a database is writing and deleting files.
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 8 * 1024**3
    return Path(MEMORY if in_memory else tempfile.gettempdir()) / f"essai-tests-{run}"


async def _ensure_templates(url: URL) -> None:
    """Make the templates once; several workers may ask at the same time."""
    connection = await asyncpg.connect(dsn(url.set(database="postgres")))
    try:
        await connection.execute("SELECT pg_advisory_lock(42)")
        await _ensure(connection, url, EMPTY, "template1", migrate)
        await _ensure(connection, url, STARTED, EMPTY, _start)
    finally:
        await connection.close()


async def _ensure(
    connection: asyncpg.Connection,
    url: URL,
    name: str,
    origin: str,
    fill: Callable[[Database], Awaitable[None]],
) -> None:
    if await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
        return
    making = f"{name}_making"
    await connection.execute(f'DROP DATABASE IF EXISTS "{making}"')
    await connection.execute(f'CREATE DATABASE "{making}" TEMPLATE "{origin}"')
    database = Database(url.set(database=making))
    await fill(database)
    await database.close()
    await connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')


async def _start(database: Database) -> None:
    async with database.transaction() as session:
        await terms.keep(session)


async def _execute(url: URL, statement: str) -> None:
    connection = await asyncpg.connect(dsn(url.set(database="postgres")))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
