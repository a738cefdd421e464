"""The watcher dies, or its database goes away: another one goes on, and nothing is lost."""

import signal
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import URL

from bot.db.engine import dsn
from bot.releases.watcher import LOCK
from bot.settings import Settings
from tests.journeys.conftest import Place, opened_place
from tests.journeys.crashes import start
from tests.waiting import HERE, until

CUT = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def _holder(connection: "asyncpg.Connection[asyncpg.Record]") -> int | None:
    """The server's process that holds the watcher's lock."""
    found = await connection.fetchval(
        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted "
        f"AND (classid::bigint << 32 | objid::bigint) = $1 AND {HERE}",
        LOCK,
    )
    return None if found is None else int(found)


async def test_another_process_watches_when_the_first_is_killed(
    quiet_place: Place, database_url: URL, tmp_path: Path
) -> None:
    place = quiet_place
    first = await start(place, database_url, tmp_path / "first")
    connection = await asyncpg.connect(dsn(database_url))
    try:
        await place.watch("mistralai", place.camille)
        watching = await until(lambda: _holder(connection), what="a watcher")
        second = await start(place, database_url, tmp_path / "second")
        try:
            assert first.process is not None
            first.process.send_signal(signal.SIGKILL)
            await first.ended()
            place.hub.publish(kind="model", id="mistralai/After")
            await place.announced(place.alex, "mistralai/After")
            assert await _holder(connection) not in (None, watching)
            assert len(await place.posts(place.alex)) == 1
        finally:
            await second.stop()
    finally:
        await first.stop()
        await connection.close()


async def test_a_database_that_cuts_everyone_off_in_the_middle_of_a_look_loses_nothing(
    place: Place, database_url: URL
) -> None:
    await place.watch("mistralai", place.camille)
    connection = await asyncpg.connect(dsn(database_url))
    names = [f"mistralai/Release-{number}" for number in range(4)]

    async def cut() -> bool:
        return bool(await connection.fetchval(CUT))

    for name in names:
        place.hub.publish(kind="model", id=name)
        await until(cut, what="a connection to cut")
    for name in names:
        await place.announced(place.alex, name)
    place.hub.publish(kind="model", id="mistralai/Later")
    await place.announced(place.alex, "mistralai/Later")
    await connection.close()
    assert len(await place.posts(place.alex)) == len(names) + 1


@pytest.mark.parametrize("lane", ["trending_seconds", "author_seconds"])
async def test_what_was_private_is_found_by_each_lane_alone(settings: Settings, lane: str) -> None:
    slow = {"feed_seconds": 3600.0, "trending_seconds": 3600.0, "author_seconds": 3600.0}
    async with opened_place(settings.model_copy(update=slow | {lane: 0.1})) as place:
        await place.start_bot()
        await place.watch("mistralai", place.camille)
        place.hub.publish(kind="model", id="mistralai/Old", created_days_ago=40)
        await place.announced(place.alex, "mistralai/Old")
