"""A database for one use is migrated, is nobody else's, and is gone afterwards."""

import secrets
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from bot.db.engine import dsn
from bot.db.spare import spare
from bot.errors import OperatorError


async def test_it_has_all_tables_and_is_gone_afterwards(server_url: URL, tmp_path: Path) -> None:
    async with spare(dsn(server_url), tmp_path) as database:
        url = database.url
        async with database.transaction() as session:
            assert await session.scalar(text("SELECT count(*) FROM passage")) == 0
    assert url.database != server_url.database
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(dsn(url))


async def test_it_is_gone_too_where_what_used_it_failed(server_url: URL, tmp_path: Path) -> None:
    used = []

    async def fail() -> None:
        async with spare(dsn(server_url), tmp_path) as database:
            used.append(database.url)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    (url,) = used
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(dsn(url))


async def test_who_may_make_none_is_told_what_to_do(server_url: URL, tmp_path: Path) -> None:
    role = f"test_{secrets.token_hex(6)}"
    admin = await asyncpg.connect(dsn(server_url))
    try:
        await admin.execute(f'CREATE ROLE "{role}" LOGIN')
        with pytest.raises(OperatorError, match="CREATEDB"):
            async with spare(dsn(server_url.set(username=role)), tmp_path):
                pass
        await admin.execute(f'DROP ROLE "{role}"')
    finally:
        await admin.close()
