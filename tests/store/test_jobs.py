import asyncio
from datetime import timedelta
from typing import Any

import pytest
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.qm import QueueManager
from sqlalchemy import text

from bot.db.engine import Database
from bot.jobs.queue import enqueue
from bot.jobs.worker import Again, Worker
from tests.waiting import until


async def _queued(database: Database) -> int:
    async with database.transaction() as session:
        return int(await session.scalar(text("SELECT count(*) FROM pgqueuer")) or 0)


async def test_a_job_enqueued_before_any_statement_is_gone_after_a_rollback(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await enqueue(session, "work", {"n": 1})
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await _queued(database) == 0


async def test_jobs_of_a_committed_transaction_are_there(database: Database) -> None:
    async with database.transaction() as session:
        await enqueue(session, "work", {"n": 1}, {"n": 2})
    assert await _queued(database) == 2


async def _run(worker: Worker, done: asyncio.Event) -> None:
    task = asyncio.create_task(worker.run())
    await asyncio.wait_for(done.wait(), 10)
    worker.stop()
    await asyncio.wait_for(task, 10)


async def test_a_worker_runs_each_job_once_and_stops(database: Database) -> None:
    seen: list[int] = []
    done = asyncio.Event()

    async def work(payload: dict[str, Any], attempts: int) -> None:
        assert attempts == 0
        seen.append(payload["n"])
        if len(seen) == 3:
            done.set()

    async with database.transaction() as session:
        await enqueue(session, "work", *({"n": n} for n in range(3)))
    await _run(Worker(database, {"work": work}, heartbeat=5.0), done)
    assert sorted(seen) == [0, 1, 2]
    assert await _queued(database) == 0


async def test_a_job_that_asks_for_it_runs_again_with_a_higher_count(database: Database) -> None:
    attempts_seen: list[int] = []
    done = asyncio.Event()

    async def work(_payload: dict[str, Any], attempts: int) -> None:
        attempts_seen.append(attempts)
        if attempts < 2:
            raise Again(0.01, "not yet")
        done.set()

    async with database.transaction() as session:
        await enqueue(session, "work", {})
    await _run(Worker(database, {"work": work}, heartbeat=5.0), done)
    assert attempts_seen == [0, 1, 2]


async def test_a_later_job_waits_for_its_time(database: Database) -> None:
    order: list[str] = []
    done = asyncio.Event()

    async def work(payload: dict[str, Any], _attempts: int) -> None:
        order.append(payload["name"])
        if len(order) == 2:
            done.set()

    async with database.transaction() as session:
        await enqueue(session, "work", {"name": "later"}, after=timedelta(seconds=0.5))
        await enqueue(session, "work", {"name": "now"})
    await _run(Worker(database, {"work": work}, heartbeat=5.0), done)
    assert order == ["now", "later"]


async def test_a_worker_goes_on_after_its_connection_is_cut(database: Database) -> None:
    done = asyncio.Event()

    async def work(_payload: dict[str, Any], _attempts: int) -> None:
        done.set()

    worker = Worker(database, {"work": work}, heartbeat=5.0)
    task = asyncio.create_task(worker.run())

    async def cut() -> int:
        async with database.transaction() as session:
            return int(
                await session.scalar(
                    text(
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid() "
                        "AND (query LIKE '%LISTEN%' OR query LIKE '%pgqueuer%')"
                    )
                )
                or 0
            )

    await until(cut, what="a connection of the worker")
    async with database.transaction() as session:
        await enqueue(session, "work", {})
    await asyncio.wait_for(done.wait(), 15)
    worker.stop()
    await asyncio.wait_for(task, 10)


async def test_the_migrations_make_all_that_the_queue_needs(database: Database) -> None:
    connection = await database.connect_raw()
    await QueueManager(Queries(AsyncpgDriver(connection))).verify_structure()
    await connection.close()
